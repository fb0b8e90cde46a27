/// Matrices, lists and numbers side by side.
public struct CellGrid: Diagram {
  /// A matrix with a title.
  public struct Block: Sendable {
    /// What stands above it.
    public var title: StyledText
    /// Its numbers as text: a number is one row of one, a list a column.
    public var rows: [[String]]
    /// The role of the numbers.
    public var role: StyledText.Role
    /// Whether the next block must stand beside it or right below, as a gradient by its value.
    public var staysWithNext: Bool

    /// Makes a block.
    public init(
      title: StyledText, rows: [[String]], role: StyledText.Role = .value,
      staysWithNext: Bool = false
    ) {
      self.title = title
      self.rows = rows
      self.role = role
      self.staysWithNext = staysWithNext
    }

    var columnCount: Int { rows.map(\.count).max() ?? 0 }
  }

  /// The most rows and columns that are shown of a block.
  static let largest = 8

  private let blocks: [Block]

  /// Makes a grid.
  public init(blocks: [Block]) {
    self.blocks = blocks
  }

  /// The blocks side by side while they fit, at most eight rows and columns of each.
  public func lines(width: Int) -> [StyledText] {
    var drawn: [[StyledText]] = []
    var line: [[StyledText]] = []
    for group in groups {
      let pictures = pictures(of: group, width: width)
      if Self.width(of: line + pictures) <= width - 2 {
        line += pictures
      } else {
        drawn.append(Self.joined(line))
        let fits = Self.width(of: pictures) <= width - 2
        if !fits { drawn += pictures.dropLast().map { Self.joined([$0]) } }
        line = fits ? pictures : Array(pictures.suffix(1))
      }
    }
    drawn.append(Self.joined(line))
    return Array(drawn.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
      .map { $0.cut(to: width) }
  }

  /// The blocks that stay together.
  private var groups: [[Block]] {
    blocks.indices.reduce(into: []) { groups, index in
      if index > 0, blocks[index - 1].staysWithNext {
        groups[groups.count - 1].append(blocks[index])
      } else {
        groups.append([blocks[index]])
      }
    }
  }

  /// The blocks of a group, with fewer columns if only so they stand side by side.
  private func pictures(of group: [Block], width: Int) -> [[StyledText]] {
    let room = width - 2
    for columns in stride(from: Self.largest, through: 2, by: -1) {
      let pictures = group.map { GridPicture($0, columns: columns, width: room).lines }
      if Self.width(of: pictures) <= room { return pictures }
    }
    return group.map { GridPicture($0, width: room).lines }
  }

  private static let gap = 3

  private static func width(of pictures: [[StyledText]]) -> Int {
    pictures.reduce(0) { $0 + ($1.map(\.width).max() ?? 0) } + gap * max(0, pictures.count - 1)
  }

  /// Pictures side by side.
  private static func joined(_ pictures: [[StyledText]]) -> [StyledText] {
    let height = pictures.map(\.count).max() ?? 0
    return (0..<height).map { row in
      var line = StyledText()
      var start = 2
      for picture in pictures {
        if picture.indices.contains(row), picture[row].width > 0 {
          line = line.padded(to: start) + picture[row]
        }
        start += (picture.map(\.width).max() ?? 0) + gap
      }
      return line
    }
  }

  /// The size of each block and its rows.
  public var sentences: [StyledText] {
    guard !blocks.isEmpty else { return [.sentence("There are no numbers")] }
    return blocks.flatMap(told).map(StyledText.sentence)
  }

  private func told(_ block: Block) -> [String] {
    let name = block.title.plainText
    let (rows, columns) = (block.rows.count, block.columnCount)
    if rows == 0 || columns == 0 { return ["\(name) is empty"] }
    if rows == 1, columns == 1 { return ["\(name) is \(block.rows[0][0])"] }
    if columns == 1 {
      return ["\(name) is a list of \(rows): \(listed(block.rows.map { $0.first ?? "" }))"]
    }
    let shown = block.rows.prefix(Self.largest).enumerated().map { index, row in
      "Row \(index + 1): \(listed(row))"
    }
    let rest = rows > Self.largest ? ["There are \(rows - Self.largest) more rows"] : []
    return ["\(name) is \(rows) by \(columns)"] + shown + rest
  }

  private func listed(_ cells: [String]) -> String {
    let more = cells.count > Self.largest ? [" and \(cells.count - Self.largest) more"] : []
    return cells.prefix(Self.largest).joined(separator: ", ") + more.joined()
  }
}
