import Drawing
import Testing

private typealias Node = GraphDiagram.Node

@Suite struct GraphPictureTests {
  private static let pipeline = GraphDiagram(
    nodes: [
      Node(id: "x", text: "x", value: "3", gradient: "20"),
      Node(id: "y", text: "y", value: "2", gradient: "30"),
      Node(id: "z", text: "z", value: "-1", gradient: "10"),
      Node(id: "a", text: "a: *", value: "6", gradient: "10"),
      Node(id: "b", text: "b: +", value: "5", gradient: "10", isMarked: true),
      Node(id: "c", text: "c: ^2", value: "25", gradient: "1"),
    ],
    edges: edges("x>a y>a a>b z>b b>c"))

  private static func edges(_ text: String) -> [(from: String, to: String)] {
    text.split(separator: " ").map { edge in
      let ends = edge.split(separator: ">")
      return (from: String(ends[0]), to: String(ends[1]))
    }
  }

  private func bare(_ texts: [String], _ edges: String) -> GraphDiagram {
    let nodes = texts.map { text in
      Node(id: String(text.prefix { $0 != ":" }), text: text)
    }
    return GraphDiagram(nodes: nodes, edges: Self.edges(edges))
  }

  private func drawn(_ diagram: GraphDiagram, width: Int) -> String {
    diagram.lines(width: width).map(\.plainText).joined(separator: "\n")
  }

  private func chain(_ count: Int) -> GraphDiagram {
    bare(
      (1...count).map { "n\($0)" },
      (1..<count).map { "n\($0)>n\($0 + 1)" }.joined(separator: " "))
  }

  @Test func `a pipeline shows values above and gradients below its wires`() {
    #expect(
      drawn(Self.pipeline, width: 80) == """
            3
          [x]──┐
           20  │      6
               ├─[a: *]──┐
            2  │     10  │      5         25
          [y]──┘         ├─▸b: +◂────[c: ^2]
           30     -1     │     10          1
                 [z]─────┘
                  10
        """)
  }

  @Test func `what doesn't fit goes on below under its name`() {
    #expect(
      drawn(Self.pipeline, width: 30) == """
            3
          [x]──┐
           20  │      6
               ├─[a: *]──┐
            2  │     10  │      5
          [y]──┘         ├─▸b: +◂─▸ b
           30     -1     │     10
                 [z]─────┘
                  10

                     25
          b ────[c: ^2]
                      1
        """)
  }

  @Test func `a fork and its merger form a diamond`() {
    let diamond = bare(["x", "u: sin", "v: cos", "y: +"], "x>u x>v u>y v>y")
    #expect(
      drawn(diamond, width: 80) == """
          [x]──┬─[u: sin]──┐
               │           ├─[y: +]
               └─[v: cos]──┘
        """)
  }

  @Test func `a chain is one straight wire, or several`() {
    #expect(
      drawn(chain(12), width: 80) == """
          [n1]──[n2]──[n3]──[n4]──[n5]──[n6]──[n7]──[n8]──[n9]──[n10]──[n11]──[n12]
        """)
    #expect(
      drawn(chain(12), width: 40) == """
          [n1]────[n2]────[n3]────[n4]─▸ n4

          n4 ────[n5]────[n6]────[n7]─▸ n7

          n7 ──[n8]──[n9]──[n10]──[n11]──[n12]
        """)
  }

  @Test func `a node used twice by the same result has one wire, and a skip passes below`() {
    let skip = bare(["x", "a: x*x", "b: tanh", "c: +"], "x>a x>a a>b b>c x>c")
    #expect(
      drawn(skip, width: 80) == """
          [x]──┬─[a: x*x]────[b: tanh]──┐
               │                        ├─[c: +]
               └────────────────────────┘
        """)
  }

  @Test func `crossings differ from connections`() {
    let layer = bare(["x", "y", "u: +", "v: *", "w: +"], "x>u x>v y>u y>v x>w y>w")
    #expect(
      drawn(layer, width: 80) == """
          [x]──┬───┐
               │   ├─[u: +]
               │ ┌─┘
               │ │
               ├─┼─┐
               │ │ ├─[v: *]
               │ ├─┘
               │ │
               └─┼─┐
                 │ ├─[w: +]
          [y]────┴─┘
        """)
  }

  @Test func `a passing wire keeps a line away from labels`() {
    let skip = GraphDiagram(
      nodes: [
        Node(id: "x", text: "x", value: "3", gradient: "20"),
        Node(id: "a", text: "a: sin", value: "0.1411", gradient: "-0.989992"),
        Node(id: "b", text: "b: +", value: "3.1411", gradient: "1"),
      ],
      edges: Self.edges("x>a a>b x>b"))
    #expect(
      drawn(skip, width: 80) == """
            3      0.1411
          [x]──┬─[a: sin]───┐ 3.1411
           20  │ -0.989992  ├─[b: +]
               │            │      1
               └────────────┘
        """)
  }

  @Test func `parts have their roles`() {
    let spans = Self.pipeline.lines(width: 80).flatMap(\.spans)
    func role(of text: String) -> [StyledText.Role] {
      spans.filter { $0.text == text }.map(\.role)
    }
    #expect(role(of: "c: ^2") == [.code])
    #expect(role(of: "▸b: +◂") == [.strong])
    #expect(role(of: "25") == [.value])
    #expect(role(of: "30") == [.gradient])
    #expect(spans.filter { $0.text.contains("─") }.allSatisfy { $0.role == .aside })
  }

  @Test func `sentences tell each node in order`() {
    #expect(
      Self.pipeline.sentences.map(\.plainText) == [
        "x is an input; value 3, gradient 20.",
        "y is an input; value 2, gradient 30.",
        "z is an input; value -1, gradient 10.",
        "a is made from x and y; value 6, gradient 10.",
        "Now at b: it is made from a and z; value 5, gradient 10.",
        "c is made from b; value 25, gradient 1.",
      ])
    let three = GraphDiagram(
      nodes: [
        Node(id: "a", text: "a"), Node(id: "b", text: "b", gradient: "7"),
        Node(id: "c", text: "c"), Node(id: "s", text: "s: +", value: "1"),
        Node(id: "t", text: "t", making: "log(s)", value: "0"),
      ],
      edges: Self.edges("a>s b>s c>s a>s s>t"))
    #expect(
      three.sentences.map(\.plainText) == [
        "a is an input.", "b is an input; gradient 7.", "c is an input.",
        "s is made from a, b and c; value 1.", "t is log(s); value 0.",
      ])
  }

  @Test func `nothing is drawn of nothing`() {
    let empty = GraphDiagram(nodes: [], edges: [])
    #expect(empty.lines(width: 80).isEmpty && empty.sentences.isEmpty)
  }
}
