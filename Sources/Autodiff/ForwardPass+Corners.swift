extension ForwardPass {
  /// How far the point is from every corner that moving a leaf could reach.
  ///
  /// One number for each entry of each op with corners, in the graph's order: 0 on the corner, and
  /// of opposite signs on its two sides. For the largest or smallest of many entries, how far each
  /// is from it. Points with the same signs lie in one smooth piece of the function.
  public func cornerDistances() -> [Double] {
    var values = values
    return graph.withTape { tape in
      values.withPointer { tape.cornerDistances(at: $0, where: .dependsOnLeaf) }
    }
  }
}

extension Tape {
  /// See ``ForwardPass/cornerDistances()``.
  ///
  /// - Parameter trait: Which nodes are asked.
  func cornerDistances(
    at values: UnsafeMutablePointer<Double>, where trait: Graph.Traits
  ) -> [Double] {
    var distances: [Double] = []
    forEachCornerDistance(at: values, where: trait) { distances.append($0) }
    return distances
  }

  /// As `cornerDistances`, one after the other.
  func forEachCornerDistance(
    at values: UnsafeMutablePointer<Double>, where trait: Graph.Traits, _ body: (Double) -> Void
  ) {
    for index in 0..<count where nodes[index].traits.contains(trait) {
      let step = Application(tape: self, node: index, values: values)
      switch nodes[index].op {
      case .largest?, .smallest?:
        let operand = step.operand(0)
        for entry in 0..<operand.count { body(operand[entry] - step.result[0]) }
      case let op? where op.distanceFromCorner(1, 1) != nil:
        step.forEachMeeting { _, a, b in body(op.distanceFromCorner(a, b) ?? 1) }
      default: break
      }
    }
  }
}

extension BackwardPass {
  /// The nodes on the way whose slopes hold only by convention, in the graph's order.
  public var corners: [NodeID] {
    var values = forward.values
    return forward.graph.withTape { tape in
      values.withPointer { values in
        marked.indices.filter { index in
          marked[index].traits.contains(.isOnTheWay)
            && Application(tape: tape, node: index, values: values).isCorner
        }
      }
    }.map(NodeID.init(index:))
  }
}

extension Application {
  /// Whether the node has a slope only by convention here.
  var isCorner: Bool {
    guard let op = tape.nodes[node].op else { return false }
    if let rule = op.structuredRule { return rule.isCorner(self) }
    var isCorner = false
    forEachMeeting { _, a, b in
      if op.distanceFromCorner(a, b) == 0 { isCorner = true }
    }
    return isCorner
  }
}
