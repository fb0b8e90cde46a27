/// A block of a ``CellGrid`` as lines: title, rows between brackets, a note on what is left out.
struct GridPicture {
  private let block: CellGrid.Block
  private let place: CellGrid.Place?
  private let rows: Range<Int>
  private let columns: Range<Int>
  private let width: Int
  /// The cells of each column shown, without the blanks.
  private let widths: [Int]

  /// - Parameters:
  ///   - place: The highlighted cell, if it is in this block.
  ///   - columns: The most columns to show; fewer are shown where they don't fit.
  ///   - width: The cells for everything, brackets included.
  init(
    _ block: CellGrid.Block, place: CellGrid.Place?, columns: Int = CellGrid.largest, width: Int
  ) {
    self.block = block
    self.place = place
    self.width = width
    rows = Self.window(CellGrid.largest, of: block.rows.count, around: place?.row)
    var shown = Self.window(columns, of: block.columnCount, around: place?.column)
    while shown.count > 1, Self.width(of: block, rows: rows, columns: shown) > width {
      shown = Self.window(shown.count - 1, of: block.columnCount, around: place?.column)
    }
    self.columns = shown
    widths = shown.map { [rows] column in
      let natural = Self.cellWidth(of: block, rows: rows, column: column)
      // Only a single column may be too wide; at least its first character stays.
      return max(1, shown.count == 1 ? min(natural, width - 8) : natural)
    }
  }

  /// The first `size` indices, or those that end with the one that must be in view.
  private static func window(_ size: Int, of count: Int, around index: Int?) -> Range<Int> {
    let size = min(size, count)
    let end = max(size, min(index ?? 0, count - 1) + 1)
    return end - size..<end
  }

  /// Brackets, a dot a side for columns left out, and a blank on both sides of each cell.
  private static func width(of block: CellGrid.Block, rows: Range<Int>, columns: Range<Int>) -> Int
  {
    let cells = columns.reduce(0) { $0 + cellWidth(of: block, rows: rows, column: $1) + 2 }
    let dots = (columns.lowerBound > 0 ? 2 : 0) + (columns.upperBound < block.columnCount ? 2 : 0)
    return 2 + cells + dots
  }

  private static func cellWidth(of block: CellGrid.Block, rows: Range<Int>, column: Int) -> Int {
    rows.map { text(of: block, row: $0, column: column).cellWidth }.max() ?? 0
  }

  private static func text(of block: CellGrid.Block, row: Int, column: Int) -> String {
    block.rows[row].indices.contains(column) ? block.rows[row][column] : ""
  }

  var lines: [StyledText] {
    guard !rows.isEmpty, !columns.isEmpty else {
      return titles + [StyledText("(empty)", .aside).cut(to: width)]
    }
    var body = rows.map(line)
    let dots = line { StyledText("·", .aside).paddedLeft(to: $0) }
    if rows.lowerBound > 0 { body.insert(dots, at: 0) }
    if rows.upperBound < block.rows.count { body.append(dots) }
    // Not ┌ and ┐: in ASCII they would be plus signs beside numbers.
    let framed = body.map { StyledText("[", .aside) + $0 + StyledText("]", .aside) }
    return titles + framed + notes
  }

  private var titles: [StyledText] {
    block.title.width > 0 ? [block.title.cut(to: width)] : []
  }

  private func line(_ row: Int) -> StyledText {
    var line = StyledText()
    for column in columns {
      let isMarked = place?.row == row && place?.column == column
      let room = widths[column - columns.lowerBound]
      let text = StyledText(
        Self.text(of: block, row: row, column: column), isMarked ? .strong : block.role)
      let cell = text.cut(to: room)
      line +=
        isMarked
        ? (StyledText("▸", .strong) + cell + StyledText("◂", .strong)).paddedLeft(to: room + 2)
        : cell.paddedLeft(to: room + 1) + StyledText(" ")
    }
    return withDots(line)
  }

  private func line(of cell: (Int) -> StyledText) -> StyledText {
    withDots(
      widths.reduce(into: StyledText()) {
        $0 += StyledText(" ") + cell($1) + StyledText(" ")
      })
  }

  /// With a dot a side for columns left out.
  private func withDots(_ line: StyledText) -> StyledText {
    let left = columns.lowerBound > 0 ? StyledText(" ·", .aside) : StyledText()
    let right = columns.upperBound < block.columnCount ? StyledText("· ", .aside) : StyledText()
    return left + line + right
  }

  private var notes: [StyledText] {
    let left = [
      note(on: rows, of: block.rows.count, "rows"),
      note(on: columns, of: block.columnCount, "columns"),
    ].compactMap(\.self)
    return left.isEmpty
      ? [] : left.flatMap { StyledText($0, .aside).wrapped(to: width) }
  }

  private func note(on shown: Range<Int>, of count: Int, _ what: String) -> String? {
    guard shown.count < count else { return nil }
    guard shown.lowerBound > 0 else { return "(\(shown.count) of \(count) \(what))" }
    return "(\(what) \(shown.lowerBound + 1) to \(shown.upperBound) of \(count))"
  }
}
