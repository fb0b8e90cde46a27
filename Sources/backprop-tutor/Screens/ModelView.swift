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
  /// The only names that are shown; all of them if nil.
  var shown: Set<String>?

  /// One line a statement, indented by four: `y = x * 3     = 6`.
  func lines(on page: Page) -> [StyledText] {
    guard !page.isPlain else { return sentences(on: page) }
    let width = page.width
    let statements = self.statements
    let texts = statements.map { StyledText("\($0.0.name) = \($0.0.value.label)", .code) }
    let column = min((texts.map(\.width).max() ?? 0) + 3, max(12, width - 20))
    return zip(statements, texts).flatMap { line, text in
      let (statement, node) = line
      let mark = StyledText(changed.contains(statement.name) ? "  * " : "    ", .strong)
      if let value = statement.value.literalTensor {
        // A number that was computed into the line may have a tail of rounding.
        let short = "\(statement.name) = \(NumberText.rounded(value, to: 12))"
        return StyledText(short, .code).wrapped(to: width, first: mark)
      }
      let value = self.value(of: node, named: statement.name)
      if text.width < column, 4 + column + value.width <= width {
        return [mark + text.padded(to: column) + value]
      }
      return text.wrapped(to: width, first: mark, rest: StyledText("        "))
        + value.wrapped(to: width, first: StyledText("      "))
    }
  }

  private var statements: [(Program.Statement, NodeID)] {
    zip(trace.model.program.statements, trace.model.statementNodes).filter {
      !$0.0.name.isEmpty && shown?.contains($0.0.name) != false
    }
  }

  /// The same to be read aloud, as in `y = x * 3, which is 6`.
  private func sentences(on page: Page) -> [StyledText] {
    statements.flatMap { line, node in
      let text = StyledText("\(line.name) = \(line.value.label)", .code)
      let value = NumberText.rounded(trace.forward.tensor(of: node))
      let rest =
        line.value.literalTensor != nil
        ? "" : line.name == hidden ? ", whose value is asked" : ", which is \(value)"
      let mark = changed.contains(line.name) ? " (changed)" : ""
      return (text + StyledText(rest + mark + ".")).wrapped(
        to: page.width, first: StyledText("  "))
    }
  }

  private func value(of node: NodeID, named name: String) -> StyledText {
    if name == hidden { return StyledText("= ?", .aside) }
    return StyledText("= ", .aside)
      + StyledText(NumberText.rounded(trace.forward.tensor(of: node)), .value)
  }
}
