/// Half the distance from 1 to the next number: the largest relative error of one rounding.
private let unitRoundoff = Double.ulpOfOne / 2

extension ForwardPass {
  /// How far each node's value can be off through rounding alone; the largest of its entries' bounds.
  ///
  /// A literal that is no integer is off by half a unit in its last place, and every op passes on
  /// its operands' errors through its local derivatives and adds its own rounding.
  /// Source: running error analysis, Higham, *Accuracy and Stability of Numerical Algorithms*, 3.3.
  public func roundingErrorBounds() -> [NodeID: Double] {
    graph.largest(of: roundingErrorBoundsInOrder)
  }

  /// One bound for each value, laid out as the values.
  var roundingErrorBoundsInOrder: [Double] {
    var values = values
    var bounds = [Double](repeating: 0, count: values.count)
    graph.withTape { tape in
      values.withPointer { values in
        bounds.withPointer { bounds in
          for index in 0..<tape.count {
            let step = Application(tape: tape, node: index, values: values)
            if let op = tape.nodes[index].op {
              step.addBounds(op, bounds)
            } else {
              let (value, bound) = (step.result, tape.view(index, in: bounds))
              for entry in 0..<value.count where value[entry] != value[entry].rounded() {
                bound[entry] = unitRoundoff * abs(value[entry])
              }
            }
          }
        }
      }
    }
    return bounds
  }
}

extension BackwardPass {
  /// How far each gradient can be off through rounding alone, the largest of its entries' bounds;
  /// nodes that were not reached are exact.
  ///
  /// A contribution is off because its upstream gradient is, because its slope was taken at
  /// operands that are, and because it was rounded.
  public func roundingErrorBounds() -> [NodeID: Double] {
    var valueBounds = forward.roundingErrorBoundsInOrder
    var values = forward.values
    var bounds = [Double](repeating: 0, count: values.count)
    forward.graph.withTape { tape in
      values.withPointer { values in
        valueBounds.withPointer { valueBounds in
          bounds.withPointer { bounds in
            for edge in edges {
              let step = Application(tape: tape, node: edge.result.index, values: values)
              step.addGradientBounds(edge, valueBounds, bounds)
            }
          }
        }
      }
    }
    return forward.graph.largest(of: bounds)
  }
}

extension Graph {
  fileprivate func largest(of bounds: [Double]) -> [NodeID: Double] {
    var largest: [NodeID: Double] = [:]
    for node in nodeIDs {
      let start = start(of: node.index)
      largest[node] = bounds[start..<start + shape(of: node).count].max() ?? 0
    }
    return largest
  }
}

extension Application {
  /// Bounds the errors of the result's entries, given those of the operands'.
  fileprivate func addBounds(_ op: Op, _ bounds: UnsafeMutablePointer<Double>) {
    let (value, target) = (result, tape.view(node, in: bounds))
    guard let rule = op.structuredRule else {
      let (first, second) = (operandBounds(0, bounds), operandBounds(1, bounds))
      let isBinary = op.arity == 2
      forEachMeetingPlace { entry, i, j, a, b in
        let slopes = op.localDerivatives(a, b)
        target[entry] =
          share(slopes.0, first[i]) + (isBinary ? share(slopes.1, second[j]) : 0)
          + 2 * unitRoundoff * abs(value[entry])
      }
      return
    }
    var terms = 0.0
    for position in 0..<operandCount {
      let (operand, bound) = (self.operand(position), operandBounds(position, bounds))
      rule.forEachSlope(self, by: position) { result, entry, slope in
        terms += 1
        target[result] +=
          share(slope, bound[entry])
          + (op.onlyMoves ? 0 : 2 * unitRoundoff * abs(slope * operand[entry]))
      }
    }
    guard !op.onlyMoves else { return }
    // A sum of n terms is rounded n times.
    let roundings = 2 + terms / Double(value.count)
    for entry in 0..<value.count {
      target[entry] += roundings * unitRoundoff * abs(value[entry])
    }
  }

