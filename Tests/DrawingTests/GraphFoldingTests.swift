import Drawing
import Testing

private typealias Node = GraphDiagram.Node

@Suite struct GraphFoldingTests {
  /// A node that is made from the one before and the one at half its place.
  private func ladder(_ count: Int) -> GraphDiagram {
    GraphDiagram(
      nodes: (0..<count).map { Node(id: "v\($0)", text: "v\($0)") },
      edges: (2..<count).flatMap {
        [(from: "v\($0 - 1)", to: "v\($0)"), (from: "v\($0 / 2)", to: "v\($0)")]
      })
  }

  private func text(_ lines: [StyledText]) -> String {
    lines.map(\.plainText).joined(separator: "\n")
  }

  @Test func `up to 12 nodes are drawn, of 13 there are 11 and a box for the rest`() {
    let whole = text(ladder(12).lines(width: 120))
    #expect((0..<12).allSatisfy { whole.contains("[v\($0)]") } && !whole.contains("more"))
    let folded = text(ladder(13).lines(width: 120))
    #expect(folded.contains("[2 more]"))
    #expect(folded.hasSuffix("\n\n  (13 nodes: the 11 nearest to v12 are drawn)"))
  }

  @Test func `the nodes nearest to the last one stay, and their wires`() throws {
    let lines = ladder(100).lines(width: 120)
    // By hand: 99; 98 49; 97 48 24; 96 95 47 23, and 12 of the level after.
    let kept = [12, 23, 24, 47, 48, 49, 95, 96, 97, 98, 99]
    let nodes = kept.map { Node(id: "v\($0)", text: "v\($0)") }
    let rest = Node(id: "89 more", text: "89 more")
    var edges: Set<[String]> = []
    for node in kept {
      for operand in [node - 1, node / 2] {
        edges.insert([kept.contains(operand) ? "v\(operand)" : rest.id, "v\(node)"])
      }
    }
    let tracer = try GraphTracer(Array(lines.dropLast(2)), nodes: [rest] + nodes)
    #expect(try tracer.edges() == edges)
  }

  @Test func `a folded graph says so first and names operands that are not drawn`() {
    let sentences = ladder(100).sentences.map(\.plainText)
    #expect(sentences.count == 12)
    #expect(sentences[0] == "The graph has 100 nodes; these are the 11 nearest to v99.")
    #expect(sentences[1] == "v12 is made from v11 and v6.")
  }

  @Test func `what doesn't lead to the last node is farthest from it`() {
    let nodes = (0..<20).map { Node(id: "v\($0)", text: "v\($0)") }
    let picture = text(
      GraphDiagram(nodes: nodes, edges: [(from: "v0", to: "v19")]).lines(width: 80))
    #expect(picture.contains("[v19]") && picture.contains("[v18]"))
    #expect(picture.contains("[9 more]") && !picture.contains("[v9]") && picture.contains("[v0]"))
  }

  @Test(arguments: [20, 27, 40, 61])
  func `long texts are cut, so that no line is too wide`(width: Int) {
    let long = String(repeating: "長い名前", count: 50)
    for count in [1, 5, 12, 30] {
      let nodes = (0..<count).map {
        Node(
          id: long + "\($0)", text: long, value: String(repeating: "8", count: 200), gradient: long)
      }
      for reach in [1, 11] {
        let edges = (0..<count).flatMap { index in
          (max(0, index - reach)..<index).map { (from: nodes[$0].id, to: nodes[index].id) }
        }
        let lines = GraphDiagram(nodes: nodes, edges: edges).lines(width: width)
        let boxes = text(lines).split(separator: "[").count - 1
        #expect(boxes == min(count, 12))
        #expect(lines.allSatisfy { $0.width <= width })
      }
    }
  }

  @Test func `on a page that is too narrow lines are cut`() {
    #expect(ladder(30).lines(width: 8).allSatisfy { $0.width <= 8 })
  }

  @Test func `at width 40 two layers stand side by side, whatever their texts`() {
    let nodes = (0..<6).map {
      Node(id: "name\($0)", text: String(repeating: "long ", count: 40))
    }
    let edges = (1..<6).map { (from: "name\($0 - 1)", to: "name\($0)") }
    let lines = GraphDiagram(nodes: nodes, edges: edges).lines(width: 40)
    #expect(lines.filter { $0.width > 0 }.count == 3)
  }

  @Test func `names that are alike when cut stay apart at continuations`() {
    let long = String(repeating: "w", count: 30)
    let nodes = (0..<8).map { Node(id: long + "\($0)", text: "\($0)") }
    let edges = (1..<8).flatMap { index in
      (max(0, index - 3)..<index).map { (from: nodes[$0].id, to: nodes[index].id) }
    }
    let names = GraphDiagram(nodes: nodes, edges: edges).lines(width: 20)
      .compactMap { $0.plainText.split(separator: "▸ ").dropFirst().last }
    #expect(names.count > 3 && Set(names).count == names.count)
  }
}
