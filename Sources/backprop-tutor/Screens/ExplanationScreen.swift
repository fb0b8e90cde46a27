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

  func lines(width: Int) -> [StyledText] {
    let sections = [values(width: width), ledger(width: width), check(width: width)]
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
  }

  private func values(width: Int) -> [StyledText] {
    let statements = explanation.trace.model.program.statements.count
    guard statements <= Self.mostRows else {
      return [StyledText("  \(statements) lines; ") + output]
    }
    return ModelView(trace: explanation.trace, hidden: nil).lines(width: width)
      + (explanation.trace.model.nodes[""] == nil ? [] : [StyledText("    ") + output])
  }

  private var output: StyledText {
    StyledText(explanation.outputText, .code) + StyledText(" = ", .aside)
      + StyledText(
        NumberText.rounded(explanation.trace.forward.tensor(of: explanation.output)), .value)
  }

  private func ledger(width: Int) -> [StyledText] {
    if max(explanation.pass.edges.count, explanation.inputs.count) <= Self.mostRows,
      explanation.trace.model.graph.count <= Self.mostRows * 10
    {
      let ledger = Ledger(
        of: explanation.trace.model, pass: explanation.pass, named: explanation.outputText,
        to: explanation.inputs.map(\.node))
      return LedgerView(ledger: ledger).lines(width: width)
    }
    return explanation.inputs.prefix(Self.mostRows).map { name, node in
      StyledText("  d\(explanation.outputText)/d\(name) ") + StyledText("= ", .aside)
        + StyledText(NumberText.rounded(explanation.pass.gradient(of: node)), .gradient)
    }
  }

  private func check(width: Int) -> [StyledText] {
    let checks = explanation.checks().prefix(Self.mostRows)
    guard !checks.isEmpty else {
      let note = StyledText(
        "No inputs: an input is a name that is set to a number or a list of numbers, as in x = 2.")
      return note.wrapped(to: width, first: StyledText("  "))
    }
    var table = Table(
      heading: ["input", "gradient", "numeric", "relative error"].map { StyledText($0, .aside) },
      alignments: [.left, .right, .right, .right])
    for (name, check) in checks {
      guard let check, let node = explanation.inputs.first(where: { $0.name == name })?.node else {
        table.addRow([
          StyledText(name, .code), StyledText(), StyledText(),
          StyledText("left out: too much work", .aside),
        ])
        continue
      }
      let numeric = Tensor(
        explanation.trace.model.graph.shape(of: node), check.entries.map { $0.numeric ?? .nan })
      let isMissing = check.relativeError == nil
      table.addRow([
        StyledText(name, .code),
        StyledText(NumberText.rounded(explanation.pass.gradient(of: node)), .gradient),
        StyledText(isMissing ? "-" : NumberText.rounded(numeric), .value), verdict(check),
      ])
    }
    let heading = StyledText("Checked by moving each input a little to both sides:")
    return heading.wrapped(to: width, first: StyledText("  ")) + table.lines(width: width)
  }

  private func verdict(_ check: NumericCheck) -> StyledText {
    if check.entries.contains(where: \.isCorner) {
      return StyledText("a corner lies on the way", .aside)
    }
    guard let error = check.relativeError else {
      return StyledText("no value, or a corner, too near", .aside)
    }
    guard check.isDecisive else { return StyledText("too flat to measure", .aside) }
    return StyledText(NumberText.rounded(error, to: 2), error < 1e-4 ? .plain : .bad)
  }
}
