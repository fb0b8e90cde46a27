import Autodiff
public import ModelLanguage

/// A backward pass as a table: one row a node, from the output back.
public struct Ledger: Sendable {
  /// One road's share of a node's gradient.
  public struct Share: Sendable {
    /// The node that hands it on.
    public let from: String
    /// The gradient of that node.
    public let upstream: Double
    /// The slope of that node with respect to this one.
    public let localDerivative: Double
    /// Whether that slope holds only by convention.
    public let isCorner: Bool
  }

  /// One node.
  public struct Row: Sendable {
    /// Its name, or the text it came from.
    public let label: String
    /// Its value.
    public let value: Double
    /// Its shares; empty at the output, and where no road leads from the output.
    public let shares: [Share]
    /// The sum of its shares; 1 at the output.
    public let gradient: Double
  }

  /// The name of the output.
  public let output: String
  /// The rows, output first.
  public let rows: [Row]

  /// Walks back from `output`.
  ///
  /// - Parameter inputs: Where the walk is to lead; only the nodes on the way there get a row. All
  ///   nodes if empty.
  /// - Returns: nil if the trace has no such name or a slope on the way does not exist.
  public init?(of trace: Trace, from output: String, to inputs: [String] = []) {
    guard let node = trace.model.nodes[output],
      let pass = try? trace.forward.backward(from: node)
    else { return nil }
    self.output = output
    let shares = Dictionary(grouping: pass.edges, by: \.operand)
    let ends = inputs.isEmpty ? trace.model.names.filter(trace.model.isLeaf) : inputs
    let onTheWay = trace.model.graph.nodesMade(from: ends.compactMap { trace.model.nodes[$0] })
    rows = trace.model.graph.nodeIDs.reversed().compactMap { id in
      let isEnd = ends.contains { trace.model.nodes[$0] == id }
      guard onTheWay.contains(id), pass.reaches(id) || isEnd else { return nil }
      return Row(
        label: trace.model.label(of: id), value: trace.forward.value(of: id),
        shares: (shares[id] ?? []).map { edge in
          Share(
            from: trace.model.label(of: edge.result), upstream: edge.upstream,
            localDerivative: edge.localDerivative, isCorner: edge.isCorner)
        },
        gradient: pass.adjoint(of: id))
    }
  }
}

extension Scene {
  /// The backward pass behind the step's question: from the node whose slope is asked, else from
  /// the model's output.
  public var ledger: Ledger? {
    let slopes = step.question?.answer.derivatives ?? []
    let output = slopes.first?.of ?? model.output
    return Ledger(
      of: trace, from: output,
      to: slopes.filter { $0.of == output }.map(\.withRespectTo))
  }
}

extension Graph {
  /// Every node that moving one of `inputs` could move, these included.
  fileprivate func nodesMade(from inputs: [NodeID]) -> Set<NodeID> {
    var made = Set(inputs)
    for node in nodeIDs {
      if case .result(_, let operands) = kind(of: node), operands.contains(where: made.contains) {
        made.insert(node)
      }
    }
    return made
  }
}