  /// Bounds the errors that an edge brings to the gradient of its operand.
  fileprivate func addGradientBounds(
    _ edge: BackwardPass.Edge, _ valueBounds: UnsafeMutablePointer<Double>,
    _ bounds: UnsafeMutablePointer<Double>
  ) {
    guard let op = tape.nodes[node].op else { return }
    let upstream = edge.upstream.entries
    let from = tape.view(node, in: bounds)
    let to = tape.view(edge.operand.index, in: bounds)
    func add(_ result: Int, _ entry: Int, slope: Double, slopeBound: Double) {
      to[entry] +=
        abs(upstream[result]) * slopeBound + (abs(slope) + slopeBound) * from[result]
        + 2 * unitRoundoff * abs(upstream[result] * slope)
    }
    guard let rule = op.structuredRule else {
      let (first, second) = (operandBounds(0, valueBounds), operandBounds(1, valueBounds))
      forEachMeetingPlace { entry, i, j, a, b in
        let box = Box(op: op, a: a, b: b, boundA: first[i], boundB: second[j])
        let (slope, slopeBound) = box.slope(by: edge.position)
        add(entry, edge.position == 0 ? i : j, slope: slope, slopeBound: slopeBound)
      }
      return
    }
    let slack = slopeSlack(op, edge.position, valueBounds)
    rule.forEachSlope(self, by: edge.position) { result, entry, slope in
      add(result, entry, slope: slope, slopeBound: slack + 4 * unitRoundoff * abs(slope))
    }
  }

  /// How much the slopes of a structured op can be off because its operands are.
  private func slopeSlack(
    _ op: Op, _ position: Int, _ valueBounds: UnsafeMutablePointer<Double>
  ) -> Double {
    func largest(_ position: Int) -> Double {
      let bounds = operandBounds(position, valueBounds)
      return (0..<bounds.count).reduce(0) { max($0, bounds[$1]) }
    }
    switch op {
    case .matrixProduct: return largest(1 - position)
    // No share of a softmax moves faster than a quarter of its score.
    case .softmax, .logSumExp: return largest(0)
    case .crossEntropy: return largest(0) + largest(1)
    default: return 0
    }
  }

  private func operandBounds(_ position: Int, _ bounds: UnsafeMutablePointer<Double>) -> View {
    tape.view(tape.operand(node, position), in: bounds)
  }

  /// An exact operand passes nothing on, even where the slope does not exist.
  private func share(_ slope: Double, _ bound: Double) -> Double {
    bound == 0 ? 0 : abs(slope) * bound
  }
}

extension Op {
  /// Whether the op puts entries elsewhere and rounds nothing.
  fileprivate var onlyMoves: Bool {
    switch self {
    case .transpose, .index, .list, .largest, .smallest: true
    default: false
    }
  }
}

/// Where the operands of an elementwise op can lie.
private struct Box {
  let op: Op
  let a, b, boundA, boundB: Double

  /// The slope, and how much it varies: the largest change among the corners of the box.
  ///
  /// A corner in the box counts for nothing: rounding may have moved the point off it or onto it, but
  /// which side is taken is not a matter of rounding.
  func slope(by position: Int) -> (slope: Double, bound: Double) {
    let slope = slope(by: position, a, b)
    var largest = 0.0
    let isOnCorner = op.distanceFromCorner(a, b).map { abs($0) <= boundA + boundB } ?? false
    if boundA > 0 || boundB > 0, !isOnCorner {
      for (signA, signB) in [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)] {
        let change = abs(self.slope(by: position, a + signA * boundA, b + signB * boundB) - slope)
        if change.isFinite { largest = max(largest, change) }
      }
    }
    return (slope, largest + 2 * unitRoundoff * abs(slope))
  }

  private func slope(by position: Int, _ a: Double, _ b: Double) -> Double {
    let slopes = op.localDerivatives(a, b)
    return position == 0 ? slopes.0 : slopes.1
  }
}
