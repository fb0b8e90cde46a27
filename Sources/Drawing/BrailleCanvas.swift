/// A canvas of dots, two across and four down in a cell.
///
/// Positions are fractions of the width and height; (0, 0) is the dot at the bottom left, (1, 1) the
/// one at the top right.
struct BrailleCanvas {
  /// A place on the canvas or beside it.
  struct Position: Equatable {
    var x: Double
    var y: Double
  }

  /// A cell with dots.
  struct Cell: Equatable {
    /// Which dots are set, as Braille patterns count them from U+2800.
    var dots: UInt32 = 0
    /// The role of the last dot set.
    var role: StyledText.Role = .plain
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell]

  init(columns: Int, rows: Int) {
    precondition(columns > 0 && rows > 0, "a canvas of \(columns) by \(rows)")
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// The character at a cell; none where no dot is set.
  func character(column: Int, row: Int) -> Character? {
    let dots = cells[row * columns + column].dots
    guard dots > 0, let scalar = Unicode.Scalar(0x2800 + dots) else { return nil }
    return Character(scalar)
  }

  /// The cell that a position on the canvas falls into; none for one beside it.
  func cell(of position: Position) -> (column: Int, row: Int)? {
    guard (0...1).contains(position.x), (0...1).contains(position.y) else { return nil }
    let dot = dot(of: position)
    return (dot.x / 2, dot.y / 4)
  }

  /// Draws the line through the positions; what is beside the canvas is left out.
  mutating func stroke(_ path: [Position], _ pattern: DashPattern, _ role: StyledText.Role) {
    var step = 0
    var last: (x: Int, y: Int)?
    if path.count == 1, cell(of: path[0]) != nil { set(dot(of: path[0]), role) }
    for (start, end) in zip(path, path.dropFirst()) {
      guard let (start, end) = clipped(start, end) else { continue }
      let (from, to) = (dot(of: start), dot(of: end))
      let count = max(abs(to.x - from.x), abs(to.y - from.y))
      for index in 0...count {
        let share = count == 0 ? 0 : Double(index) / Double(count)
        let next = (
          x: from.x + Int((Double(to.x - from.x) * share).rounded()),
          y: from.y + Int((Double(to.y - from.y) * share).rounded())
        )
        // A dot where two lines meet counts once, or many short lines would garble the dashes.
        if let last, last == next { continue }
        last = next
        if pattern.isOn(at: step) { set(next, role) }
        step += 1
      }
    }
  }

  private func dot(of position: Position) -> (x: Int, y: Int) {
    (
      Int((position.x * Double(columns * 2 - 1)).rounded()),
      rows * 4 - 1 - Int((position.y * Double(rows * 4 - 1)).rounded())
    )
  }

  private mutating func set(_ dot: (x: Int, y: Int), _ role: StyledText.Role) {
    // The numbers of the dots, row by row. Source: Unicode Standard, Braille Patterns.
    let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    let index = dot.y / 4 * columns + dot.x / 2
    cells[index].dots |= bits[dot.y % 4][dot.x % 2]
    cells[index].role = role
  }

  /// The part of a line on the canvas.
  ///
  /// Source: Liang and Barsky, 1984.
  private func clipped(_ start: Position, _ end: Position) -> (Position, Position)? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    var (enter, leave) = (0.0, 1.0)
    for (change, room) in [
      (-dx, start.x), (dx, 1 - start.x), (-dy, start.y), (dy, 1 - start.y),
    ] {
      if change == 0, room < 0 { return nil }
      if change < 0 { enter = max(enter, room / change) }
      if change > 0 { leave = min(leave, room / change) }
    }
    guard enter <= leave else { return nil }
    func position(at share: Double) -> Position {
      // Rounding must not leave the canvas by a hair.
      Position(
        x: min(1, max(0, start.x + dx * share)), y: min(1, max(0, start.y + dy * share)))
    }
    return (
      enter == 0 ? start : position(at: enter), leave == 1 ? end : position(at: leave)
    )
  }
}

/// How a line is broken: dots set and dots left out, in turn.
///
/// Gaps are so wide that the patterns can be told apart where a cell is a single ASCII character.
enum DashPattern: CaseIterable {
  case solid, dashed, dotted, dashDotted, longDashed

  private var lengths: [Int] {
    switch self {
    case .solid: [1]
    case .dashed: [6, 4]
    case .dotted: [1, 3]
    case .dashDotted: [6, 3, 1, 2]
    case .longDashed: [12, 4]
    }
  }

  /// Whether the dot `step` dots from the start is set.
  func isOn(at step: Int) -> Bool {
    guard self != .solid else { return true }
    var rest = step % lengths.reduce(0, +)
    for (index, length) in lengths.enumerated() {
      if rest < length { return index.isMultiple(of: 2) }
      rest -= length
    }
    return false
  }

  /// How it looks, in eight cells.
  var sample: String {
    var canvas = BrailleCanvas(columns: 8, rows: 1)
    canvas.stroke([.init(x: 0, y: 0.6), .init(x: 1, y: 0.6)], self, .plain)
    return String((0..<8).map { canvas.character(column: $0, row: 0) ?? " " })
  }
}
