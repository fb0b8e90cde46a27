import Autodiff
import ModelLanguage
import Testing

private func trace(_ text: String) throws -> Trace {
  try Trace(Model(Program(parsing: text)))
}

private func value(_ expression: String, in text: String) throws -> Double {
  try trace(text).evaluate(Expr(parsing: expression, as: .trace)).value
}

@Suite struct TraceTests {
  @Test(arguments: [
    ("y", 11.0), ("dy/dx", 3), ("du/dx", 3), ("dy/du", 1), ("du/dy", 0), ("dy/dy", 1),
    ("0.5*dy/dx", 1.5), ("y - dy/dx*x", 5), ("sign(-dy/dx)", -1), ("2^dy/dx", 8),
  ])
  func `an expression over a trace knows values and slopes`(
    expression: String, expected: Double
  ) throws {
    #expect(try value(expression, in: "x = 2; u = x*3; y = u + 5") == expected)
  }

  @Test func `words that look like a derivative are one, and brackets make them a quotient`() throws
  {
    let trace = try trace("delta = 6; depth = 3")
    let slope = try Expr(parsing: "delta/depth", as: .trace)
    let diagnostic = #expect(throws: Diagnostic.self) { try trace.evaluate(slope) }
    #expect(diagnostic?.message == "unknown name 'elta'")
    #expect(diagnostic?.advice?.contains("write (delta)/depth") == true)
    #expect(try value("(delta)/depth^2", in: "delta = 6; depth = 3") == 6.0 / 9)
    #expect(try value("d1/d2^2", in: "d1 = 8; d2 = 2") == 2)  // no name is called `1`
  }

  @Test func `given numbers stand beside the model's names`() throws {
    let trace = try trace("x = 2; y = 3*x")
    let expression = try Expr(parsing: "nudge*dy/dx", as: .trace)
    #expect(try trace.evaluate(expression, given: ["nudge": 0.5]).value == 1.5)
  }

  @Test(arguments: [
    ("z + 1", "unknown name 'z'"),
    ("dy/dz", "unknown name 'z'"),
    ("1/(x - 2)", "1 / (x - 2) does not exist here: 1 / 0 has no finite value"),
    ("dr/dq", "dr/dq does not exist here: r: sqrt(0) has a value but no finite slope"),
  ])
  func `what has no number is a diagnostic`(expression: String, expected: String) throws {
    let trace = try trace("x = 2; y = 3*x; q = 0; r = sqrt(q)")
    let parsed = try Expr(parsing: expression, as: .trace)
    let diagnostic = #expect(throws: Diagnostic.self) { try trace.evaluate(parsed) }
    #expect(diagnostic?.message == expected)
  }

  @Test(arguments: [
    ("dy/dx", "x = 0.1; y = (x + 0.2 - 0.3)^2"), ("y", "x = 0.1; y = x + 0.2 - 0.3"),
    ("3*dy/dx + 1 - 1", "x = 0.1; u = x*3 - 0.3; y = u^3"),
  ])
  func `what is 0 but for rounding is within its bound`(expression: String, text: String) throws {
    let evaluation = try trace(text).evaluate(Expr(parsing: expression, as: .trace))
    #expect(abs(evaluation.value) <= evaluation.roundingErrorBound)
    #expect(evaluation.roundingErrorBound < 1e-14)
  }

