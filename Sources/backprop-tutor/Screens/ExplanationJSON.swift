import Autodiff
import ModelLanguage

/// An explanation as the JSON object that `explain --json` promises.
///
/// Written by hand: the names stand in the program's order, and every number reads back exactly.
struct ExplanationJSON {
  private let explanation: Explanation

  init(_ explanation: Explanation) {
    self.explanation = explanation
  }

  var text: String {
    let trace = explanation.trace
    let gradients = explanation.inputs.map { name, node in
      (name, Self.json(explanation.pass.gradient(of: node)))
    }
    let checks = explanation.checks().compactMap { name, check in
      check.map { (name, Self.json($0, shape: trace.model.graph.shape(of: $0.leaf))) }
    }
    return JSONText.object([
      ("output", JSONText.string(explanation.outputText)),
      ("value", Self.json(trace.forward.tensor(of: explanation.output))),
      ("values", JSONText.object(explanation.values.map { ($0, Self.json($1)) })),
      ("gradients", JSONText.object(gradients)),
      ("check", JSONText.object(checks)),
      ("corners", "[" + explanation.corners.map(JSONText.string).joined(separator: ", ") + "]"),
    ])
  }

  /// `{"error": {"message": …, "node": …, "line": …, "column": …}}`.
  static func text(of failure: Explanation.Failure) -> String {
    let (message, node, range): (String, String?, SourceRange?) =
      switch failure {
      case .diagnostics(let list): (list.diagnostics[0].message, nil, list.diagnostics[0].range)
      case .undefined(let message, let node, let range): (message, node, range)
      case .request(let diagnostic): (diagnostic.message, nil, nil)
      }
    let error = JSONText.object([
      ("message", JSONText.string(message)),
      ("node", node.map(JSONText.string) ?? "null"),
      ("line", range.map { String($0.start.line) } ?? "null"),
      ("column", range.map { String($0.start.column) } ?? "null"),
    ])
    return JSONText.object([("error", error)])
  }

  private static func json(_ check: NumericCheck, shape: Shape) -> String {
    let entries = check.entries.map { $0.numeric.map(NumberText.exact) ?? "null" }
    var members = [
      ("numeric", NumberText.laidOut(entries, as: shape)),
      ("relativeError", check.relativeError.map(NumberText.exact) ?? "null"),
    ]
    if check.entries.contains(where: \.isCorner) { members.append(("corner", "true")) }
    if !check.isDecisive { members.append(("decisive", "false")) }
    return JSONText.object(members)
  }

  private static func json(_ value: Tensor) -> String {
    NumberText.exact(value)
  }
}
