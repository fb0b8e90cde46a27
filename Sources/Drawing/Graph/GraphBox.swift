/// What stands in a column of a graph.
enum GraphBox {
  case node(GraphDiagram.Node)
  /// A wire that goes on from another strip.
  case name(String)
  case wire

  /// How many cells it takes without its labels.
  func boxWidth(_ style: GraphStrip.Style) -> Int {
    switch self {
    case .node(let node): 2 + Self.cut(node.text, to: style.text).width
    case .name(let name): name.cellWidth + 1
    case .wire: 0
    }
  }

  /// How many cells it takes with its labels.
  func width(_ style: GraphStrip.Style) -> Int {
    guard case .node(let node) = self else { return boxWidth(style) }
    return [node.value, node.gradient].reduce(boxWidth(style)) {
      max($0, Self.cut($1, to: style.label).width)
    }
  }

  /// Draws it with its labels, which end where the box ends or else lie over the wire.
  func draw(
    at place: (row: Int, column: Int), style: GraphStrip.Style, on canvas: inout WireCanvas
  ) {
    switch self {
    case .wire: break
    case .name(let name):
      let text = StyledText(name, .code) + StyledText(" ")
      canvas.write(text, row: place.row, column: place.column)
    case .node(let node):
      let frame = node.isMarked ? (open: "▸", close: "◂") : (open: "[", close: "]")
      let role = node.isMarked ? StyledText.Role.strong : .aside
      let text = Self.cut(node.text, to: style.text, node.isMarked ? .strong : .code)
      let box = StyledText(frame.open, role) + text + StyledText(frame.close, role)
      canvas.write(box, row: place.row, column: place.column)
      let labels = [(node.value, StyledText.Role.value, -1), (node.gradient, .gradient, 1)]
      for (label, role, offset) in labels where !label.isEmpty {
        let shown = Self.cut(label, to: style.label, role)
        let column = place.column + max(0, box.width - shown.width)
        canvas.write(shown, row: place.row + offset, column: column)
      }
    }
  }

  private static func cut(
    _ text: String, to width: Int, _ role: StyledText.Role = .plain
  ) -> StyledText {
    StyledText(text, role).cut(to: width)
  }
}
