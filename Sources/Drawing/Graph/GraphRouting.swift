/// Where the items and wires of a strip lie, whatever is written in the boxes.
struct GraphRouting {
  let graph: GraphColumns
  /// The row of every item.
  let rows: [Int]
  /// How many rows there are.
  let height: Int
  /// The wires behind each column but the last.
  let channels: [GraphChannel]

  init(_ graph: GraphColumns, of outline: GraphOutline) {
    self.graph = graph
    let reaches = Self.reaches(graph, outline)
    // Far enough apart, there is a free row for every pin.
    var spread = 0
    while true {
      let placed = GraphRows(for: graph, reaches: reaches, spread: spread)
      if let channels = Self.channels(in: graph, placed: placed) {
        (rows, height) = (placed.rows, placed.height)
        self.channels = channels
        return
      }
      spread += 1
    }
  }

  private static func reaches(
    _ graph: GraphColumns, _ outline: GraphOutline
  ) -> [GraphRows.Reach] {
    let hasValues = outline.drawn.contains { !$0.value.isEmpty }
    let hasGradients = outline.drawn.contains { !$0.gradient.isEmpty }
    return graph.items.map { item in
      guard item.kind == .node else { return GraphRows.Reach() }
      let pins = item.operands.count / 2
      return GraphRows.Reach(
        above: max(hasValues ? 1 : 0, pins), below: max(hasGradients ? 1 : 0, pins),
        hasLabels: hasValues || hasGradients)
    }
  }

  private static func channels(in graph: GraphColumns, placed: GraphRows) -> [GraphChannel]? {
    var channels: [GraphChannel] = []
    for column in graph.columns.indices.dropLast() {
      let sources = graph.sources(of: column)
      let targets = graph.targets(after: column).map { item in
        GraphChannel.Target(
          row: placed.rows[item],
          sources: graph.items[item].operands.compactMap { sources.firstIndex(of: $0) })
      }
      let rows = sources.map { placed.rows[$0] }
      guard let channel = GraphChannel(from: rows, to: targets, height: placed.height) else {
        return nil
      }
      channels.append(channel)
    }
    return channels
  }
}
