import Autodiff
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
    let model = trace.model
    let statements = zip(model.program.statements, model.statementNodes).filter {
      !$0.0.name.isEmpty
    }
    let texts = statements.map { StyledText("\($0.0.name) = \($0.0.value.label)", .code) }
    let column = min((texts.map(\.width).max() ?? 0) + 3, max(12, width - 20))
    return zip(statements, texts).flatMap { line, text in
      let (statement, node) = line
      let mark = StyledText(changed.contains(statement.name) ? "  * " : "    ", .strong)
      if statement.value.literalTensor != nil { return text.wrapped(to: width, first: mark) }
      let value = self.value(of: node, named: statement.name)
      if text.width < column, 4 + column + value.width <= width {
        return [mark + text.padded(to: column) + value]
      }
      return text.wrapped(to: width, first: mark)
        + value.wrapped(to: width, first: StyledText("      "))
    }
  }

  private func value(of node: NodeID, named name: String) -> StyledText {
    if name == hidden { return StyledText("= ?", .aside) }
    return StyledText("= ", .aside)
      + StyledText(NumberText.rounded(trace.forward.tensor(of: node)), .value)
  }
}

/// The pictures that can be drawn; for the others the model's values are the words.
struct PictureView {
  let picture: Picture
  let scene: Scene

  /// Whether a kind is drawn, before the question or after it.
  static func isDrawn(_ kind: Picture.Kind) -> Bool {
    switch kind {
    case .pipe, .ledger, .film: true
    case .graph, .tangent, .area, .lines, .bars, .valley, .trace, .cells, .hchart: false
    }
  }

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
