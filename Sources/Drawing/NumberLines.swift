/// Rulers below one another that show how far quantities move, all to the same scale.
///
/// The marks stand above one another, so that the arrows can be compared.
public struct NumberLines: Diagram {
  /// A quantity and its move.
  public struct Line: Sendable {
    /// What it is called.
    public var name: String
    /// Where it is.
    public var value: Double
    /// How far it moves; to the left if negative.
    public var move: Double
    /// The role of its mark and arrow.
    public var role: StyledText.Role

    /// Makes a line.
    public init(name: String, value: Double, move: Double, role: StyledText.Role = .value) {
      self.name = name
      self.value = value
      self.move = move
      self.role = role
    }

    var isDrawn: Bool { value.isFinite && move.isFinite }
  }

  private let quantities: [Line]
  private let format: @Sendable (Double) -> String

  /// Makes rulers.
  ///
  /// - Parameter format: How values and moves are written.
  public init(_ lines: [Line], format: @escaping @Sendable (Double) -> String) {
    quantities = lines
    self.format = format
  }

  /// Four lines a quantity: the move in numbers, the arrow, the ruler, its labels.
  public func lines(width: Int) -> [StyledText] {
    let ruler = Ruler(moves: quantities.filter(\.isDrawn).map(\.move), width: width)
    return quantities.flatMap { line -> [StyledText] in
      let note = !line.isDrawn ? ", not drawn" : ruler.note(on: line.move)
      let heading =
        StyledText(line.name, .code).cut(to: width / 2)
        + StyledText(": \(format(line.value)) to \(format(line.value + line.move))")
        + StyledText(" (by \(format(line.move))\(note))", .aside)
      let headings = heading.wrapped(to: width, first: StyledText("  "))
      guard line.isDrawn else { return headings }
      return headings + [ruler.arrow(of: line)] + ruler.scale(of: line, format: format)
    }.map { $0.cut(to: width) }
  }

  /// One a quantity: where it goes from and to, and by how much.
  public var sentences: [StyledText] {
    guard !quantities.isEmpty else { return [.sentence("Nothing moves")] }
    return quantities.map { line in
      guard line.move != 0 else {
        return .sentence("\(line.name) stays at \(format(line.value))")
      }
      let (start, end) = (format(line.value), format(line.value + line.move))
      return .sentence("\(line.name) goes from \(start) to \(end) (by \(format(line.move)))")
    }
  }
}

extension NumberLines {
  /// What all lines share: the cells, the place of the marks and the scale.
  private struct Ruler {
    private let cells: Int
    /// The cell of the marks, from the left border of the ruler.
    private let centre: Int
    private let unitsPerCell: Double

    init(moves: [Double], width: Int) {
      cells = max(5, min(73, width - 4))
      let isLeftward = moves.contains { $0 < 0 }
      let isRightward = moves.contains { $0 > 0 } || !isLeftward
      centre = isLeftward && isRightward ? cells / 2 : isRightward ? cells / 5 : cells * 4 / 5
      let room = min(isRightward ? cells - 1 - centre : cells, isLeftward ? centre : cells)
      let largest = moves.map(abs).max() ?? 0
      // The longest arrow ends within the room, so every one does.
      unitsPerCell = max(1e-300, (largest > 0 ? largest : 1) / Double(max(1, room * 7 / 8)))
    }

    private func offset(of move: Double) -> Int { Int(rounding: move / unitsPerCell) }

    func note(on move: Double) -> String {
      move != 0 && offset(of: move) == 0 ? ", less than a cell" : ""
    }

    /// From ● to ○, with a head before it; a single dot where the move is too short.
    func arrow(of line: Line) -> StyledText {
      var canvas = CellCanvas(columns: cells, rows: 1)
      let offset = offset(of: line.move)
      let side = line.move < 0 ? -1 : 1
      let end = centre + offset
      for cell in min(centre, end)...max(centre, end) {
        canvas.set("─", line.role, row: 0, column: cell)
      }
      canvas.set("●", line.role, row: 0, column: centre)
      if offset != 0 {
        let head: Character = side < 0 ? "◂" : "▸"
        if abs(offset) > 1 { canvas.set(head, line.role, row: 0, column: end - side) }
        canvas.set("○", line.role, row: 0, column: end)
      } else if line.move != 0 {
        canvas.set("·", line.role, row: 0, column: centre + side)
      }
      return StyledText("  ") + canvas.line(0)
    }

    /// The ruler with its ticks, and their labels below.
    func scale(of line: Line, format: (Double) -> String) -> [StyledText] {
      var ruler = Array(repeating: Character("─"), count: cells)
      var labels = CellCanvas(columns: cells + 4, rows: 1)
      for tick in ticks(around: line.value) {
        let cell = centre + offset(of: tick - line.value)
        guard ruler.indices.contains(cell) else { continue }
        ruler[cell] = "┬"
        let text = StyledText(format(tick), .aside)
        let start = max(2, min(cell + 2 - text.width / 2, cells + 4 - text.width))
        guard start + text.width <= cells + 4,
          labels.isFree(row: 0, columns: start - 1..<min(cells + 4, start + text.width + 1))
        else { continue }
        labels.write(text, row: 0, column: start)
      }
      return [StyledText("  ") + StyledText(String(ruler), .aside), labels.line(0)]
    }

    /// Round numbers, as dense on every line; only the value itself where they can't be told apart.
    private func ticks(around value: Double) -> [Double] {
      let lower = value - Double(centre) * unitsPerCell
      let upper = value + Double(cells - 1 - centre) * unitsPerCell
      guard lower.isFinite, upper.isFinite, lower < upper else { return [value] }
      let ticks = RoundNumber.multiples(in: lower...upper, atMost: max(3, cells / 10))
      return ticks.isEmpty ? [value] : ticks
    }
  }
}
