/// A graph in strips below one another, each as many layers as fit.
struct GraphStrips {
  /// All lines, with a blank one between two strips.
  private(set) var lines: [StyledText] = []

  private let outline: GraphOutline
  private let names: [String]
  private let width: Int
  private let styles: [GraphStrip.Style]

  private static let indent = 2
  /// Of a text there must be left at least this much, or layers are drawn alone.
  private static let readable = 3

  /// - Parameter width: How many cells a line may have; at least 20.
  init(of outline: GraphOutline, width: Int) {
    self.outline = outline
    self.width = width
    names = Self.names(of: outline, width: min(16, max(3, (width - Self.indent) / 5)))
    let widest = max(5, width / 4)
    let cuts = [widest] + [24, 20, 16, 13, 11, 9, 7, 5, 4, 3, 2, 1].filter { $0 < widest }
    styles = cuts.flatMap { cut in
      [false, true].map { GraphStrip.Style(text: cut, isTight: $0) }
    }

    var layers = outline.layers
    var drawn: Set<Int> = []
    while !layers.isEmpty {
      let (strip, nodes) = next(layers, after: drawn)
      if !lines.isEmpty { lines.append(StyledText()) }
      lines += strip.lines(indent: Self.indent).map { $0.cut(to: width) }
      drawn.formUnion(nodes)
      layers = layers.map { $0.filter { !drawn.contains($0) } }.filter { !$0.isEmpty }
    }
  }

  /// The best strip to start with, and the nodes in it.
  ///
  /// All at once if that needs no cuts; else texts are cut rather than layers drawn alone, and only
  /// where nothing else fits, a layer's nodes stand below one another. What is too wide even so is
  /// cut at the end of the line.
  private func next(_ layers: [[Int]], after drawn: Set<Int>) -> (GraphStrip, [Int]) {
    var routings: [[[Int]]: GraphRouting] = [:]
    func strip(_ part: [[Int]], _ style: GraphStrip.Style) -> GraphStrip {
      let routing =
        routings[part]
        ?? GraphRouting(GraphColumns(part, of: outline, after: drawn), of: outline)
      routings[part] = routing
      return GraphStrip(routing, of: outline, names: names, style: style)
    }
    let alone = [Array(layers[0].prefix(1))]
    for (part, style) in attempts(layers) {
      // Wires are at least two cells long: spares routing what can't fit.
      guard leastWidth(of: part, style: style) <= width - Self.indent else { continue }
      let strip = strip(part, style)
      if strip.width <= width - Self.indent { return (strip, Array(part.joined())) }
    }
    return (strip(alone, styles[styles.count - 1]), alone[0])
  }

  /// What to try, the best first.
  private func attempts(_ layers: [[Int]]) -> [(part: [[Int]], style: GraphStrip.Style)] {
    let whole = styles.prefix(2).map { (layers, $0) }
    let several = styles.filter { $0.text >= Self.readable }.flatMap { style in
      layers.indices.dropFirst().reversed().map { (Array(layers[...$0]), style) }
    }
    let single = [[layers[0]], [Array(layers[0].prefix(1))]].flatMap { part in
      styles.map { (part, $0) }
    }
    return whole + several + single
  }

  private func leastWidth(of layers: [[Int]], style: GraphStrip.Style) -> Int {
    layers.reduce(-2) { width, layer in
      let boxes = layer.map { GraphBox.node(outline.drawn[$0]).width(style) }
      return width + 2 + (boxes.max() ?? 0)
    }
  }

  /// Different names of at most `width` cells; what is alike after cutting gets a number.
  private static func names(of outline: GraphOutline, width: Int) -> [String] {
    let cut = outline.drawn.map { StyledText($0.id).cut(to: width).plainText }
    var taken = Set(cut)
    return cut.enumerated().map { index, name in
      guard cut.filter({ $0 == name }).count > 1 else { return name }
      let numbered = (1...outline.drawn.count * 2).lazy.map { number in
        let tail = String(number)
        return StyledText(name).cut(to: width - tail.cellWidth).plainText + tail
      }
      let free = numbered.first { !taken.contains($0) } ?? name
      taken.insert(free)
      return free
    }
  }
}
