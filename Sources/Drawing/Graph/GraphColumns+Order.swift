extension GraphColumns {
  /// Orders the columns so that few wires cross: barycenter sweeps, then swaps of neighbours.
  ///
  /// Among orders alike in this, operands stand as given, the first one on top.
  ///
  /// Source: Sugiyama, Tagawa and Toda, *Methods for Visual Understanding of Hierarchical System
  /// Structures* (1981). Only a better order replaces another.
  mutating func untangle() {
    var best = columns
    var lowest = disorder
    for sweep in 0..<8 where lowest > 0 {
      let isForward = sweep.isMultiple(of: 2)
      for column in isForward ? Array(columns.indices) : columns.indices.reversed() {
        sort(column, byOperands: isForward)
      }
      let reached = disorder
      if reached < lowest { (best, lowest) = (columns, reached) }
    }
    columns = best
    swapNeighbours()
    sortConnections()
  }

  /// What is wrong with the order, mostly crossings.
  private var disorder: Int {
    let places = places
    return columns.indices.reduce(0) { $0 + disorder(before: $1, places: places) }
  }

  /// Pairs of wires that cross on the way into a column, and of operands that are not as given.
  private func disorder(before column: Int, places: [Int]) -> Int {
    guard columns.indices.contains(column) else { return 0 }
    let wires = columns[column].flatMap { item in
      items[item].operands.map { (from: places[$0], to: places[item]) }
    }
    var count = 0
    for (index, wire) in wires.enumerated() {
      for other in wires[..<index] where (wire.from - other.from) * (wire.to - other.to) < 0 {
        count += 1
      }
    }
    let swapped = columns[column].reduce(0) { total, item in
      let operands = items[item].operands
      return total + zip(operands, operands.dropFirst()).filter { places[$0] > places[$1] }.count
    }
    return 100 * count + swapped
  }

  private mutating func sort(_ column: Int, byOperands: Bool) {
    let places = places
    let centers = columns[column].map { item in
      let neighbours = byOperands ? items[item].operands : items[item].users
      // What is not connected stays where it is.
      guard !neighbours.isEmpty else { return Double(places[item]) }
      return Double(neighbours.reduce(0) { $0 + places[$1] }) / Double(neighbours.count)
    }
    let order = columns[column].indices.sorted { (centers[$0], $0) < (centers[$1], $1) }
    columns[column] = order.map { columns[column][$0] }
  }

  private mutating func swapNeighbours() {
    var isBetter = true
    while isBetter {
      isBetter = false
      for column in columns.indices {
        for place in columns[column].indices.dropFirst() {
          let before = disorder(around: column)
          columns[column].swapAt(place - 1, place)
          if disorder(around: column) < before {
            isBetter = true
          } else {
            columns[column].swapAt(place - 1, place)
          }
        }
      }
    }
  }

  private func disorder(around column: Int) -> Int {
    let places = places
    return disorder(before: column, places: places) + disorder(before: column + 1, places: places)
  }
}
