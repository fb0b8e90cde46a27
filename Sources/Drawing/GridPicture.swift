/// A block of a ``CellGrid`` as lines: title, rows between brackets, a note on what is left out.
struct GridPicture {
  private let block: CellGrid.Block
  /// How many rows are shown, from the first.
  private let rowCount: Int
  /// How many columns are shown, from the first.
  private var columnCount: Int { widths.count }
  private let width: Int
  /// The cells of each column shown, without the blanks.
  private let widths: [Int]

  /// - Parameters:
  ///   - columns: The most columns to show; fewer are shown where they don't fit.
  ///   - width: The cells for everything, brackets included.
  init(_ block: CellGrid.Block, columns: Int = CellGrid.largest, width: Int) {
    self.block = block
    self.width = width
    rowCount = min(CellGrid.largest, block.rows.count)
    let rows = block.rows.prefix(rowCount)
    var widths = (0..<min(columns, block.columnCount)).map { column in
      rows.map { Self.text(in: $0, column: column).cellWidth }.max() ?? 0
    }
    while widths.count > 1, Self.width(of: widths, in: block) > width { widths.removeLast() }
    // Only a single column may be too wide; at least its first character stays.
    self.widths = widths.map { max(1, widths.count == 1 ? min($0, width - 8) : $0) }
  }

  /// Brackets, a dot for columns left out, and a blank on both sides of each cell.
  private static func width(of widths: [Int], in block: CellGrid.Block) -> Int {
    2 + widths.reduce(0) { $0 + $1 + 2 } + (widths.count < block.columnCount ? 2 : 0)
  }

  private static func text(in row: [String], column: Int) -> String {
    row.indices.contains(column) ? row[column] : ""
  }

  var lines: [StyledText] {
    guard rowCount > 0, columnCount > 0 else {
      return titles + [StyledText("(empty)", .aside).cut(to: width)]
    }
    var body = block.rows.prefix(rowCount).map { row in
      line { StyledText(Self.text(in: row, column: $0), block.role).cut(to: widths[$0]) }
    }
    if rowCount < block.rows.count { body.append(line { _ in StyledText("·", .aside) }) }
    // Not ┌ and ┐: in ASCII they would be plus signs beside numbers.
    let framed = body.map { StyledText("[", .aside) + $0 + StyledText("]", .aside) }
    return titles + framed + notes
  }

  private var titles: [StyledText] {
    block.title.width > 0 ? [block.title.cut(to: width)] : []
  }

  /// A cell a column, and a dot for columns left out.
  private func line(of cell: (_ column: Int) -> StyledText) -> StyledText {
    let cells = widths.indices.reduce(StyledText()) { line, column in
      line + cell(column).paddedLeft(to: widths[column] + 1) + StyledText(" ")
    }
    return columnCount < block.columnCount ? cells + StyledText("· ", .aside) : cells
  }

  private var notes: [StyledText] {
    [(rowCount, block.rows.count, "rows"), (columnCount, block.columnCount, "columns")]
      .filter { $0.0 < $0.1 }
      .flatMap { shown, count, what in
        StyledText("(\(shown) of \(count) \(what))", .aside).wrapped(to: width)
      }
  }
}
