/// What is drawn of a graph: all of it, or the last node's surroundings and a box for the rest.
struct GraphOutline: Sendable {
  /// The nodes to draw, operands first.
  private(set) var drawn: [GraphDiagram.Node] = []
  /// The drawn operands of each drawn node.
  private(set) var operands: [[Int]] = []
  /// The ids of all operands of each drawn node, as given.
  private(set) var operandNames: [[String]] = []
  /// The box for what is not drawn.
  private(set) var rest: Int?
  /// How many nodes there are, drawn or not.
  let total: Int

  static let mostNodes = 12

  init(nodes: [GraphDiagram.Node], edges: [(from: String, to: String)]) {
    total = nodes.count
    let operandsOfAll = Self.operands(of: nodes, edges: edges)
    let isFolded = nodes.count > Self.mostNodes
    let kept =
      isFolded
      ? Self.nearest(Self.mostNodes - 1, operands: operandsOfAll) : Array(nodes.indices)
    if isFolded {
      rest = 0
      let text = "\(nodes.count - kept.count) more"
      // What happens inside the box happens at the box.
      let isMarked = nodes.indices.contains { nodes[$0].isMarked && !kept.contains($0) }
      drawn = [GraphDiagram.Node(id: text, text: text, isMarked: isMarked)]
      operands = [[]]
      operandNames = [[]]
    }
    let places = Dictionary(
      uniqueKeysWithValues: kept.enumerated().map { ($1, drawn.count + $0) })
    for index in kept {
      drawn.append(nodes[index])
      operandNames.append(operandsOfAll[index].map { nodes[$0].id })
      // The rest only feeds what is drawn: a wire back into it could close a circle.
      var seen: Set<Int> = []
      operands.append(
        operandsOfAll[index].map { places[$0] ?? 0 }.filter { seen.insert($0).inserted })
    }
  }

  /// The drawn users of each drawn node.
  var users: [[Int]] {
    var users = [[Int]](repeating: [], count: drawn.count)
    for index in drawn.indices {
      for operand in operands[index] { users[operand].append(index) }
    }
    return users
  }

  private static func operands(
    of nodes: [GraphDiagram.Node], edges: [(from: String, to: String)]
  ) -> [[Int]] {
    var indices: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      let former = indices.updateValue(index, forKey: node.id)
      precondition(former == nil, "two nodes are called \(node.id)")
    }
    var seen = [Set<Int>](repeating: [], count: nodes.count)
    var operands = [[Int]](repeating: [], count: nodes.count)
    for edge in edges {
      guard let from = indices[edge.from], let to = indices[edge.to] else {
        preconditionFailure("an edge from \(edge.from) to \(edge.to), which are not both nodes")
      }
      precondition(from < to, "\(edge.from) does not stand before \(edge.to)")
      if seen[to].insert(from).inserted { operands[to].append(from) }
    }
    return operands
  }

  /// The nodes nearest to the last one against the edges, later ones first, in their own order.
  ///
  /// What doesn't lead to the last node is infinitely far.
  private static func nearest(_ count: Int, operands: [[Int]]) -> [Int] {
    var isKept = [Bool](repeating: false, count: operands.count)
    var isFound = isKept
    var room = count
    var level = [operands.count - 1]
    isFound[operands.count - 1] = true
    while !level.isEmpty, room > 0 {
      for index in level.sorted(by: >).prefix(room) { isKept[index] = true }
      room -= min(room, level.count)
      var next: [Int] = []
      for operand in level.lazy.flatMap({ operands[$0] }) where !isFound[operand] {
        isFound[operand] = true
        next.append(operand)
      }
      level = next
    }
    for index in operands.indices.reversed() where room > 0 && !isKept[index] {
      isKept[index] = true
      room -= 1
    }
    return operands.indices.filter { isKept[$0] }
  }
}
