extension Graph {
  /// The nodes with the marks of a backward pass: what lies on a way from `sources` to `output`.
  ///
  /// - Parameter sources: All leaves if nil.
  func marked(for output: NodeID, from sources: [NodeID]? = nil) -> [Node] {
    var marked = nodes
    let sources = sources.map(Set.init)
    withTape { tape in
      for index in marked.indices where nodes[index].traits.contains(.dependsOnLeaf) {
        if sources?.contains(NodeID(index: index)) ?? (nodes[index].op == nil) {
          marked[index].traits.insert(.isOnTheWay)
        }
        for position in 0..<tape.operandCount(index)
        where marked[tape.operand(index, position)].traits.contains(.isOnTheWay) {
          let isFirst = position == 0 || nodes[index].op == .list
          marked[index].traits.formUnion([.isOnTheWay, isFirst ? .leadsToFirst : .leadsToSecond])
        }
      }
      // 0: the output is not made of it; 1: it is; 2: and by then it has received a share.
      var state = [UInt8](repeating: 0, count: nodes.count)
      state[output.index] = 1
      for index in marked.indices.reversed() {
        guard state[index] > 0 else {
          marked[index].traits = nodes[index].traits
          continue
        }
        for position in 0..<tape.operandCount(index) where marked[index].leads(to: position) {
          let operand = tape.operand(index, position)
          if !hasLists, state[operand] < 2 {
            marked[index].traits.insert(position == 0 ? .opensFirst : .opensSecond)
          }
          state[operand] = 2
        }
      }
    }
    return marked
  }
}

extension Graph.Node {
  /// Whether the operand at `position` may lie on a way.
  func leads(to position: Int) -> Bool {
    traits.contains(position == 0 || op == .list ? .leadsToFirst : .leadsToSecond)
  }
}
