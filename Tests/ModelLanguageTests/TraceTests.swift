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