  @Test func `a name may be bound again, as in Python, and then means the new node`() throws {
    let text = "w = 2; g = w*3; w = w - 0.5*g; w = w^2"
    #expect(try value("w", in: text) == 1)
    let model = try Model(Program(parsing: text))
    #expect(model.nodes["w"] != model.leaves["w"])
    #expect(!model.isLeaf("w") && model.leafNames == ["w"])
    let pass = try Trace(model).forward.backward(from: try #require(model.nodes["w"]))
    // (w - 1.5w)^2 = w^2/4, so w/2.
    #expect(pass.adjoint(of: try #require(model.leaves["w"])) == 1)
  }

  @Test func `of several literals for a name the last is the leaf`() throws {
    let model = try Model(Program(parsing: "x = 2; y = x*5; x = 3; z = y + x"))
    #expect(model.point == ["x": .scalar(3)])
    #expect(try value("z", in: "x = 2; y = x*5; x = 3; z = y + x") == 13)
    #expect(try value("dz/dx", in: "x = 2; y = x*5; x = 3; z = y + x") == 1)
  }

  @Test(arguments: [
    ("W[1][0]", 3.0), ("W[-1][-1]", 4), ("sum(W @ v)", 16), ("dL/dv[1]", 8), ("dL/dW[0][1]", 2),
    ("sum(dL/dW)", 6), ("L", 17), ("max(v)", 2), ("mean(W)", 2.5), ("dot(v, v)", 5),
    ("T(W)[0][1]", 3), ("[L, 2*L][1]", 34), ("logsumexp([0, 0]) - log(2)", 0),
    ("softmax(v*0)[1]", 0.5), ("cross_entropy([0, 0], [1, 0]) - log(2)", 0),
    ("leaky_relu(-4, 0.25)", -1), ("stop(L) + square(3)", 26), ("softplus(0) - log(2)", 0),
  ])
  func `lists and matrices have entries, and so have slopes by them`(
    expression: String, expected: Double
  ) throws {
    let text = "W = [[1, 2],\n     [3, 4]]  # rows\nv = [1, 2]\nL = sum(W @ v) + 2*v[1] - 3"
    #expect(try value(expression, in: text) == expected)
  }

  @Test(arguments: [
    ("dy/dx", "x = 4; v = [0, x]; y = sum(sqrt(v))", 0.25),
    ("dy/dv[1]", "v = [0, 4]; y = sqrt(v)[1]", 0.25), ("dy/dv[0]", "v = [0, 4]; y = sqrt(v)[1]", 0),
    ("dy/dw", "w = 2; y = w^2; w = w - 0.1*y", 4), ("dy/dx", "x = -2; n = 3; y = x^n", 12),
  ])
  func `a slope that exists is told, whatever others lack`(
    expression: String, text: String, expected: Double
  ) throws {
    #expect(try value(expression, in: text) == expected)
  }

  @Test(arguments: [
    ("v", "'v' is a list of 2 numbers, not one number"),
    ("W + 1", "'W + 1' is a matrix of 2 by 3 numbers, not one number"),
    ("dv/dv", "'v' is a list of 2 numbers, not one number"),
    ("dL/dW", "'dL/dW' is a matrix of 2 by 3 numbers, not one number"),
  ])
  func `a list where a number is needed is a diagnostic`(
    expression: String, message: String
  ) throws {
    let trace = try trace("v = [1, 2]; W = [[1, 2, 3], [4, 5, 6]]; L = sum(v @ W)")
    let parsed = try Expr(parsing: expression, as: .trace)
    let diagnostic = #expect(throws: Diagnostic.self) { try trace.evaluate(parsed) }
    #expect(diagnostic?.message == message)
  }

  @Test(arguments: [
    ("dy/dx", "v = [0.1, 0.2, 0.3]; x = 0.1; y = (sum(v) - 6*x)^2"),
    ("y", "v = [0.1, 0.2]; y = v[0] + v[1] - 0.3"),
    ("dy/dv[0]", "v = [0.1, 0.2]; W = [[1, 3], [2, 5]]; y = sum(square(W @ v - [0.7, 1.2]))"),
  ])
  func `what is 0 but for rounding is within its bound in lists, too`(
    expression: String, text: String
  ) throws {
    let evaluation = try trace(text).evaluate(Expr(parsing: expression, as: .trace))
    #expect(abs(evaluation.value) <= evaluation.roundingErrorBound)
    #expect(evaluation.roundingErrorBound < 1e-13)
  }

  @Test func `an open bracket goes on over lines, but not over the next statement`() throws {
    #expect(try value("y", in: "v = [1,\n\n  2]\ny = (v[0]\n  + v[1])") == 3)
    let diagnostics = #expect(throws: Diagnostic.List.self) {
      try Program(parsing: "a = (1 +\nb = 2\nc = [3,\n  4")
    }
    #expect(diagnostics?.diagnostics.map(\.range.start.line) == [1, 3])
  }

  @Test func `a name for a name is the same node`() throws {
    #expect(try value("dy/dx", in: "x = 2; u = x*x; y = u") == 4)
  }

  @Test func `rebinding changes a right-hand side and nothing else`() throws {
    let program = try Program(parsing: "x = 2; y = x*3")
    let changed = program.rebinding(["y": try Expr(parsing: "x*7", as: .program)])
    #expect(changed.description == "x = 2\ny = x * 7")
    #expect(program.description == "x = 2\ny = x * 3")
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.1 + 0.2, "0.3"), (1.0 / 18, "0.0555556"), (6.02214076e23, "6.02214e23"), (4.4, "4.4"),
    (-24, "-24"), (0, "0"), (-0.0, "0"), (0.0001, "0.0001"), (0.00001234, "1.234e-5"),
    (999_999.6, "1000000"), (0.9999999, "1"), (123_456_789, "123457000"), (1e15, "1e15"),
    (.infinity, "inf"),
  ])
  func `numbers are shown to six digits`(value: Double, text: String) {
    #expect(NumberText.rounded(value) == text)
  }

  @Test func `rounding counts the digits as written`() {
    #expect(NumberText.rounded(0.15, to: 1) == "0.2")
    #expect(NumberText.rounded(99.95, to: 3) == "100")
  }
}

@Suite struct SpellingTests {
  @Test(arguments: [
    ("hnit", "hint"), ("skp", "skip"), ("chian-rule", "chain-rule"), ("HINT", "hint"),
  ])
  func `a slip finds its word`(slip: String, word: String) {
    #expect(Spelling.nearest(to: slip, among: ["hint", "skip", "chain-rule"]) == word)
  }

  @Test(arguments: ["x", "elephant", "zz"])
  func `a different word finds none`(word: String) {
    #expect(Spelling.nearest(to: word, among: ["hint", "skip", "chain-rule"]) == nil)
  }
}
