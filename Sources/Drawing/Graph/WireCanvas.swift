/// Cells with wires and texts; what connects becomes corners and junctions, the rest crosses.
struct WireCanvas {
  /// Where a cell's wires lead.
  private struct Arms: OptionSet {
    let rawValue: UInt8
    static let up = Arms(rawValue: 1)
    static let down = Arms(rawValue: 2)
    static let left = Arms(rawValue: 4)
    static let right = Arms(rawValue: 8)
  }

  private struct Cell {
    var arms: Arms = []
    /// What the arms to the left and right carry.
    var across: Int?
    /// What the arms up and down carry.
    var along: Int?
  }

  private var cells: [[Cell]]
  private var texts: [[(column: Int, text: StyledText)]]

  init(rows: Int, columns: Int) {
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    texts = Array(repeating: [], count: rows)
  }

  /// Puts a text over the cells from `column` on.
  mutating func write(_ text: StyledText, row: Int, column: Int) {
    texts[row].append((column, text))
  }

  /// Leads a wire across, connected at both ends.
  ///
  /// - Parameter source: What it carries; nil joins all that it meets.
  mutating func drawAcross(row: Int, from start: Int, to end: Int, carrying source: Int?) {
    guard start < end else { return }
    for column in start...end {
      let former = cells[row][column].across
      assert(source == nil || former == nil || former == source, "two wires share a cell")
      cells[row][column].across = source ?? former
      if column > start { cells[row][column].arms.insert(.left) }
      if column < end { cells[row][column].arms.insert(.right) }
    }
  }

  /// Leads a wire up or down, connected at both ends.
  ///
  /// - Parameter source: What it carries; nil joins all that it meets.
  mutating func drawAlong(column: Int, rows: ClosedRange<Int>, carrying source: Int?) {
    for row in rows where rows.count > 1 {
      assert(source == nil || cells[row][column].along == nil, "two wires share a cell")
      cells[row][column].along = source
      if row > rows.lowerBound { cells[row][column].arms.insert(.up) }
      if row < rows.upperBound { cells[row][column].arms.insert(.down) }
    }
  }

  /// The rows from the first to the last that has something on it, without blanks behind them.
  func lines(indent: Int) -> [StyledText] {
    let isUsed = cells.indices.map { row in
      !texts[row].isEmpty || cells[row].contains { !$0.arms.isEmpty }
    }
    guard let first = isUsed.firstIndex(of: true), let last = isUsed.lastIndex(of: true) else {
      return []
    }
    return (first...last).map { line($0, indent: indent) }
  }

  private func line(_ row: Int, indent: Int) -> StyledText {
    var line = StyledText()
    var blanks = indent
    var column = 0
    var texts = texts[row].sorted { $0.column < $1.column }[...]
    func append(_ text: StyledText) {
      line += StyledText(String(repeating: " ", count: blanks)) + text
      blanks = 0
    }
    while column < cells[row].count || !texts.isEmpty {
      if let next = texts.first, next.column <= column {
        texts.removeFirst()
        append(next.text)
        column += next.text.width
      } else if cells[row][column].arms.isEmpty {
        blanks += 1
        column += 1
      } else {
        append(StyledText(glyph(cells[row][column]), .aside))
        column += 1
      }
    }
    return line
  }

  private func glyph(_ cell: Cell) -> String {
    switch cell.arms {
    case [.up, .down], [.up], [.down]: "│"
    case [.down, .right]: "┌"
    case [.down, .left]: "┐"
    case [.up, .right]: "└"
    case [.up, .left]: "┘"
    case [.up, .down, .right]: "├"
    case [.up, .down, .left]: "┤"
    case [.left, .right, .down]: "┬"
    case [.left, .right, .up]: "┴"
    case [.up, .down, .left, .right]: isCrossing(cell) ? "┼" : "●"
    default: "─"
    }
  }

  private func isCrossing(_ cell: Cell) -> Bool {
    guard let across = cell.across, let along = cell.along else { return false }
    return across != along
  }
}
