import Autodiff
import ModelLanguage
import Testing

@Suite struct LocalSlopeTests {
  private static let program = """
    a = 1.3; b = 0.7; s = a + b; d = a - b; n = -a; p = a*b; q = a/b; c = a^3; c2 = a^2; v = b^a; u = a^(b + 1)
    e = exp(a); l = log(a); r = sqrt(a); i = sin(a); o = cos(a); t = tanh(a*b); g = sigmoid(a - b); k = softplus(a)
    sq = square(a); y = s + d + n + p + q + c + c2 + v + u + e + l + r + i + o + t + g + k + sq
    """

  /// The slopes as people write them, against those of the op table.
  @Test func `a local slope in words is the engine's number`() throws {
    let model = try Model(Program(parsing: Self.program))
    let trace = try Trace(model)
    let output = try #require(model.nodes["y"])
    var ops: Set<Op> = []
    for edge in try trace.forward.backward(from: output).edges {
      guard case .result(let op, _) = model.graph.kind(of: edge.result),
        case .entries(let slope) = edge.localDerivative
      else { continue }
      let written = try #require(model.localSlope(of: edge.result, by: edge.position), "\(op)")
      let value = try trace.evaluate(written).value
      let wanted = try #require(slope.number)
      #expect(
        abs(value - wanted) <= 1e-12 * max(1, abs(wanted)),
        "\(written) of \(op) by \(edge.position)")
      ops.insert(op)
    }
    let bending: Set<Op> = [.max, .min, .leakyRelu, .relu, .abs, .sign, .stop]
    #expect(ops == Set(Op.allCases.filter(\.isElementwise)).subtracting(bending))
  }

  @Test(arguments: [
    ("p", 0, "b"), ("c", 0, "3 * a^2"), ("c2", 0, "2 * a"), ("t", 0, "1 - t^2"),
    ("g", 0, "g * (1 - g)"), ("d", 1, "-1"),
    ("q", 1, "-a / b^2"), ("i", 0, "cos(a)"), ("l", 0, "1 / a"),
  ])
  func `it is written as in a book`(name: String, position: Int, text: String) throws {
    let model = try Model(Program(parsing: Self.program))
    let node = try #require(model.nodes[name])
    #expect(model.localSlope(of: node, by: position)?.description == text)
  }
}

@Suite struct MadeFunctionTests {
  @Test(arguments: [
    ("tan", 0.7, 0.8422883804630794), ("sinh", 0.7, 0.7585837018395335),
    ("cosh", 0.7, 1.255169005630943),
    ("sech", 0.7, 0.796705459992875), ("log2", 8, 3), ("log10", 1000, 3), ("step", 0.7, 1),
    ("step", -0.7, 0),
    ("step", 0, 0), ("sinh", 1e-9, 1e-9), ("tan", -1e-9, -1e-9),
  ])
  func `a function made of others has its value`(name: String, argument: Double, value: Double)
    throws
  {
    let trace = try Trace(Model(Program(parsing: "x = \(argument); y = \(name)(x)")))
    let found = try #require(trace.value(of: "y")?.number)
    #expect(abs(found - value) <= 1e-14 * max(abs(value), abs(found)))
  }

  @Test func `its argument is computed once, however deep`() throws {
    let text =
      "x = 0.001; y = " + String(repeating: "sinh(", count: 60) + "x"
      + String(repeating: ")", count: 60)
    let model = try Model(Program(parsing: text))
    #expect(model.graph.count < 700)
    let slope = try Trace(model).slope(of: "y", withRespectTo: "x")?.number
    #expect(abs((slope ?? 0) - 1) < 0.01)
  }

  @Test func `it is one name to the reader`() throws {
    let model = try Model(Program(parsing: "x = 1; y = tan(x*2)"))
    #expect(model.label(of: try #require(model.nodes["y"])) == "y")
    let trace = try Trace(model)
    let slope = try #require(try trace.slope(of: "y", withRespectTo: "x")?.number)
    let cosine = 0.4161468365471424
    #expect(abs(slope - 2 / (cosine * cosine)) < 1e-12)
    #expect(throws: Diagnostic.List.self) { try Model(Program(parsing: "x = 1; y = tan(x, 2)")) }
  }
}
