extension Graph {
  /// The nodes with the marks of a backward pass: what lies on a way from `leaves` to `output`.
  ///
  /// - Parameter leaves: All leaves if nil.
  func marked(for output: NodeID, from leaves: [NodeID]? = nil) -> [Node] {
    var marked = nodes
    withTape { tape in
      for index in marked.indices where nodes[index].traits.contains(.dependsOnLeaf) {
        if nodes[index].op == nil, leaves?.contains(NodeID(index: index)) ?? true {
          marked[index].traits.insert(.isOnTheWay)
        }
        for position in 0..<tape.operandCount(index)
        where marked[tape.operand(index, position)].traits.contains(.isOnTheWay) {
          marked[index].traits.formUnion([
            .isOnTheWay,
            nodes[index].op == .list
              ? .leadsToSome : position == 0 ? .leadsToFirst : .leadsToSecond,
          ])
        }
      }
      var isUsed = [Bool](repeating: false, count: nodes.count)
      isUsed[output.index] = true
      for index in marked.indices.reversed() {
        guard isUsed[index] else {
          marked[index].traits = nodes[index].traits
          continue
        }
        for position in 0..<tape.operandCount(index) where marked[index].traits.lead(to: position) {
          isUsed[tape.operand(index, position)] = true
        }
      }
    }
    return marked
  }
}
