/// The items of one strip in columns; every edge leads from one column to the next.
struct GraphColumns {
  /// What has one wire to its right.
  struct Item {
    enum Kind { case node, passingWire, name }

    let kind: Kind
    /// The drawn node whose value leaves it.
    let source: Int
    /// The items whose wires lead to it, in the column before.
    var operands: [Int] = []
    /// The items it leads to, in the column after.
    var users: [Int] = []
  }

  private(set) var items: [Item] = []
  /// Indices of items, from top to bottom.
  var columns: [[Int]] = []
  /// The items of the last column whose wires go on in a later strip.
  private(set) var ongoing: Set<Int> = []

  /// - Parameters:
  ///   - layers: The nodes to draw.
  ///   - earlier: The nodes in strips before this one.
  init(_ layers: [[Int]], of outline: GraphOutline, after earlier: Set<Int>) {
    let inside = Set(layers.joined())
    let isNeeded = { (source: Int) in !inside.contains(source) }
    let names = Set(inside.flatMap { outline.operands[$0] }.filter(isNeeded)).sorted()
    columns = names.isEmpty ? [] : [names.map { append(Item(kind: .name, source: $0)) }]
    let users = outline.users
    let end = columns.count + layers.count - 1

    var columnOfNode: [Int: Int] = [:]
    for (offset, layer) in layers.enumerated() {
      for node in layer { columnOfNode[node] = columns.count + offset }
    }
    // The last column that a source's wire must reach or pass. A name that comes up again further
    // on isn't led through: it is taken up there.
    func lastColumn(of source: Int) -> Int {
      let goesOn =
        inside.contains(source)
        && users[source].contains { !inside.contains($0) && !earlier.contains($0) }
      return goesOn ? end : (users[source].compactMap { columnOfNode[$0] }.max() ?? 0) - 1
    }

    for layer in layers {
      let column = columns.count
      let before = columns.last ?? []
      let wires = before.filter { lastColumn(of: items[$0].source) >= column }
      columns.append(layer.map { append(Item(kind: .node, source: $0)) })
      for place in layer.indices {
        let sources = outline.operands[layer[place]]
        let operands = sources.compactMap { source in
          before.first { items[$0].source == source }
        }
        for operand in operands { connect(operand, to: columns[column][place]) }
      }
      for wire in wires {
        let passing = append(Item(kind: .passingWire, source: items[wire].source))
        columns[column].append(passing)
        connect(wire, to: passing)
      }
    }
    ongoing = Set((columns.last ?? []).filter { lastColumn(of: items[$0].source) >= end })
    untangle()
  }

  private mutating func append(_ item: Item) -> Int {
    items.append(item)
    return items.count - 1
  }

  private mutating func connect(_ operand: Int, to user: Int) {
    items[operand].users.append(user)
    items[user].operands.append(operand)
  }

  /// Sorts every item's operands and users from top to bottom.
  mutating func sortConnections() {
    let places = places
    for index in items.indices {
      items[index].operands.sort { places[$0] < places[$1] }
      items[index].users.sort { places[$0] < places[$1] }
    }
  }

  /// Where each item stands in its column.
  var places: [Int] {
    var places = [Int](repeating: 0, count: items.count)
    for column in columns {
      for (place, item) in column.enumerated() { places[item] = place }
    }
    return places
  }

  /// The items of a column whose wires go to the next one.
  func sources(of column: Int) -> [Int] {
    columns[column].filter { !items[$0].users.isEmpty }
  }

  func targets(after column: Int) -> [Int] {
    columns[column + 1].filter { !items[$0].operands.isEmpty }
  }
}
