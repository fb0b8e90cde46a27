import Drawing
import Testing

@Suite struct GraphDiagramTests {
  // A thousand graphs, a third of them at each width.
  @Test(arguments: zip([40, 80, 120], 0...2))
  func `the wires as drawn lead from and to exactly what the edges say`(
    width: Int, first: Int
  ) throws {
    for seed in stride(from: first, to: 1000, by: 3) {
      let graph = RandomGraph(seed: UInt64(seed), tail: width == 40 ? 2 : 6)
      let lines = graph.diagram.lines(width: width)
      try expect(graph, as: lines, "seed \(seed)")
      #expect(lines.allSatisfy { $0.width <= width }, "seed \(seed)")
      #expect(lines == graph.diagram.lines(width: width), "seed \(seed)")
    }
  }

  @Test func `wide characters keep their cells`() throws {
    for seed in 0..<200 {
      let graph = RandomGraph(seed: UInt64(seed), tail: 4, alphabet: Array("日本語é🙂"))
      let lines = graph.diagram.lines(width: 80)
      try expect(graph, as: lines, "seed \(seed)")
      #expect(lines.allSatisfy { $0.width <= 80 }, "seed \(seed)")
    }
  }

  private func expect(_ graph: RandomGraph, as lines: [StyledText], _ comment: Comment) throws {
    do {
      let tracer = try GraphTracer(lines, nodes: graph.nodes)
      try tracer.checkLabels(of: graph.nodes)
      let edges = try tracer.edges()
      #expect(edges == graph.edgeSet, comment)
    } catch {
      let picture = lines.map(\.plainText).joined(separator: "\n")
      Issue.record("\(comment): \(error)\n\(picture)")
    }
  }
}
