import Drawing
import LessonFormat
import ModelLanguage
import Tutor

/// A model with the value of each name beside it.
struct ModelView {
  let trace: Trace
  /// The name whose value is asked and so not shown.
  let hidden: String?
  /// Names that stand out because the learner changed them.
  var changed: Set<String> = []

  /// One line a statement, indented by four: `y = x * 3     6`.
  func lines(width: Int) -> [StyledText] {
    let statements = trace.model.program.statements
    let texts = statements.map { StyledText("\($0.name) = \($0.value)", .code) }
    let column = min((texts.map(\.width).max() ?? 0) + 3, max(12, width - 20))
    return zip(statements, texts).flatMap { statement, text in
      let mark = StyledText(changed.contains(statement.name) ? "  * " : "    ", .strong)
      guard !trace.model.isLeaf(statement.name) else { return text.wrapped(to: width, first: mark) }
      let value = self.value(of: statement.name)
      if text.width < column {
        return [mark + text.padded(to: column) + value]
      }
      return text.wrapped(to: width, first: mark)
        + [StyledText(String(repeating: " ", count: 4 + column)) + value]
    }
  }

  private func value(of name: String) -> StyledText {
    if name == hidden { return StyledText("= ?", .aside) }
    return StyledText("= ", .aside)
      + StyledText(trace.value(of: name).map { NumberText.rounded($0) } ?? "?", .value)
  }
}

/// The pictures that can be drawn; for the others the model's values are the words.
struct PictureView {
  let picture: Picture
  let scene: Scene

  func lines(width: Int) -> [StyledText] {
    switch picture.kind {
    case .pipe: pipe(width: width)
    case .graph, .ledger, .tangent, .area, .lines, .bars, .film, .valley, .trace, .cells, .hchart:
      []
    }
  }

  /// The named stops as a row of machines, each with what makes it.
  private func pipe(width: Int) -> [StyledText] {
    let statements = Dictionary(
      scene.model.program.statements.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let names = picture.names.isEmpty ? scene.model.names : picture.names
    let stops = names.compactMap { name -> PipeDiagram.Stop? in
      guard let statement = statements[name] else { return nil }
      let value = scene.trace.value(of: name).map { NumberText.rounded($0) } ?? ""
      return PipeDiagram.Stop(
        machine: scene.model.isLeaf(name) ? "" : statement.value.description, name: name,
        value: name == scene.hiddenName ? "" : value)
    }
    return stops.count < 2 ? [] : PipeDiagram(stops).lines(width: width)
  }
}
