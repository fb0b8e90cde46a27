extension GraphRows {
  /// A bend weighs more than any detour that avoids it.
  private static let bend = 60

  var totalCost: Int {
    graph.columns.reduce(0) { total, column in
      let crowded = zip(column, column.dropFirst()).filter { rows[$1] - rows[$0] == gap($0, $1) }
      return total + column.reduce(0) { $0 + costToOperands(of: $1, at: rows[$1]) }
        + crowded.reduce(0) { $0 + crowding($1.0, $1.1) }
    }
  }

  /// - Parameter moved: An operand that is to be seen in another row than it has.
  func costToOperands(
    of item: Int, at row: Int, moved: (item: Int, row: Int)? = nil
  ) -> Int {
    let operands = graph.items[item].operands
    guard !operands.isEmpty else { return 0 }
    var (cost, first, last) = (0, 0, 0)
    for index in operands.indices {
      let operand = operands[index]
      let offset = (operand == moved?.item ? moved?.row ?? 0 : rows[operand]) - row
      cost += 2 * abs(offset)
      if !isOnItsSide(index, of: operands.count, offset: offset) { cost += Self.bend }
      if index == 0 { first = offset }
      last = offset
    }
    // Best in the middle between its operands.
    return cost + abs(first + last)
  }

  func costToUsers(of item: Int, at row: Int) -> Int {
    graph.items[item].users.reduce(0) {
      $0 + costToOperands(of: $1, at: rows[$1], moved: (item, row))
    }
  }

  /// Whether a wire runs straight: the upper half of the operands above, the lower half below.
  private func isOnItsSide(_ place: Int, of count: Int, offset: Int) -> Bool {
    offset.signum() == (2 * place - (count - 1)).signum()
  }

  /// What it costs when two items stand without a blank line between them.
  func crowding(_ upper: Int, _ lower: Int) -> Int {
    reaches[upper].hasLabels == reaches[lower].hasLabels ? 30 : 0
  }
}
