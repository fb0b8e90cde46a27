/// A computation graph from left to right: values above the wires, gradients below them.
///
///       3
///     [x]──┐
///      20  │      6
///          ├─[a: *]────[b: ^2]
///       2  │     10
///     [y]──┘
///      30
///
/// Everything flows to the right and every wire carries one value: ┼ is a crossing without a
/// connection, ● a connection in all four directions.
public struct GraphDiagram: Diagram {
  /// A box with one wire out of it.
  public struct Node: Sendable {
    /// Its unique name, also where its wire is broken off and taken up again.
    public var id: String
    /// What stands in the box, as `x` or `h: tanh`.
    public var text: String
    /// How it is made, for sentences, as `x * y`; its operands are named if it is empty.
    public var making: String
    /// What stands above the wire; empty for nothing.
    public var value: String
    /// What stands below the wire; empty for nothing.
    public var gradient: String
    /// Whether it is the one a film is at; drawn `▸x◂` instead of `[x]`.
    public var isMarked: Bool

    /// Makes a node.
    public init(
      id: String, text: String, making: String = "", value: String = "", gradient: String = "",
      isMarked: Bool = false
    ) {
      self.id = id
      self.text = text
      self.making = making
      self.value = value
      self.gradient = gradient
      self.isMarked = isMarked
    }
  }

  private let outline: GraphOutline

  /// Makes a diagram; of more than 12 nodes, the 11 nearest to the last one stand beside one box
  /// for what the others feed into them.
  ///
  /// - Parameters:
  ///   - nodes: Operands first.
  ///   - edges: From operands to results, by id; an edge given twice counts once.
  /// - Complexity: O(*n* + *m*) for *n* nodes and *m* edges, apart from sorting one level.
  public init(nodes: [Node], edges: [(from: String, to: String)]) {
    outline = GraphOutline(nodes: nodes, edges: edges)
  }

  /// The drawing, in lines of at most `width` cells, indented by two.
  ///
  /// - Parameter width: At least 20. What doesn't fit goes on below, `─▸ x` as `x ─`.
  public func lines(width: Int) -> [StyledText] {
    GraphStrips(of: outline, width: width).lines + noteLines(width: width)
  }

  /// One sentence a node that is drawn, in order; for a folded graph, first one that says so.
  public var sentences: [StyledText] {
    let told = outline.drawn.indices.filter { $0 != outline.rest }.map(sentence)
    guard let last = outline.drawn.last, outline.rest != nil else { return told }
    let count = outline.drawn.count - 1
    let note =
      StyledText("The graph has \(outline.total) nodes; these are the \(count) nearest to ")
      + StyledText(last.id, .code) + StyledText(".")
    return [note] + told
  }

  private func noteLines(width: Int) -> [StyledText] {
    guard let last = outline.drawn.last, outline.rest != nil else { return [] }
    let name = StyledText(last.id).cut(to: 24).plainText
    let note =
      "(\(outline.total) nodes: the \(outline.drawn.count - 1) nearest to \(name) are drawn)"
    let indent = StyledText("  ")
    return [StyledText()] + StyledText(note, .aside).wrapped(to: width, first: indent)
  }

  private func sentence(for index: Int) -> StyledText {
    let node = outline.drawn[index]
    var sentence =
      node.isMarked
      ? StyledText("Now at ") + StyledText(node.id, .code) + StyledText(": it is ")
      : StyledText(node.id, .code) + StyledText(" is ")
    sentence += node.making.isEmpty ? origin(of: index) : StyledText(node.making, .code)
    if !node.value.isEmpty {
      sentence += StyledText("; value ") + StyledText(node.value, .value)
    }
    if !node.gradient.isEmpty {
      sentence += StyledText(node.value.isEmpty ? "; gradient " : ", gradient ")
      sentence += StyledText(node.gradient, .gradient)
    }
    return sentence + StyledText(".")
  }

  /// Names the operands, also those that are not drawn, but not more than anyone would listen to.
  private func origin(of index: Int) -> StyledText {
    let names = outline.operandNames[index]
    guard !names.isEmpty else { return StyledText("an input") }
    let most = 12
    var parts = names.prefix(most).map { StyledText($0, .code) }
    if names.count > most { parts.append(StyledText("\(names.count - most) more")) }
    return parts.indices.reduce(into: StyledText("made from ")) { text, part in
      if part > 0 { text += StyledText(part == parts.count - 1 ? " and " : ", ") }
      text += parts[part]
    }
  }
}
