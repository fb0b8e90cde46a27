extension ForwardPass {
  /// How far the point is from every corner that moving a leaf could reach.
  ///
  /// One number for each entry of each op with corners, in the graph's order: 0 on the corner, and
  /// of opposite signs on its two sides. For the largest or smallest of many entries, how far each
  /// is from it. Points with the same signs lie in one smooth piece of the function.
  public func cornerDistances() -> [Double] {
    var values = values
    return graph.withTape { tape in
      values.withPointer { tape.cornerDistances(at: $0) }
    }
  }
}

extension Tape {
  /// See ``ForwardPass/cornerDistances()``.
  func cornerDistances(at values: UnsafeMutablePointer<Double>) -> [Double] {
    var distances: [Double] = []
    for index in 0..<count where nodes[index].traits.contains(.dependsOnLeaf) {
      let step = Application(tape: self, node: index, values: values)
      switch nodes[index].op {
      case .largest?, .smallest?:
        let operand = step.operand(0)
        distances += (0..<operand.count).map { operand[$0] - step.result[0] }
      case let op? where op.distanceFromCorner(1, 1) != nil:
        step.forEachMeeting { _, a, b in distances.append(op.distanceFromCorner(a, b) ?? 1) }
      default: break
      }
    }
    return distances
  }
}
