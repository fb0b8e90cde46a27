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

extension ForwardPass {
  /// How far each node's value can be off through rounding alone, one bound per node.
  ///
  /// A literal that is no integer is off by half a unit in its last place, and every op passes on
  /// its operands' errors through its local derivatives and adds its own rounding.
  /// Source: running error analysis, Higham, *Accuracy and Stability of Numerical Algorithms*, 3.3.
  public func roundingErrorBounds() -> [NodeID: Double] {
    let unitRoundoff = Double.ulpOfOne / 2
    var bounds: [Double] = []
    for (node, value) in zip(graph.nodes, values) {
      switch node.kind {
      case .leaf, .constant:
        bounds.append(value == value.rounded() ? 0 : unitRoundoff * abs(value))
      case .result(let op, let operands):
        let (a, b) = operands.values(in: values)
        let local = op.rule.localDerivatives(a, b, value)
        let (boundA, boundB) = operands.values(in: bounds)
        let inherited = share(local.0, boundA) + (op.arity == 2 ? share(local.1, boundB) : 0)
        bounds.append(inherited + 2 * unitRoundoff * abs(value))
      }
    }
    return Dictionary(uniqueKeysWithValues: zip(graph.nodeIDs, bounds))
  }

  /// An exact operand passes nothing on, even where the slope does not exist.
  private func share(_ slope: Double, _ bound: Double) -> Double {
    bound == 0 ? 0 : abs(slope) * bound
  }
}

extension [NodeID] {
  /// The first and second operands' entries; an op of one operand gets 0 for the second.
  func values(in entries: [Double]) -> (Double, Double) {
    (entries[self[0].index], count > 1 ? entries[self[1].index] : 0)
  }
}
