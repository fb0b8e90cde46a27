import Testing

@testable import ModelLanguage

private func picture(_ text: String) throws -> String {
  try MermaidGraph(Explanation(text)).text
}

@Suite struct MermaidGraphTests {
  @Test func `a flowchart has a line for each node and each arrow`() throws {
    #expect(
      try picture("x = 3; y = relu(x - 3)*x") == """
        flowchart LR
          %% gradient (pink): the slope of the output by this node
          %% local (blue): the slope of a node by its operand
          n0(["x<br/>= 3<br/><font color='mediumvioletred'>gradient 0</font>"])
          n1["3"]
          n2["x - 3<br/>= 0<br/><font color='mediumvioletred'>gradient 0</font>"]
          n3{{"relu(x - 3)<br/>= 0<br/>on a corner<br/><font color='mediumvioletred'>gradient 3</font>"}}
          n4["y<br/>= 0<br/><font color='mediumvioletred'>gradient 1</font>"]
          n0 -->|"<font color='mediumblue'>local 1</font>"| n2
          n1 -.-> n2
          n2 -->|"<font color='mediumblue'>local 0</font>"| n3
          n3 -->|"<font color='mediumblue'>local 3</font>"| n4
          n0 -->|"<font color='mediumblue'>local 0</font>"| n4
          style n1 stroke-dasharray: 4

        """)
  }

  @Test(arguments: [
    (#"say "a\b""#, "say #quot;a#92;b#quot;"),
    ("two\nlines", "two<br/>lines"),
    ("a & b < c > d", "a #amp; b #lt; c #gt; d"),
    ("#quot;", "#35;quot;"),
    ("`code`", "#96;code#96;"),
    ("v[0] {1} (2) | δ₁ 💡", "v[0] {1} (2) | δ₁ 💡"),  // harmless between quotes
    ("\u{1B}[2J", "\u{FFFD}[2J"),
  ])
  func `a label can't end early and begins no entity`(text: String, escaped: String) {
    #expect(MermaidGraph.escaped(text) == escaped)
  }

  /// Words of Mermaid's own, and names that it could take for marks.
  @Test(arguments: ["end", "style", "classDef", "subgraph", "graph", "o", "x", "δ₁", "__b__"])
  func `every line is a box, an arrow or a style, whatever the names are`(name: String) throws {
    let model = "\(name) = 2; v = [\(name), 1]; y = max(v[-1], 1)*-\(name) + T([[1], [2]])[0][-1]"
    let box = /\ \ n\d+(\(\["[^"]*"\]\)|\["[^"]*"\]|{{"[^"]*"}})/
    let arrow = /\ \ n\d+ (-->\|"[^"]*"\||-\.->) n\d+/
    let style = /\ \ style n\d+ stroke-dasharray: 4/
    let comment = /\ \ %% .*/
    for line in try picture(model).split(separator: "\n").dropFirst() {
      let isKnown =
        line.wholeMatch(of: box) != nil || line.wholeMatch(of: arrow) != nil
        || line.wholeMatch(of: style) != nil || line.wholeMatch(of: comment) != nil
      #expect(isKnown, "\(line)")
      // With both Mermaid would take what follows for a colour.
      #expect(!line.contains("#") || !line.contains(":"), "\(line)")
    }
  }

  @Test func `both pictures show the same nodes and arrows`() throws {
    let text = "x = 2; w = [1, x]; y = sum(softmax(w)*[3, 4]) + stop(x)^2"
    let document = try DOTDocument(DOTGraph(Explanation(text)).text)
    let lines = try picture(text).split(separator: "\n")
    #expect(lines.count { $0.contains("-->") || $0.contains("-.->") } == document.arrows.count)
    #expect(lines.count { $0.wholeMatch(of: /\ \ n\d+[(\[{].*/) != nil } == document.nodes.count)
  }
}
