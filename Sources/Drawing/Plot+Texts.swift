extension Plot {
  /// A line of the key below the axes.
  typealias KeyEntry = (glyph: StyledText, text: StyledText)

  /// Writes the texts of a step where there is room; those without come back.
  func keys(
    for slope: Slope, in field: inout CellCanvas, _ layout: Layout
  ) -> [KeyEntry] {
    guard let step = slope.step, triangle(of: slope, layout) != nil else { return [] }
    let run = StyledText(step.runText, slope.role)
    let rise = StyledText(step.riseText, slope.role)
    var keys: [KeyEntry] = []
    let corners = triangle(of: slope, layout)
    let isWritten = corners.map { from, to in
      let away = to.row <= from.row ? 1 : -1
      let middle = (from.column + to.column + 1 - run.width) / 2
      let side = to.column >= from.column ? to.column + 2 : to.column - 1 - rise.width
      return (
        run: write(
          run, at: [(from.row + away, middle), (from.row + 2 * away, middle)], in: &field),
        rise: write(
          rise, at: [((from.row + to.row) / 2, side), (to.row, side), (from.row, side)], in: &field)
      )
    }
    if isWritten?.run != true, run.width > 0 { keys.append((StyledText("run:"), run)) }
    if isWritten?.rise != true, rise.width > 0 { keys.append((StyledText("rise:"), rise)) }
    return keys
  }

  /// Writes the text of a mark beside it; where there is no room, it comes back with its place.
  func key(for mark: Mark, in field: inout CellCanvas, _ layout: Layout) -> KeyEntry? {
    let text = StyledText(mark.text, mark.role)
    guard text.width > 0 else { return nil }
    if let (row, column) = place(of: mark.point, in: layout) {
      let (right, left) = (column + 2, column - 1 - text.width)
      let middle = column - text.width / 2
      let places = [
        (row, right), (row, left), (row - 1, right), (row + 1, right), (row - 1, left),
        (row + 1, left), (row - 1, middle), (row + 1, middle),
      ]
      if write(text, at: places, in: &field) { return nil }
    }
    let place = "at \(format(mark.point.x)), \(format(mark.point.y)): "
    let glyph = StyledText(String(mark.glyph.rawValue), mark.role)
    return (glyph, StyledText(place, .aside) + text)
  }

  /// Writes a text at the first of the places that is free, with a cell of air around it.
  private func write(
    _ text: StyledText, at places: [(row: Int, column: Int)], in field: inout CellCanvas
  ) -> Bool {
    for (row, column) in places {
      let end = column + text.width
      guard column >= 0, end <= field.columns,
        field.isFree(row: row, columns: max(0, column - 1)..<min(field.columns, end + 1))
      else { continue }
      field.write(text, row: row, column: column)
      return true
    }
    return false
  }

  /// How each curve and slope is drawn, where there are several.
  var legend: [KeyEntry] {
    guard curves.count + slopes.count > 1 || curves.isEmpty else { return [] }
    let entries = curves.map { ($0.name, $0.role) } + slopes.map { ($0.text, $0.role) }
    return zip(entries, patterns).map { entry, pattern in
      (StyledText(pattern.sample, entry.1), StyledText(entry.0))
    }
  }
}
