import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// An explanation for people: values, ledger, check.
struct ExplanationScreen {
  private let explanation: Explanation

  /// A longer ledger is no help; the gradients are told without it.
  private static let mostRows = 120

  init(_ explanation: Explanation) {
    self.explanation = explanation
  }

  func lines(on page: Page) -> [StyledText] {
    let sections = [values(on: page), ledger(on: page), check(on: page)]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
  }

  private func values(on page: Page) -> [StyledText] {
    let statements = explanation.trace.model.program.statements.count
    guard statements <= Self.mostRows else {
      return [StyledText("  \(statements) lines; ") + output]
    }
    return ModelView(trace: explanation.trace, hidden: nil).lines(on: page)
      + (explanation.trace.model.nodes[""] == nil ? [] : [StyledText("    ") + output])
  }

  private var output: StyledText {
    StyledText(explanation.outputText, .code) + StyledText(" = ", .aside)
      + StyledText(
        NumberText.rounded(explanation.trace.forward.tensor(of: explanation.output)), .value)
  }

  private func ledger(on page: Page) -> [StyledText] {
    if max(explanation.pass.edges.count, explanation.inputs.count) <= Self.mostRows,
      explanation.trace.model.graph.count <= Self.mostRows * 10
    {
      let ledger = Ledger(
        of: explanation.trace.model, pass: explanation.pass, named: explanation.outputText,
        to: explanation.inputs.map(\.node))
      return LedgerView(ledger: ledger).lines(on: page)
    }
    return explanation.inputs.prefix(Self.mostRows).map { name, node in
      StyledText("  d\(explanation.outputText)/d\(name) ") + StyledText("= ", .aside)
        + StyledText(NumberText.rounded(explanation.pass.gradient(of: node)), .gradient)
    }
  }

  private func check(on page: Page) -> [StyledText] {
    let checks = explanation.checks().prefix(Self.mostRows)
    guard !checks.isEmpty else {
      let note = StyledText(
        "No inputs: an input is a name that is set to a number or a list of numbers, as in x = 2.")
      return note.wrapped(to: page.width, first: StyledText("  "))
    }
    let rows = checks.compactMap { name, check in
      explanation.inputs.first { $0.name == name }.map {
        GradientCheck.Row(
          input: name, gradient: explanation.pass.gradient(of: $0.node), check: check)
      }
    }
    return CheckView(rows: rows).lines(on: page)
  }
}
