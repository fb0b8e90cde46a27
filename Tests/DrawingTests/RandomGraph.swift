import Drawing

/// A small graph made from a seed, always the same.
struct RandomGraph {
  private(set) var nodes: [GraphDiagram.Node] = []
  private(set) var edges: [(from: String, to: String)] = []

  /// - Parameters:
  ///   - tail: How many characters a text may have beyond the node's name.
  ///   - alphabet: What these are.
  init(seed: UInt64, tail: Int, alphabet: [Character] = Array("abcdefgh")) {
    var generator = SeededGenerator(state: seed)
    let count = Int.random(in: 2...12, using: &generator)
    // Each graph has its own habits: many leaves, long chains, fan-outs or skips.
    let leafShare = Int.random(in: 1...5, using: &generator)
    let reach = Int.random(in: 1...12, using: &generator)
    let hub = Int.random(in: 0...8, using: &generator)
    let mostOperands = Int.random(in: 1...3, using: &generator)
    let labels = Int.random(in: 0...3, using: &generator)
    for index in 0..<count {
      let number = index < 10 ? "0\(index)" : "\(index)"
      let text = String(
        (0..<Int.random(in: 0...tail, using: &generator)).compactMap { _ in
          alphabet.randomElement(using: &generator)
        })
      nodes.append(
        GraphDiagram.Node(
          id: "n\(number)", text: "n\(number):\(text)",
          value: labels & 1 == 0 || index == 1 ? "" : "v\(number)" + text,
          gradient: labels & 2 == 0 || index == 2 ? "" : "g\(number)",
          isMarked: index == count / 2))
      let isLeaf = index == 0 || Int.random(in: 0..<10, using: &generator) < leafShare
      guard !isLeaf else { continue }
      for _ in 0..<Int.random(in: 1...mostOperands, using: &generator) {
        let isToHub = hub < index && Int.random(in: 0..<4, using: &generator) == 0
        let near = Int.random(in: max(0, index - reach)..<index, using: &generator)
        edges.append((from: nodes[isToHub ? hub : near].id, to: nodes[index].id))
      }
    }
  }

  var diagram: GraphDiagram { GraphDiagram(nodes: nodes, edges: edges) }

  var edgeSet: Set<[String]> { Set(edges.map { [$0.from, $0.to] }) }
}

/// Source: Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators* (2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
