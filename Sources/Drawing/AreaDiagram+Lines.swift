extension AreaDiagram {
  /// The areas in proportion, their texts inside where they fit, else in a key below.
  public func lines(width: Int) -> [StyledText] {
    guard isDrawable else {
      return StyledText(Self.notDrawable).wrapped(to: width, first: StyledText("  "))
    }
    let labels = [label(of: down), StyledText(down.nudge == 0 ? "" : down.nudgeText, .local)]
    let labelWidth = min(labels.map(\.width).max() ?? 0, (width - 2) / 3)
    let start = 2 + labelWidth + (labelWidth > 0 ? 1 : 0)
    let sizes = sizes(columns: min(60, width - start))
    let parts = parts(sizes)
    var canvas = CellCanvas(
      columns: max(1, sizes.across + sizes.acrossNudge), rows: max(1, sizes.down + sizes.downNudge))
    var keys: [(glyph: StyledText, text: StyledText)] = []
    for part in parts where !part.rows.isEmpty && !part.columns.isEmpty {
      canvas.fill(part.shade, part.role, rows: part.rows, columns: part.columns)
      guard !part.text.isEmpty else { continue }
      let text = StyledText(" \(part.text) ", .value)
      if text.width + 2 <= part.columns.count {
        let column = part.columns.lowerBound + (part.columns.count - text.width) / 2
        canvas.write(text, row: part.rows.lowerBound + (part.rows.count - 1) / 2, column: column)
      } else {
        keys.append((StyledText(String(part.shade), part.role), StyledText(part.text, .value)))
      }
    }
    let rows = (0..<canvas.rows).map { row in
      let label =
        row == (sizes.down - 1) / 2 && sizes.down > 0
        ? labels[0] : row == sizes.down ? labels[1] : StyledText()
      return StyledText("  ") + label.cut(to: max(1, labelWidth)).paddedLeft(to: labelWidth)
        + StyledText(labelWidth > 0 ? " " : "") + canvas.line(row)
    }
    let isEmpty = sizes.across + sizes.acrossNudge == 0 || sizes.down + sizes.downNudge == 0
    return
      (top(start: start, sizes) + (isEmpty ? [] : rows)
      + StyledText.key(keys, width: width)).map { $0.cut(to: width) }
      + (empty
      + (sizes.isToScale ? [] : ["(small sides and nudges are drawn larger than they are)"]))
      .flatMap { StyledText.remark($0, width: width) }
  }

  private func label(of side: Side) -> StyledText {
    StyledText(side.name, .code) + StyledText(" = \(side.text)")
  }

  /// The labels of the side across and its nudge, in one line if they don't touch.
  private func top(start: Int, _ sizes: Sizes) -> [StyledText] {
    let indent = StyledText(String(repeating: " ", count: start))
    let main = indent + label(of: across)
    guard across.nudge != 0, !across.nudgeText.isEmpty else { return [main] }
    let nudge = StyledText(across.nudgeText, .local)
    let column = start + sizes.across
    if main.width < column { return [main.padded(to: column) + nudge] }
    return [main, StyledText(String(repeating: " ", count: column)) + nudge]
  }

  /// What is said of areas that take no room.
  private var empty: [String] {
    [across, down].filter { $0.value == 0 }.map { side in
      "(\(side.name) is 0: \(across.name) times \(down.name) has no area)"
    }
  }

  /// How many cells each length takes; a cell is twice as high as wide.
  private struct Sizes {
    var across: Int
    var acrossNudge: Int
    var down: Int
    var downNudge: Int
    /// Whether no length takes more than twice the cells of its share.
    var isToScale: Bool
  }

  private func sizes(columns: Int) -> Sizes {
    let all = [across.value, across.nudge, down.value, down.nudge].map(abs)
    // Relative to the largest, so that sums can't overflow.
    let largest = all.max() ?? 0
    let parts = all.map { largest > 0 ? $0 / largest : 0 }
    let (wide, high) = (parts[0] + parts[1], parts[2] + parts[3])
    let perUnit = min(
      high > 0 ? 8 / high : .infinity, wide > 0 ? Double(columns) / (2 * wide) : .infinity)
    func cells(_ part: Int, _ factor: Double, _ range: ClosedRange<Int>) -> Int {
      guard all[part] > 0 else { return 0 }
      return min(range.upperBound, max(range.lowerBound, Int(rounding: parts[part] * factor)))
    }
    let half = max(4, columns / 2)
    let acrossNudge = cells(1, 2 * perUnit, 2...(all[0] > 0 ? half : max(4, columns)))
    let downNudge = cells(3, perUnit, 1...(all[2] > 0 ? 5 : 8))
    let (across, down) = (
      cells(0, 2 * perUnit, 4...max(4, columns - acrossNudge)), cells(2, perUnit, 2...8)
    )
    let shares = zip(parts, [2 * perUnit, 2 * perUnit, perUnit, perUnit]).map {
      $0 == 0 ? 0 : $0 * $1
    }
    return Sizes(
      across: across, acrossNudge: acrossNudge, down: down, downNudge: downNudge,
      isToScale: zip(shares, [across, acrossNudge, down, downNudge]).allSatisfy {
        Double($1) <= 2 * $0
      })
  }

  private struct Part {
    var shade: Character
    var role: StyledText.Role
    var text: String
    var rows: Range<Int>
    var columns: Range<Int>
  }

  private func parts(_ sizes: Sizes) -> [Part] {
    let (rows, columns) = (0..<sizes.down, 0..<sizes.across)
    let strip = sizes.across..<sizes.across + sizes.acrossNudge
    let band = sizes.down..<sizes.down + sizes.downNudge
    return [
      Part(shade: "░", role: .aside, text: areas.main, rows: rows, columns: columns),
      Part(shade: "▒", role: .local, text: areas.right, rows: rows, columns: strip),
      Part(shade: "▓", role: .upstream, text: areas.below, rows: band, columns: columns),
      Part(shade: "█", role: .bad, text: areas.corner, rows: band, columns: strip),
    ]
  }
}
