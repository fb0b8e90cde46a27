import Drawing

/// Reads a drawn graph from its characters alone and follows the wires from box to box.
///
/// Everything flows to the right: at a corner or junction a wire never goes on to the left.
struct GraphTracer {
  enum Failure: Error {
    case missing(String, line: String)
    case repeated(String)
    case looseEnd(row: Int, column: Int)
    case unknownName(String)
    case labelAway(String)
  }

  private struct Place: Hashable {
    var row: Int
    var column: Int
  }

  private enum Direction: CaseIterable {
    case up, down, left, right

    var opposite: Direction {
      switch self {
      case .up: .down
      case .down: .up
      case .left: .right
      case .right: .left
      }
    }
  }

  private struct Box {
    let node: String
    let row: Int
    let columns: ClosedRange<Int>
  }

  /// One entry a cell; the second cell of a wide character is nil.
  private let cells: [[Character?]]
  private let lines: [String]
  private var boxes: [Box] = []

  /// Finds the boxes of `nodes`, which must all be there once, as they are.
  init(_ lines: [StyledText], nodes: [GraphDiagram.Node]) throws {
    self.lines = lines.map(\.plainText)
    cells = self.lines.map { line in
      line.flatMap { character -> [Character?] in
        [character] + Array(repeating: nil, count: max(0, String(character).cellWidth - 1))
      }
    }
    for node in nodes {
      let frame = node.isMarked ? "▸\(node.text)◂" : "[\(node.text)]"
      let place = try only(frame)
      let end = place.column + frame.cellWidth - 1
      boxes.append(Box(node: node.id, row: place.row, columns: place.column...end))
    }
  }

  /// The one place where a text stands.
  private func only(_ text: String) throws -> Place {
    let places = self.places(of: text)
    guard let place = places.first else {
      throw Failure.missing(text, line: cells.map { String($0.compactMap(\.self)) }.joined())
    }
    guard places.count == 1 else { throw Failure.repeated(text) }
    return place
  }

  private func places(of text: String) -> [Place] {
    let sought = text.flatMap { character -> [Character?] in
      [character] + Array(repeating: nil, count: max(0, String(character).cellWidth - 1))
    }
    return cells.indices.filter { lines[$0].contains(text) }.flatMap { row in
      cells[row].indices.filter { cells[row][$0...].starts(with: sought) }
        .map { Place(row: row, column: $0) }
    }
  }

  /// Checks that each label stands once, right above or below its box, apart from other texts.
  func checkLabels(of nodes: [GraphDiagram.Node]) throws {
    for (node, box) in zip(nodes, boxes) {
      for (label, offset) in [(node.value, -1), (node.gradient, 1)] where !label.isEmpty {
        let place = try only(label)
        let columns = place.column...(place.column + label.cellWidth - 1)
        let isApart = [columns.lowerBound - 1, columns.upperBound + 1].allSatisfy {
          glyph(Place(row: place.row, column: $0)).map { !$0.isLetter && !$0.isNumber } ?? true
        }
        guard place.row == box.row + offset, columns.overlaps(box.columns), isApart else {
          throw Failure.labelAway(label)
        }
      }
    }
  }

  /// All edges, as the wires lead.
  func edges() throws -> Set<[String]> {
    var edges: Set<[String]> = []
    for box in boxes {
      var pending = [Place(row: box.row, column: box.columns.upperBound)]
      var seen: Set<String> = []
      while let start = pending.popLast() {
        for end in try ends(from: start) {
          switch end {
          case .box(let target): edges.insert([box.node, target])
          case .name(let name) where seen.insert(name).inserted:
            let starts = places(of: name + " ─").filter { $0.column == 2 && $0.row > start.row }
            guard !starts.isEmpty else { throw Failure.unknownName(name) }
            pending += starts.map {
              Place(row: $0.row, column: $0.column + name.cellWidth)
            }
          case .name: break
          }
        }
      }
    }
    return edges
  }

  private enum End: Hashable {
    case box(String)
    case name(String)
  }

  private func ends(from start: Place) throws -> Set<End> {
    var ends: Set<End> = []
    var pending: [(Place, Direction)] = [(step(start, .right), .right)]
    var seen: Set<Place> = []
    if !arms(start: step(start, .right)).contains(.left) { return [] }
    while let (place, heading) = pending.popLast() {
      if let box = boxes.first(where: {
        $0.row == place.row && $0.columns.lowerBound == place.column
      }) {
        ends.insert(.box(box.node))
        continue
      }
      guard let glyph = glyph(place) else {
        throw Failure.looseEnd(row: place.row, column: place.column)
      }
      if glyph == "▸" {
        let name = String(cells[place.row][(place.column + 2)...].compactMap(\.self))
        ends.insert(.name(name))
        continue
      }
      let open = arms(start: place)
      guard open.contains(heading.opposite) else {
        throw Failure.looseEnd(row: place.row, column: place.column)
      }
      if glyph == "┼" {
        pending.append((step(place, heading), heading))
        continue
      }
      guard seen.insert(place).inserted else { continue }
      for next in open where next != heading.opposite && next != .left {
        // A collector's other pins come from the left and end there.
        pending.append((step(place, next), next))
      }
    }
    return ends
  }

  private func step(_ place: Place, _ direction: Direction) -> Place {
    switch direction {
    case .up: Place(row: place.row - 1, column: place.column)
    case .down: Place(row: place.row + 1, column: place.column)
    case .left: Place(row: place.row, column: place.column - 1)
    case .right: Place(row: place.row, column: place.column + 1)
    }
  }

  private func glyph(_ place: Place) -> Character? {
    guard cells.indices.contains(place.row), cells[place.row].indices.contains(place.column) else {
      return nil
    }
    return cells[place.row][place.column]
  }

  private func arms(start place: Place) -> Set<Direction> {
    switch glyph(place) {
    case "─": [.left, .right]
    case "│": [.up, .down]
    case "┌": [.down, .right]
    case "┐": [.down, .left]
    case "└": [.up, .right]
    case "┘": [.up, .left]
    case "├": [.up, .down, .right]
    case "┤": [.up, .down, .left]
    case "┬": [.left, .right, .down]
    case "┴": [.left, .right, .up]
    case "●", "┼": [.left, .right, .up, .down]
    default: []
    }
  }
}
