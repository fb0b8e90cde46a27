/// Rows of styled cells under a heading.
public struct Table: Diagram {
  /// Where a column's cells stand.
  public enum Alignment: Sendable {
    case left, right
  }

  private let heading: [StyledText]
  private let alignments: [Alignment]
  private var rows: [[StyledText]] = []

  /// Makes a table without rows.
  public init(heading: [StyledText], alignments: [Alignment]) {
    precondition(heading.count == alignments.count, "one alignment a column")
    self.heading = heading
    self.alignments = alignments
  }

  /// Adds a row with one cell a column.
  public mutating func addRow(_ cells: [StyledText]) {
    precondition(cells.count == heading.count, "one cell a column")
    rows.append(cells)
  }

  /// The table in lines of at most `width` cells, indented by two.
  ///
  /// Where the columns do not fit side by side, each row becomes a list of `heading: cell`.
  public func lines(width: Int) -> [StyledText] {
    let all = [heading] + rows
    let widths = heading.indices.map { column in all.map { $0[column].width }.max() ?? 0 }
    let gap = 2
    guard 2 + widths.reduce(0, +) + gap * (widths.count - 1) <= width else {
      return stackedLines(width: width)
    }
    return all.map { row in
      var line = StyledText(" ")
      for (column, cell) in row.enumerated() {
        line += StyledText(column == 0 ? " " : String(repeating: " ", count: gap))
        let isLast = column == row.count - 1
        switch alignments[column] {
        case .left: line += isLast ? cell : cell.padded(to: widths[column])
        case .right: line += cell.paddedLeft(to: widths[column])
        }
      }
      return line
    }
  }

  /// A sentence a row: each cell behind its heading.
  public var sentences: [StyledText] {
    rows.map { row in
      let cells = zip(heading, row).filter { $0.1.width > 0 }.map { heading, cell in
        heading.width > 0 ? heading + StyledText(" ") + cell : cell
      }
      return cells.enumerated().reduce(StyledText()) { text, cell in
        text + StyledText(cell.offset > 0 ? ", " : "") + cell.element
      } + StyledText(".")
    }
  }

  private func stackedLines(width: Int) -> [StyledText] {
    rows.flatMap { row in
      zip(heading, row).enumerated().flatMap { column, pair in
        let text = pair.0.width > 0 ? pair.0 + StyledText(": ") + pair.1 : pair.1
        return text.wrapped(to: width, first: StyledText(column == 0 ? "  " : "    "))
      }
    }
  }
}
