/// Chooses a row for every item of a strip, so that most wires run straight.
///
/// Layer after layer the cheapest rows beside fixed neighbours are found exactly, by dynamic
/// programming over the rows; a few sweeps in both directions, the best of which counts.
struct GraphRows {
  /// How many rows an item takes above and below its own.
  struct Reach {
    var above = 0
    var below = 0
    /// Whether these rows are labels, which no passing wire may touch.
    var hasLabels = false
  }

  /// The row of every item.
  var rows: [Int]
  /// How many rows there are.
  let height: Int

  let graph: GraphColumns
  /// The items right above and below each one.
  private(set) var neighbours: [(above: Int?, below: Int?)]
  let reaches: [Reach]
  private let spread: Int

  /// - Parameter spread: Rows to keep free between all items, beyond what is needed.
  init(for graph: GraphColumns, reaches: [Reach], spread: Int) {
    self.graph = graph
    self.reaches = reaches
    self.spread = spread
    rows = Array(repeating: 0, count: graph.items.count)
    neighbours = Array(repeating: (nil, nil), count: graph.items.count)
    var stacks: [Int] = []
    for column in graph.columns {
      var end = -1
      var previous: Int?
      for item in column {
        let gap = previous.map { Self.gap($0, item, in: graph, reaches, spread: spread) + 1 }
        rows[item] = gap.map { end + $0 } ?? reaches[item].above
        end = rows[item]
        neighbours[item].above = previous
        if let previous { neighbours[previous].below = item }
        previous = item
      }
      stacks.append(end + 1 + (previous.map { reaches[$0].below } ?? 0))
    }
    let highest = stacks.max() ?? 0
    height = highest + 4
    for (column, stack) in zip(graph.columns, stacks) {
      for item in column { rows[item] += (highest - stack) / 2 }
    }
    sweep()
  }

  private mutating func sweep() {
    let start = rows
    var best = rows
    var lowest = Int.max
    for startsForward in [true, false] {
      rows = start
      for round in 0..<8 {
        let isForward = round.isMultiple(of: 2) == startsForward
        // Long wires only straighten if they follow the side that is settled.
        let weight = round == 0 ? (settled: 1, other: 0) : (settled: round < 5 ? 4 : 1, other: 1)
        for column in isForward ? Array(graph.columns.indices) : graph.columns.indices.reversed() {
          place(
            graph.columns[column], operandWeight: isForward ? weight.settled : weight.other,
            userWeight: isForward ? weight.other : weight.settled)
        }
        let cost = totalCost
        if cost < lowest { (best, lowest) = (rows, cost) }
        if cost == 0 { break }
      }
    }
    rows = best
    nudge()
  }

  /// Gives the items of a column the cheapest rows in their order.
  private mutating func place(_ column: [Int], operandWeight: Int, userWeight: Int) {
    let none = Int.max / 4
    // The lowest cost of the items so far, with the last in this row or, further down, above it.
    var costs: [[Int]] = []
    var lowest: [[(cost: Int, row: Int)]] = []
    for (place, item) in column.enumerated() {
      var cost = [Int](repeating: none, count: height)
      for row in reaches[item].above..<(height - reaches[item].below) {
        let own =
          operandWeight * costToOperands(of: item, at: row)
          + userWeight * costToUsers(of: item, at: row)
        guard place > 0 else {
          cost[row] = own
          continue
        }
        let nearest = row - gap(column[place - 1], item)
        guard nearest >= 0 else { continue }
        let apart = nearest > 0 ? lowest[place - 1][nearest - 1].cost : none
        cost[row] =
          own
          + min(
            costs[place - 1][nearest] + crowding(column[place - 1], item), apart)
      }
      costs.append(cost)
      var running = (cost: none, row: 0)
      lowest.append(
        cost.enumerated().map { row, cost in
          if cost < running.cost { running = (cost, row) }
          return running
        })
    }
    var limit = height - 1
    for place in column.indices.reversed() {
      let item = column[place]
      rows[item] = lowest[place][limit].row
      // Right above another item a row costs extra.
      if place < column.count - 1, limit > 0 {
        let crowded = costs[place][limit] + crowding(item, column[place + 1])
        let apart = lowest[place][limit - 1]
        rows[item] = crowded < apart.cost ? limit : apart.row
      }
      if place > 0 { limit = rows[item] - gap(column[place - 1], item) }
    }
  }

  func gap(_ upper: Int, _ lower: Int) -> Int {
    Self.gap(upper, lower, in: graph, reaches, spread: spread)
  }

  /// How many rows an item must stand below the one above it.
  private static func gap(
    _ upper: Int, _ lower: Int, in graph: GraphColumns, _ reaches: [Reach], spread: Int
  ) -> Int {
    let isBesideLabel = reaches[upper].hasLabels != reaches[lower].hasLabels
    return 1 + reaches[upper].below + reaches[lower].above + (isBesideLabel ? 1 : 0) + spread
  }
}
