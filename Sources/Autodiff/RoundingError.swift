/// Half the distance from 1 to the next number: the largest relative error of one rounding.
private let unitRoundoff = Double.ulpOfOne / 2

extension ForwardPass {
  /// How far each node's value can be off through rounding alone.
  ///
  /// A literal that is no integer is off by half a unit in its last place, and every op passes on
  /// its operands' errors through its local derivatives and adds its own rounding.
  /// Source: running error analysis, Higham, *Accuracy and Stability of Numerical Algorithms*, 3.3.
  public func roundingErrorBounds() -> [NodeID: Double] {
    Dictionary(uniqueKeysWithValues: zip(graph.nodeIDs, boundsInOrder))
  }

  /// One bound per node, in the graph's order.
  fileprivate var boundsInOrder: [Double] {
    var bounds: [Double] = []
    bounds.reserveCapacity(values.count)
    for (node, value) in zip(graph.nodes, values) {
      switch node.kind {
      case .leaf, .constant:
        bounds.append(value == value.rounded() ? 0 : unitRoundoff * abs(value))
      case .result(let op, let operands):
        let (a, b) = operands.values(in: values)
        let slopes = op.rule.localDerivatives(a, b, value)
        let (boundA, boundB) = operands.values(in: bounds)
        bounds.append(
          share(slopes.0, boundA) + share(slopes.1, boundB) + 2 * unitRoundoff * abs(value))
      }
    }
    return bounds
  }

  /// An exact operand passes nothing on, even where the slope does not exist.
  private func share(_ slope: Double, _ bound: Double) -> Double {
    bound == 0 ? 0 : abs(slope) * bound
  }
}

extension BackwardPass {
  /// How far each adjoint can be off through rounding alone; nodes that were not reached are exact.
  ///
  /// A contribution is off because its upstream gradient is, because its slope was taken at
  /// operands that are, and because it was rounded.
  public func roundingErrorBounds() -> [NodeID: Double] {
    let valueBounds = forward.boundsInOrder
    var bounds = [output: 0.0]
    for edge in edges {
      let slopeBound = slopeBound(of: edge, valueBounds)
      let slope = abs(edge.localDerivative) + slopeBound
      bounds[edge.operand, default: 0] +=
        abs(edge.upstream) * slopeBound + slope * (bounds[edge.result] ?? 0)
        + 2 * unitRoundoff * abs(edge.contribution)
    }
    return bounds
  }

  /// How much an edge's slope varies over the operands' error bounds: the largest change among the
  /// corners of that box.
  private func slopeBound(of edge: Edge, _ valueBounds: [Double]) -> Double {
    guard case .result(let op, let operands) = forward.graph.kind(of: edge.result) else { return 0 }
    let (a, b) = operands.values(in: forward.values)
    let (boundA, boundB) = operands.values(in: valueBounds)
    var largest = 0.0
    if boundA > 0 || boundB > 0 {
      for (signA, signB) in [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)] {
        let (nearA, nearB) = (a + signA * boundA, b + signB * boundB)
        let slopes = op.rule.localDerivatives(nearA, nearB, op.rule.value(nearA, nearB))
        let change = abs((edge.position == 0 ? slopes.0 : slopes.1) - edge.localDerivative)
        if change.isFinite { largest = max(largest, change) }
      }
    }
    return largest + 2 * unitRoundoff * abs(edge.localDerivative)
  }
}
