import Testing

@testable import ModelLanguage

private func picture(_ text: String, of output: String? = nil) throws -> String {
  var request = Explanation.Request()
  request.output = try output.map { try Expr(parsing: $0, as: .program) }
  return try DOTGraph(Explanation(text, request)).text
}

@Suite struct DOTGraphTests {
  @Test func `a picture has a line for each node and each arrow`() throws {
    #expect(
      try picture("x = 3; y = relu(x - 3)*x") == #"""
        digraph model {
          rankdir=LR
          label="gradient (pink): the slope of the output by this node\nlocal (blue): the slope of a node by its operand\nbold: input; dashed: constant, or no gradient; hexagon: corner"
          node [shape=box]
          edge [fontcolor=mediumblue]
          n0 [label=<x<br/>= 3<br/><font color="mediumvioletred">gradient 0</font>>, style="rounded,bold"]
          n1 [label=<3>, style=dashed]
          n2 [label=<x - 3<br/>= 0<br/><font color="mediumvioletred">gradient 0</font>>]
          n3 [label=<relu(x - 3)<br/>= 0<br/>on a corner<br/><font color="mediumvioletred">gradient 3</font>>, shape=hexagon]
          n4 [label=<y<br/>= 0<br/><font color="mediumvioletred">gradient 1</font>>]
          n0 -> n2 [label="local 1"]
          n1 -> n2 [style=dashed]
          n2 -> n3 [label="local 0"]
          n3 -> n4 [label="local 3"]
          n0 -> n4 [label="local 0"]
        }

        """#)
  }

  @Test(arguments: [
    // Nodes that the output is not made of are left out, also when they are leaves.
    ("x = 1; unused = 2; also = unused*x; y = 3*x", nil, ["x", "3", "y"]),
    // A name that is bound again stands for two nodes.
    ("w = 2; w = w*w", nil, ["w", "w"]),
    // An index is told by the label of its entry.
    ("v = [1, 2]; y = v[-1]", nil, ["v", "y"]),
    // An expression that was asked for has no name, but a text.
    ("x = 2", "x*3", ["x", "3", "x * 3"]),
    ("x = 2; y = 3*x", "x", ["x"]),
  ])
  func `the nodes are what the output is made of`(
    text: String, output: String?, labels: [String]
  ) throws {
    #expect(try DOTDocument(picture(text, of: output)).nodes.map(\.firstLine) == labels)
  }

  @Test(arguments: [
    ("x = 2; y = x*x", ["local 2", "local 2"]),
    (
      "v = [1, 2, 3, 4, 5]; y = sum(2*v)",
      [nil, "local [2, 2, 2, 2, …]", "upstream to every entry"]
    ),
    ("x = 1; w = 3; y = stop(x)*w", [nil, nil, "local 1"]),
  ])
  func `an arrow tells the local derivative, or is dashed`(
    text: String, labels: [String?]
  ) throws {
    #expect(try DOTDocument(picture(text)).arrows.map(\.label) == labels)
  }

  @Test func `a leaf that nothing goes back to has the gradient 0, a constant none`() throws {
    let document = try DOTDocument(picture("x = 1; w = 3; y = stop(x)*w + 5"))
    let gradients = document.nodes.map { node in
      node.label.firstRange(of: "gradient ").map { node.label[$0.upperBound...].prefix(1) }
    }
    #expect(gradients == ["0", "1", nil, "1", nil, "1"])  // x, w, stop(x), the product, 5, y
  }

  @Test(arguments: [
    (#"say "a\b""#, #""say \"a\\b\"""#),
    ("two\nlines", #""two\nlines""#),
    ("a & b", #""a &amp; b""#),
    ("δ₁ → 💡", #""δ₁ → 💡""#),
    ("\u{1B}[2J", "\"\u{FFFD}[2J\""),
  ])
  func `a string between quotes can't end early`(text: String, quoted: String) {
    #expect(DOTGraph.quoted(text) == quoted)
  }

  @Test(arguments: [
    (#"<b> & "q" \N"#, "&lt;b&gt; &amp; &quot;q&quot; &#92;N"),
    ("two\nlines", "two<br/>lines"),
    ("δ₁ → 💡", "δ₁ → 💡"),
    ("\u{1B}[2J", "\u{FFFD}[2J"),
  ])
  func `text inside of marks is no mark`(text: String, markup: String) {
    #expect(DOTGraph.markup(text) == markup)
  }

  @Test func `a text that is too long for a box is cut`() throws {
    let sum = Array(repeating: "x", count: 100).joined(separator: " + ")
    let document = try DOTDocument(picture("x = 1", of: sum))
    #expect(
      document.nodes.last?.firstLine
        == "x + x + x + x + x + x + x + x + x + x + x + x + x + x + x +…")
  }

  @Test func `a wide and a deep model are drawn in one go`() throws {
    let chain = (1...20_000).map { "y\($0) = y\($0 - 1) + 1" }.joined(separator: "\n")
    let deep = try picture("y0 = 1\n" + chain)
    #expect(deep.split(separator: "\n").count > 60_000)
    let entries = Array(repeating: "x", count: 2_000).joined(separator: ", ")
    #expect(try DOTDocument(picture("x = 1; y = sum([\(entries)])")).arrows.count == 2_001)
  }
}

/// A picture as read by the grammar of *The DOT Language*, as far as it is used here.
struct DOTDocument {
  struct Node {
    let name: String
    let label: String

    /// What stands above the first break.
    var firstLine: String {
      String(label.prefix(upTo: label.firstRange(of: "<br/>")?.lowerBound ?? label.endIndex))
    }
  }

  struct Arrow {
    let tail, head: String
    let label: String?
  }

  struct GrammarError: Error {
    let rest: String
  }

  private(set) var nodes: [Node] = []
  private(set) var arrows: [Arrow] = []
  private var rest: Substring

  init(_ text: String) throws {
    rest = text[...]
    try take("digraph")
    _ = try identifier()
    try take("{")
    while !next("}") { try statement() }
    try take("}")
    skipBlanks()
    guard rest.isEmpty else { throw GrammarError(rest: String(rest)) }
    let names = Set(nodes.map(\.name))
    guard arrows.allSatisfy({ names.contains($0.tail) && names.contains($0.head) }),
      names.count == nodes.count
    else { throw GrammarError(rest: "an arrow without its node, or a node that is there twice") }
  }

  private mutating func statement() throws {
    let first = try identifier()
    if next("=") {
      try take("=")
      _ = try identifier()
    } else if next("->") {
      try take("->")
      let head = try identifier()
      arrows.append(Arrow(tail: first, head: head, label: try attributes()["label"]))
    } else {
      let attributes = try attributes()
      if first != "node", first != "edge" {
        nodes.append(Node(name: first, label: attributes["label"] ?? ""))
      }
    }
  }

  private mutating func attributes() throws -> [String: String] {
    var attributes: [String: String] = [:]
    try take("[")
    while !next("]") {
      let name = try identifier()
      try take("=")
      attributes[name] = try identifier()
      if next(",") { try take(",") }
    }
    try take("]")
    return attributes
  }

  /// A word, a string between quotes, or one between angles, which have to be in balance.
  private mutating func identifier() throws -> String {
    skipBlanks()
    if rest.first == "\"" { return try quoted() }
    if rest.first == "<" { return try marked() }
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard let first = word.first, !first.isNumber else { throw GrammarError(rest: String(rest)) }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  private mutating func quoted() throws -> String {
    var text = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      if character == "\"" { return text }
      text.append(character)
      if character == "\\", let escaped = rest.popFirst() { text.append(escaped) }
    }
    throw GrammarError(rest: text)
  }

  private mutating func marked() throws -> String {
    var text = ""
    var depth = 0
    while let character = rest.popFirst() {
      if character == "<" { depth += 1 }
      if character == ">" { depth -= 1 }
      text.append(character)
      if depth == 0 { return String(text.dropFirst().dropLast()) }
    }
    throw GrammarError(rest: text)
  }

  private mutating func next(_ symbol: String) -> Bool {
    skipBlanks()
    return rest.hasPrefix(symbol)
  }

  private mutating func take(_ symbol: String) throws {
    guard next(symbol) else { throw GrammarError(rest: String(rest)) }
    rest = rest.dropFirst(symbol.count)
  }

  private mutating func skipBlanks() {
    rest = rest.drop(while: \.isWhitespace)
  }
}
