import ModelLanguage
import Testing

/// What a person would read about `text` as a model.
private func complaint(about text: String) -> String {
  do {
    _ = try Model(Program(parsing: text))
    return "no complaint"
  } catch {
    return error.diagnostics.flatMap { $0.lines(file: "input", text: text) }
      .joined(separator: "\n")
  }
}

@Suite struct DiagnosticTests {
  @Test func `a message shows the line, a caret and what to try`() {
    #expect(
      complaint(about: "y = tahn(1)") == """
        error: unknown function 'tahn'
         --> input:1:5
        1 | y = tahn(1)
          |     ^^^^ did you mean 'tanh'?
        """)
    #expect(
      complaint(about: "weight = 2\ny = 3*wieght") == """
        error: unknown name 'wieght'
         --> input:2:7
        2 | y = 3*wieght
          |       ^^^^^^ did you mean 'weight'?
        """)
  }

  @Test(arguments: [
    ("", "the model is empty"),
    ("x", "expected '=' after 'x'"),
    ("3 = x", "expected a name"),
    ("x = ", "expected a number, a name or a bracket"),
    ("x = (1 + 2", "this bracket is never closed"),
    ("x = 1 2", "unexpected number 2"),
    ("x = 2y", "unexpected 'y'"),
    ("x = 1 $ 2", "unexpected '$'"),
    ("x = 1e999", "the number is too large"),
    ("x = 1e-400", "the number is too small"),
    ("x = 2; y = sin", "'sin' is a function and needs brackets"),
    ("y = max(1, 2, 3)", "'max' takes 1 or 2 arguments, got 3"),
    ("y = tanh(1, 2)", "'tanh' takes 1 argument, got 2"),
    ("y = relu()", "'relu' takes 1 argument, got 0"),
    ("exp = 2", "'exp' is a function"),
    (
      "W = [[1, 2], [3, 4], [5, 6]]; x = [1, 2, 3]; y = W @ x",
      "shapes do not fit: `W @ x` is (3, 2) by (3)"
    ),
    ("v = [1, 2]; u = [1, 2, 3]; y = v*u + 1", "shapes do not fit: `v * u` is (2) by (3)"),
    ("x = 2; y = x @ 3", "for a number write *"),
    ("W = [[1, 2], [3]]", "the entries of a list must have the same shape: (1) and (2)"),
    ("x = 2; v = [x, [1, 2]]", "the entries of a list must have the same shape"),
    ("v = [[[1]]]", "lists nest at most two deep"),
    ("v = []", "a list needs an entry"),
    ("v = [1, 2]; y = v[2]", "index 2 is out of range: 'v' has 2 entries"),
    ("W = [[1, 2]]; y = W[0][-3]", "index -3 is out of range: 'W[0]' has 2 entries"),
    ("v = [1, 2]; y = v[0.5]", "an index is a whole number"),
    ("v = [1, 2]; i = 1; y = v[i]", "an index is a whole number"),
    ("x = 1; y = x[0]", "'x' is a number and has no entries"),
    ("y = softmax(3)", "'softmax' takes a list, got a number"),
    ("y = cross_entropy([1, 2], [1, 0, 0])", "is (2) by (3)"),
    ("x = 1\0", "unexpected character U+0000"),
  ])
  func `every mistake has a message that names it`(text: String, expected: String) {
    #expect(complaint(about: text).contains(expected), "\(complaint(about: text))")
  }

  @Test func `all mistakes come at once and in reading order`() {
    let text = "a = (\nb = 3\nc = 4 +\nd = unknown"
    let lines = complaint(about: text).split(separator: "\n").filter { $0.hasPrefix(" -->") }
    #expect(lines == [" --> input:1:6", " --> input:3:8"])
  }

  @Test(arguments: ["(", "-", "2^", "sin(", "["])
  func `deep nesting is refused before it can hurt`(unit: String) {
    let text = "x = " + String(repeating: unit, count: 10_000) + "1"
    #expect(complaint(about: text).contains("nested more than 100 deep"))
  }

  @Test func `the longest expression that is allowed runs, one part more is refused`() throws {
    let allowed = "x = 0 + " + Array(repeating: "1", count: 399).joined(separator: " + ")
    let model = try Model(Program(parsing: allowed))
    #expect(try Trace(model).value(of: "x") == .scalar(399))
    #expect(try Expr(parsing: String(allowed.dropFirst(4)), as: .trace).description.count > 1000)
    #expect(complaint(about: allowed + " + 1").contains("more than 400 parts"))
  }

  @Test func `a result that no machine holds is refused`() {
    let column = Array(repeating: "[1]", count: 10_000).joined(separator: ",")
    let row = Array(repeating: "1", count: 10_000).joined(separator: ",")
    #expect(
      complaint(about: "W = [\(column)]\nv = [\(row)]\ny = sum(W + v)")
        .contains("`W + v` would have too many entries"))
  }

  @Test func `of very many mistakes only the first are told`() {
    let text = "y = " + String(repeating: "$", count: 200_000)
    let diagnostics = #expect(throws: Diagnostic.List.self) { try Program(parsing: text) }
    #expect(diagnostics?.diagnostics.count == 20)
  }

  @Test func `what cannot be seen is named or passed over`() throws {
    #expect(try Program(parsing: "\u{FEFF}x = 2").description == "x = 2")
    #expect(complaint(about: "x = 2\u{200B}").contains("unexpected character U+200B"))
    #expect(try Program(parsing: "v = [1,\n 2,\n]").description == "v = [1, 2]")
  }

  @Test func `a long line is cut around the caret`() {
    let text = "x = " + String(repeating: "1 + ", count: 90) + "oops"
    let shown = complaint(about: text).split(separator: "\n")
    #expect(shown.allSatisfy { $0.count <= 100 })
    let caret = shown[3].firstIndex(of: "^").map {
      shown[3].distance(from: shown[3].startIndex, to: $0)
    }
    let name = shown[2].firstRange(of: "oops").map {
      shown[2].distance(from: shown[2].startIndex, to: $0.lowerBound)
    }
    #expect(caret != nil && caret == name)
  }
}
