extension GraphOutline {
  /// The drawn nodes by depth; a leaf stands in the layer just before its first user.
  var layers: [[Int]] {
    var depths = [Int](repeating: 0, count: drawn.count)
    for index in drawn.indices where !operands[index].isEmpty {
      depths[index] = 1 + (operands[index].map { depths[$0] }.max() ?? 0)
    }
    let users = users
    for index in drawn.indices where operands[index].isEmpty {
      depths[index] = (users[index].map { depths[$0] }.min() ?? 1) - 1
    }
    var layers = [[Int]](repeating: [], count: (depths.max() ?? -1) + 1)
    for index in readingOrder { layers[depths[index]].append(index) }
    return layers
  }

  /// The nodes as the formulas of the results would name them, innermost first.
  private var readingOrder: [Int] {
    var order: [Int] = []
    var isNamed = [Bool](repeating: false, count: drawn.count)
    func visit(_ index: Int) {
      guard !isNamed[index] else { return }
      isNamed[index] = true
      operands[index].forEach(visit)
      order.append(index)
    }
    let users = users
    drawn.indices.filter { users[$0].isEmpty }.forEach(visit)
    return order
  }
}
