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
  /// - Returns: nil if the trace has no such name or a slope on the way does not exist.
  public init?(of trace: Trace, from output: String) {
    guard let node = trace.model.nodes[output],
      let pass = try? trace.forward.backward(from: node)
    else { return nil }
    self.output = output
    let shares = Dictionary(grouping: pass.edges, by: \.operand)
    rows = trace.model.graph.nodeIDs.reversed().compactMap { id in
      let isLeaf = trace.model.isLeaf(trace.model.label(of: id))
      guard pass.reaches(id) || isLeaf else { return nil }
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
    let asked = step.question?.answer.derivatives.first?.of
    return Ledger(of: trace, from: asked ?? model.output)
  }
}
