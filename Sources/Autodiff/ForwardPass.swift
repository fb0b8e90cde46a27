/// The value of every node at one point.
public struct ForwardPass: Sendable {
  /// The graph that was run.
  public let graph: Graph

  /// One value per node, in the graph's order.
  let values: [Double]

  /// The value of `node`.
  public func value(of node: NodeID) -> Double {
    values[node.index]
  }
}

extension Graph {
  /// Computes the value of every node, operands first.
  ///
  /// - Parameter point: A value for each leaf, by name. Extra names are ignored.
  /// - Throws: ``EvaluationError`` at the first node without a finite value.
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  public func forward(at point: [String: Double]) throws(EvaluationError) -> ForwardPass {
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .constant(let value):
        values.append(value)
      case .leaf(let name):
        guard let value = point[name] else { throw .leafWithoutValue(name: name) }
        values.append(value)
      case .result(let op, let operands):
        let (a, b) = operands.values(in: values)
        let value = op.rule.value(a, b)
        guard value.isFinite else {
          throw .undefinedValue(
            node: NodeID(index: index), op: op, operands: operands.map { values[$0.index] })
        }
        values.append(value)
      }
    }
    return ForwardPass(graph: self, values: values)
  }
}

extension [NodeID] {
  /// The first and second operands' entries; an op of one operand gets 0 for the second.
  func values(in entries: [Double]) -> (Double, Double) {
    (entries[self[0].index], count > 1 ? entries[self[1].index] : 0)
  }
}
