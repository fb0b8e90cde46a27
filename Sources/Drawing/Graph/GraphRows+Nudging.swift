extension GraphRows {
  /// What moves along with an item, apart from what would be in its way.
  private enum Company: CaseIterable {
    case straightWires, allUsers, allOperands
  }

  /// Moves items with what they hang on, as long as that makes the drawing better.
  ///
  /// The sweeps move one column at a time and can't shift a wire that is straight in many.
  mutating func nudge() {
    var cost = totalCost
    var isBetter = true
    while isBetter {
      isBetter = false
      for item in graph.items.indices {
        for distance in [-1, 1, -2, 2, -3, 3] {
          for company in Company.allCases {
            guard let moved = rowsMoving(item, by: distance, with: company) else { continue }
            let former = rows
            rows = moved
            let reached = totalCost
            if reached < cost {
              cost = reached
              isBetter = true
            } else {
              rows = former
            }
          }
        }
      }
    }
  }

  /// The rows after moving an item and all that must move with it; nil if there is no room.
  private func rowsMoving(_ item: Int, by distance: Int, with company: Company) -> [Int]? {
    var moved = rows
    var isMoved = [Bool](repeating: false, count: rows.count)
    var pending = [item]
    while let next = pending.popLast() {
      guard !isMoved[next] else { continue }
      isMoved[next] = true
      moved[next] += distance
      let reach = reaches[next]
      guard moved[next] >= reach.above, moved[next] + reach.below < height else { return nil }
      pending += straightNeighbours(of: next)
      switch company {
      case .straightWires: break
      case .allUsers: pending += graph.items[next].users
      case .allOperands: pending += graph.items[next].operands
      }
      let neighbour = distance < 0 ? neighbours[next].above : neighbours[next].below
      guard let neighbour, !isMoved[neighbour] else { continue }
      let isTooClose =
        distance < 0
        ? moved[next] - rows[neighbour] < gap(neighbour, next)
        : rows[neighbour] - moved[next] < gap(next, neighbour)
      if isTooClose { pending.append(neighbour) }
    }
    return moved
  }

  /// The items that stand in the same row at the other end of a wire.
  private func straightNeighbours(of item: Int) -> [Int] {
    let entry = graph.items[item]
    // Only the middle one of an odd number of operands is meant to stand there.
    let operands = entry.operands.count.isMultiple(of: 2) ? [] : entry.operands
    let users = entry.users.filter { !graph.items[$0].operands.count.isMultiple(of: 2) }
    return (operands + users).filter { rows[$0] == rows[item] }
  }
}
