extension Plot {
  /// The columns of a plot: labels of y, the axis, the field of the curves.
  struct Layout {
    let x: PlotScale
    let y: PlotScale
    /// The labels of the y axis by row.
    var rowLabels: [Int: String] = [:]
    var labelWidth = 0
    var columns = 0
    /// Whether the x axis ends in its name; else that stands below.
    var isNameBehindAxis = false

    /// The cells from the border to the field.
    var fieldStart: Int { 2 + labelWidth + (labelWidth > 0 ? 2 : 1) }
  }

  /// The layout in `width` cells; `nil` where there is nothing to draw.
  func layout(width: Int) -> Layout? {
    let points = allPoints.filter {
      PlotScale.canShow($0.x, isLogarithmic: x.isLogarithmic)
        && PlotScale.canShow($0.y, isLogarithmic: y.isLogarithmic)
    }
    guard let xScale = PlotScale(showing: points.map(\.x), on: x) else { return nil }
    let inside = points.filter { xScale.contains($0.x) }.map(\.y)
    guard var yScale = PlotScale(showing: inside, on: y, leavesOutOutliers: true) else {
      return nil
    }
    let tickCount = min(5, height / 2 + 1)
    if y.bounds == nil { yScale.extendToTicks(atMost: tickCount) }
    var layout = Layout(x: xScale, y: yScale)
    let widest = min(12, (width - 4) / 2)
    for tick in yScale.ticks(atMost: tickCount) {
      guard let fraction = yScale.fraction(of: tick) else { continue }
      let row = row(at: fraction)
      if layout.rowLabels[row] == nil {
        layout.rowLabels[row] = StyledText(format(tick)).cut(to: widest).plainText
      }
    }
    layout.labelWidth = layout.rowLabels.values.map(\.cellWidth).max() ?? 0
    layout.isNameBehindAxis = x.name.cellWidth <= width / 6
    let nameRoom = layout.isNameBehindAxis ? x.name.cellWidth + 1 : 0
    layout.columns = max(1, min(72, width - layout.fieldStart - nameRoom))
    return layout
  }

  /// Every point that should be in view.
  private var allPoints: [Point] {
    let corners = slopes.flatMap { slope in
      [slope.point] + (slope.step.map { [slope.tip(of: $0)] } ?? [])
    }
    return curves.flatMap(\.points) + corners + marks.map(\.point)
  }

  func row(at fraction: Double) -> Int {
    (height * 4 - 1 - Int((fraction * Double(height * 4 - 1)).rounded())) / 4
  }

  func column(at fraction: Double, in layout: Layout) -> Int {
    Int((fraction * Double(layout.columns * 2 - 1)).rounded()) / 2
  }

  /// The rows of the field behind the y axis and its labels.
  func framed(_ field: CellCanvas, _ layout: Layout) -> [StyledText] {
    (0..<height).map { row in
      let label = layout.rowLabels[row]
      return StyledText("  ")
        + StyledText(label ?? "", .aside).paddedLeft(to: layout.labelWidth)
        + StyledText((layout.labelWidth > 0 ? " " : "") + (label == nil ? "│" : "┤"), .aside)
        + field.line(row)
    }
  }

  /// The x axis, its labels and its name.
  func xAxis(_ layout: Layout, width: Int) -> [StyledText] {
    let labels = xLabels(layout, width: width)
    var line = Array(repeating: Character("─"), count: layout.columns)
    var below = CellCanvas(columns: width, rows: 1)
    for label in labels {
      line[label.column] = "┬"
      below.write(StyledText(label.text, .aside), row: 0, column: label.start)
    }
    let start = StyledText(String(repeating: " ", count: layout.fieldStart - 1))
    let axis = start + StyledText("└" + String(line), .aside)
    let name = StyledText(x.name, .code).cut(to: width - 2)
    if layout.isNameBehindAxis {
      let end = name.width > 0 ? StyledText(" ") + name : name
      return [axis + end, below.line(0)]
    }
    let end = max(layout.fieldStart + layout.columns, name.width + 2)
    return [axis, below.line(0), name.paddedLeft(to: end)]
  }

  private struct Label {
    var text: String
    var column: Int
    var start: Int
  }

  /// As many labels as stand apart, each centred below its tick.
  private func xLabels(_ layout: Layout, width: Int) -> [Label] {
    var best: [Label] = []
    for count in [5, 4, 3, 2, 1] {
      let ticks = layout.x.ticks(atMost: count)
      var labels: [Label] = []
      for tick in ticks {
        let text = format(tick)
        guard let fraction = layout.x.fraction(of: tick), text.cellWidth <= width - 2 else {
          continue
        }
        let column = column(at: fraction, in: layout)
        let centred = layout.fieldStart + column - text.cellWidth / 2
        let start = max(2, min(centred, width - text.cellWidth))
        if let last = labels.last, start < last.start + last.text.cellWidth + 2 { continue }
        labels.append(Label(text: text, column: column, start: start))
      }
      if labels.count == ticks.count, !ticks.isEmpty { return labels }
      if labels.count > best.count { best = labels }
    }
    return best
  }
}

extension Plot.Slope {
  /// Where a step along the line ends.
  func tip(of step: Step) -> Plot.Point {
    Plot.Point(x: point.x + step.run, y: point.y + slope * step.run)
  }
}
