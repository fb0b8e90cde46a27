/// A few layers of a graph that stand side by side, ready to be drawn.
struct GraphStrip {
  /// How texts are cut and wires spaced.
  struct Style {
    /// How many cells of a node's text are shown.
    var text: Int
    /// Whether everything stands as close together as it can.
    var isTight: Bool

    /// Numbers are cut later than texts.
    var label: Int { text + 4 }
    var lead: Int { isTight ? 1 : 2 }
    var pitch: Int { isTight ? 1 : 2 }
    var straight: Int { isTight ? 2 : 4 }
  }

  private let routing: GraphRouting
  private let outline: GraphOutline
  private let names: [String]
  private let style: Style
  /// Where each column starts; one more for what stands behind the last.
  private var starts: [Int] = []

  /// How many cells it is wide.
  private(set) var width = 0

  /// - Parameter names: What each drawn node is called where its wire goes on elsewhere.
  init(_ routing: GraphRouting, of outline: GraphOutline, names: [String], style: Style) {
    self.routing = routing
    self.outline = outline
    self.names = names
    self.style = style
    measure()
  }

  private var graph: GraphColumns { routing.graph }
  private var channels: [GraphChannel] { routing.channels }

  private mutating func measure() {
    var column = 0
    for index in graph.columns.indices {
      starts.append(column)
      column += graph.columns[index].map { box(of: $0).width(style) }.max() ?? 0
      if index < channels.count { column += width(of: channels[index]) }
    }
    starts.append(column)
    let ends = graph.ongoing.map { 3 + names[graph.items[$0].source].cellWidth }
    width = column + (ends.max() ?? 0)
  }

  private func width(of channel: GraphChannel) -> Int {
    if channel.trackCount == 0, !channel.hasCollectors { return style.straight }
    return collectorOffset(in: channel) + (channel.hasCollectors ? 2 : 1)
  }

  private func collectorOffset(in channel: GraphChannel) -> Int {
    let tracks = channel.trackCount
    guard channel.hasCollectors else { return style.lead + (tracks - 1) * style.pitch + 1 }
    return style.lead + tracks * style.pitch
  }

  private func box(of item: Int) -> GraphBox {
    let source = graph.items[item].source
    return switch graph.items[item].kind {
    case .passingWire: .wire
    case .name: .name(names[source])
    case .node: .node(outline.drawn[source])
    }
  }

  /// The lines, from the first row with something on it to the last.
  func lines(indent: Int) -> [StyledText] {
    var canvas = WireCanvas(rows: routing.height, columns: width)
    for column in graph.columns.indices {
      for item in graph.columns[column] { draw(item, in: column, on: &canvas) }
      if column < channels.count { draw(channels[column], after: column, on: &canvas) }
    }
    return canvas.lines(indent: indent)
  }

  private func draw(_ item: Int, in column: Int, on canvas: inout WireCanvas) {
    let row = routing.rows[item]
    let box = box(of: item)
    box.draw(at: (row, starts[column]), style: style, on: &canvas)
    let source = graph.items[item].source
    let wire = starts[column] + max(0, box.boxWidth(style) - 1)
    if graph.ongoing.contains(item) {
      let end = starts[column + 1] + 1
      canvas.drawAcross(row: row, from: wire, to: end, carrying: source)
      let arrow = StyledText("▸ ", .aside) + StyledText(names[source], .code)
      canvas.write(arrow, row: row, column: end)
    } else if !graph.items[item].users.isEmpty {
      let end = starts[column + 1] - width(of: channels[column])
      canvas.drawAcross(row: row, from: wire, to: end, carrying: source)
    }
  }

  private func draw(_ channel: GraphChannel, after column: Int, on canvas: inout WireCanvas) {
    let items = graph.sources(of: column)
    let end = starts[column + 1]
    let start = end - width(of: channel)
    // Where there is no collector, the pins lead right to the boxes.
    let collector = channel.hasCollectors ? start + collectorOffset(in: channel) : end
    let turns = channel.tracks.map { $0.map { start + style.lead + $0 * style.pitch } }
    for (index, turn) in turns.enumerated() {
      guard let turn else { continue }
      let source = graph.items[items[index]].source
      let row = channel.sourceRows[index]
      canvas.drawAcross(row: row, from: start, to: turn, carrying: source)
      canvas.drawAlong(column: turn, rows: channel.span(of: index), carrying: source)
    }
    for pin in channel.pins {
      let source = graph.items[items[pin.source]].source
      let turn = turns[pin.source] ?? start
      canvas.drawAcross(row: pin.row, from: turn, to: collector, carrying: source)
    }
    for (index, target) in channel.targets.enumerated() where channel.hasCollectors {
      let rows = channel.collectorSpan(of: index)
      canvas.drawAlong(column: collector, rows: rows, carrying: nil)
      canvas.drawAcross(row: target.row, from: collector, to: end, carrying: nil)
    }
  }
}
