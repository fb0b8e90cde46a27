extension Plot {
  /// The field with its axes, then the key, then a note on what is beyond the axis.
  ///
  /// One sentence where no point can be drawn.
  public func lines(width: Int) -> [StyledText] {
    guard let layout = layout(width: width) else {
      return StyledText(nothing).wrapped(to: width, first: StyledText("  "))
    }
    var field = CellCanvas(columns: layout.columns, rows: height)
    drawZeroLines(in: &field, layout)
    for slope in slopes { drawTriangle(of: slope, in: &field, layout) }
    drawCurves(in: &field, layout)
    for mark in marks {
      guard let place = place(of: mark.point, in: layout) else { continue }
      field.set(mark.glyph.rawValue, mark.role, row: place.row, column: place.column)
    }
    // Texts last, because they look for room.
    var keys = legend
    for slope in slopes { keys += self.keys(for: slope, in: &field, layout) }
    for mark in marks { keys += key(for: mark, in: &field, layout).map { [$0] } ?? [] }
    var lines =
      y.name.isEmpty
      ? []
      : [
        StyledText("  ") + StyledText(y.name, .code)
          + StyledText(y.isLogarithmic ? " (log axis)" : "", .aside)
      ]
    lines += framed(field, layout)
    lines += xAxis(layout, width: width)
    lines += StyledText.key(keys, width: width)
    if let note = leftOut(layout) { lines += StyledText.remark(note, width: width) }
    return lines.map { $0.cut(to: width) }
  }

  /// What is said where nothing can be drawn.
  var nothing: String {
    let isLogarithmic = x.isLogarithmic || y.isLogarithmic
    let kind = isLogarithmic ? "positive, finite" : "finite"
    return "There is nothing to draw: no point has \(kind) coordinates."
  }

  func place(of point: Point, in layout: Layout) -> (row: Int, column: Int)? {
    guard layout.x.contains(point.x), layout.y.contains(point.y),
      let x = layout.x.fraction(of: point.x), let y = layout.y.fraction(of: point.y)
    else { return nil }
    return (row(at: y), column(at: x, in: layout))
  }

  private func drawZeroLines(in field: inout CellCanvas, _ layout: Layout) {
    if !y.isLogarithmic, layout.y.contains(0), let zero = layout.y.fraction(of: 0) {
      for column in 0..<layout.columns {
        field.set("─", .aside, row: row(at: zero), column: column, weight: .light)
      }
    }
    guard !x.isLogarithmic, layout.x.lower < 0, layout.x.contains(0),
      let zero = layout.x.fraction(of: 0)
    else { return }
    let column = column(at: zero, in: layout)
    for row in 0..<height {
      let isCrossing = !field.isBlank(row: row, column: column)
      field.set(isCrossing ? "┼" : "│", .aside, row: row, column: column, weight: .light)
    }
  }

  private func drawCurves(in field: inout CellCanvas, _ layout: Layout) {
    var dots = BrailleCanvas(columns: layout.columns, rows: height)
    let patterns = patterns
    func position(of point: Point) -> BrailleCanvas.Position? {
      guard let x = layout.x.fraction(of: point.x), let y = layout.y.fraction(of: point.y) else {
        return nil
      }
      return BrailleCanvas.Position(x: x, y: y)
    }
    func stroke(_ points: [Point], _ pattern: DashPattern, _ role: StyledText.Role) {
      for run in points.map(position).split(separator: nil) {
        let path = run.compactMap(\.self)
        if path.count == 1, let cell = dots.cell(of: path[0]) {
          // A dot alone would be overlooked.
          field.set("×", role, row: cell.row, column: cell.column)
        }
        for part in layout.y.isCut ? Self.brokenAtPoles(path) : [path] where part.count > 1 {
          dots.stroke(part, pattern, role)
        }
      }
    }
    for (slope, pattern) in zip(slopes, patterns.dropFirst(curves.count)) {
      stroke(part(of: slope, layout), pattern, slope.role)
    }
    for (curve, pattern) in zip(curves, patterns) { stroke(curve.points, pattern, curve.role) }
    for row in 0..<height {
      for column in 0..<layout.columns {
        guard let character = dots.character(column: column, row: row) else { continue }
        let role = dots.cells[row * layout.columns + column].role
        field.set(character, role, row: row, column: column)
      }
    }
  }

  /// The path without the steps that cross the whole height: they join two branches.
  private static func brokenAtPoles(
    _ path: [BrailleCanvas.Position]
  ) -> [[BrailleCanvas.Position]] {
    path.reduce(into: [[]]) { parts, next in
      if let last = parts.last?.last, min(last.y, next.y) < 0, max(last.y, next.y) > 1 {
        parts.append([])
      }
      parts[parts.count - 1].append(next)
    }
  }

  /// The part of a straight line that is drawn: all that fits in the width.
  ///
  /// Many points, because on logarithmic axes it is bent.
  private func part(of slope: Slope, _ layout: Layout) -> [Point] {
    guard let centre = layout.x.fraction(of: slope.point.x), slope.slope.isFinite else { return [] }
    return (-80...80).compactMap { index in
      guard index != 0 else { return slope.point }
      let fraction = centre + Double(index) / 80
      guard (0...1).contains(fraction) else { return nil }
      let x = layout.x.value(at: fraction)
      return Point(x: x, y: slope.point.y + slope.slope * (x - slope.point.x))
    }
  }

  /// The run along its row and the rise along its column, where they take a cell or more.
  private func drawTriangle(of slope: Slope, in field: inout CellCanvas, _ layout: Layout) {
    guard let (from, to) = triangle(of: slope, layout) else { return }
    let columns = min(from.column, to.column)...max(from.column, to.column)
    for column in columns { field.set("─", slope.role, row: from.row, column: column) }
    for row in min(from.row, to.row)...max(from.row, to.row) {
      field.set("│", slope.role, row: row, column: to.column)
    }
    guard from.row != to.row else { return }
    let isRight = to.column >= from.column
    let corner: Character = to.row < from.row ? (isRight ? "┘" : "└") : (isRight ? "┐" : "┌")
    field.set(corner, slope.role, row: from.row, column: to.column)
  }

  func triangle(
    of slope: Slope, _ layout: Layout
  ) -> (from: (row: Int, column: Int), to: (row: Int, column: Int))? {
    guard let step = slope.step, let from = place(of: slope.point, in: layout),
      let to = place(of: slope.tip(of: step), in: layout), to.column != from.column
    else { return nil }
    return (from, to)
  }

  /// A note on values that are beyond the ends of the y axis.
  private func leftOut(_ layout: Layout) -> String? {
    let values = (curves.flatMap(\.points) + marks.map(\.point)).filter {
      layout.x.contains($0.x) && PlotScale.canShow($0.y, isLogarithmic: y.isLogarithmic)
    }.map(\.y)
    let below = values.contains { $0 < layout.y.lower } ? ["below \(format(layout.y.lower))"] : []
    let beyond = values.contains { $0 > layout.y.upper } ? ["beyond \(format(layout.y.upper))"] : []
    let parts = below + beyond
    return parts.isEmpty ? nil : "(\(parts.joined(separator: " and ")): not drawn)"
  }
}
