import Autodiff

/// What a picture of an explanation shows, whatever draws it.
struct GraphPicture: Sendable {
  /// How a node is told from the others.
  enum Form: Sendable {
    case input, constant, result
    /// A result whose slope holds only by convention.
    case corner
  }

  struct Node: Sendable {
    let form: Form
    /// The name or text, then the value.
    let lines: [String]
    /// Nil where no gradient arrives.
    let gradient: String?
  }

  /// From an operand to a result, by their places among the nodes.
  struct Arrow: Sendable {
    let tail, head: Int
    /// The local derivative; nil where no gradient passes.
    let label: String?
  }

  private(set) var nodes: [Node] = []
  private(set) var arrows: [Arrow] = []

  /// The seeds' colours, dark enough to be read on white.
  static let gradientColour = "mediumvioletred"
  static let localColour = "mediumblue"

  /// What the two kinds of numbers beside a value are.
  static let legend = [
    "gradient (pink): the slope of the output by this node",
    "local (blue): the slope of a node by its operand",
  ]

  /// How many entries of a list are told, and how many characters of a text.
  private static let (mostEntries, mostCharacters) = (4, 60)

  init(_ explanation: Explanation) {
    let graph = explanation.trace.model.graph
    let used = Self.nodes(under: explanation.output, of: graph)
    let places = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    var handOvers: [NodeID: [Int: BackwardPass.Edge]] = [:]
    for edge in explanation.pass.edges {
      handOvers[edge.result, default: [:]][edge.position] = edge
    }
    for (head, node) in used.enumerated() {
      let edges = handOvers[node] ?? [:]
      nodes.append(
        Self.node(node, of: explanation, isCorner: edges.values.contains(where: \.isCorner)))
      for (position, operand) in graph.shownOperands(of: node).enumerated() {
        guard let tail = places[operand] else { continue }
        arrows.append(Arrow(tail: tail, head: head, label: edges[position].map(Self.local)))
      }
    }
  }

  /// The nodes that `output` is made of, operands first.
  private static func nodes(under output: NodeID, of graph: Graph) -> [NodeID] {
    var used: Set = [output]
    for node in graph.nodeIDs.reversed() where used.contains(node) {
      used.formUnion(graph.shownOperands(of: node))
    }
    return used.sorted()
  }

  private static func node(
    _ node: NodeID, of explanation: Explanation, isCorner: Bool
  ) -> Node {
    let model = explanation.trace.model
    let label = model.label(of: node)
    let name = shortened(label.isEmpty ? explanation.outputText : label)
    let value = NumberText.rounded(explanation.trace.forward.tensor(of: node), most: mostEntries)
    var lines = name == value ? [name] : [name, "= " + value]
    let form: Form =
      switch model.graph.kind(of: node) {
      case .leaf: .input
      case .constant: .constant
      case .result: isCorner ? .corner : .result
      }
    if form == .corner { lines.append("on a corner") }
    guard form == .input || explanation.pass.reaches(node) else {
      return Node(form: form, lines: lines, gradient: nil)
    }
    let gradient = NumberText.rounded(explanation.pass.gradient(of: node), most: mostEntries)
    return Node(form: form, lines: lines, gradient: "gradient " + gradient)
  }

  private static func local(_ edge: BackwardPass.Edge) -> String {
    switch edge.localDerivative {
    case .entries(let slopes): "local " + NumberText.rounded(slopes, most: mostEntries)
    case .pullback(let words): words
    }
  }

  private static func shortened(_ text: String) -> String {
    text.count > mostCharacters ? text.prefix(mostCharacters - 1) + "…" : text
  }

  /// A character as a picture may hold it: XML has no place for control characters.
  static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
  }
}

extension Graph {
  /// The operands without the number of an index, which the label of its result tells.
  fileprivate func shownOperands(of node: NodeID) -> [NodeID] {
    if case .result(.index, let operands) = kind(of: node) { return [operands[0]] }
    return operands(of: node)
  }
}
