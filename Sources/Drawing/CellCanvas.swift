/// A canvas of cells, each with a character in a role.
struct CellCanvas {
  /// How firmly a cell is taken: texts may stand on what is light.
  enum Weight: Comparable {
    case blank, light, firm
  }

  private struct Cell {
    /// Empty behind a character of two cells.
    var text = " "
    var role = StyledText.Role.plain
    var weight = Weight.blank
  }

  let columns: Int
  let rows: Int
  private var cells: [[Cell]]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// Whether nothing firm stands in the cells, all of which are on the canvas.
  func isFree(row: Int, columns range: Range<Int>) -> Bool {
    (0..<rows).contains(row) && range.lowerBound >= 0 && range.upperBound <= columns
      && cells[row][range].allSatisfy { $0.weight < .firm }
  }

  func isBlank(row: Int, column: Int) -> Bool { cells[row][column].weight == .blank }

  /// Sets one cell to a character of one cell; nothing beside the canvas.
  mutating func set(
    _ character: Character, _ role: StyledText.Role, row: Int, column: Int, weight: Weight = .firm
  ) {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return }
    cells[row][column] = Cell(text: String(character), role: role, weight: weight)
  }

  /// Fills a rectangle of cells.
  mutating func fill(
    _ character: Character, _ role: StyledText.Role, rows: Range<Int>, columns: Range<Int>
  ) {
    for row in rows {
      for column in columns { set(character, role, row: row, column: column) }
    }
  }

  /// Writes a text as far as it fits into its row.
  mutating func write(_ text: StyledText, row: Int, column: Int) {
    var column = column
    for span in text.spans {
      for character in span.text {
        let width = character.cellWidth
        guard cells.indices.contains(row), column >= 0, column + width <= columns else { return }
        guard width > 0 else {
          if column > 0 { cells[row][column - 1].text.append(character) }
          continue
        }
        set(character, span.role, row: row, column: column)
        for next in column + 1..<column + width {
          cells[row][next] = Cell(text: "", role: span.role, weight: .firm)
        }
        column += width
      }
    }
  }

  /// A row without the blanks at its end.
  func line(_ row: Int) -> StyledText {
    let last = cells[row].lastIndex { $0.text != " " } ?? -1
    var line = StyledText()
    var run = Cell(text: "")
    for cell in cells[row][...last] {
      if cell.role != run.role {
        line += StyledText(run.text, run.role)
        run = Cell(text: "", role: cell.role)
      }
      run.text += cell.text
    }
    return line + StyledText(run.text, run.role)
  }
}
