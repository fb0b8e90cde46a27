import Foundation
import Testing

@Suite struct ExplainTests {
  /// What `explain --json` prints, as JSON.
  private func json(
    _ model: String, _ arguments: String..., status: Int32 = 0
  ) throws -> [String: Any] {
    let outcome = try Learner().run(
      ["explain", "--json", "-"] + arguments, input: Data(model.utf8))
    #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors == "")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func `the JSON object has the members that design.md 8 promises`() throws {
    let object = try json("x = 3; W = [[1, 2], [3, 4]]; y = relu(x - 3) + sum(W)*x")
    #expect(
      Set(object.keys) == ["output", "value", "values", "gradients", "check", "corners"])
    #expect(object["output"] as? String == "y")
    #expect(object["value"] as? Double == 30)
    #expect(object["corners"] as? [String] == ["relu(x - 3)"])
    let values = try #require(object["values"] as? [String: Any])
    #expect(values["W"] as? [[Double]] == [[1, 2], [3, 4]])
    let gradients = try #require(object["gradients"] as? [String: Any])
    #expect(gradients["x"] as? Double == 10)
    #expect(gradients["W"] as? [[Double]] == [[3, 3], [3, 3]])
    let check = try #require(object["check"] as? [String: [String: Any]])
    #expect(check["x"]?["corner"] as? Bool == true)
    #expect(try #require(check["W"]?["relativeError"] as? Double) < 1e-7)
  }

  @Test func `numbers read back exactly`() throws {
    let object = try json("a = 0.1; b = 1e300; c = 5e-324; d = -1e-7; y = a + b + c + d")
    let values = try #require(object["values"] as? [String: Double])
    #expect(values["a"] == 0.1 && values["b"] == 1e300 && values["c"] == .leastNonzeroMagnitude)
    #expect(values["d"] == -1e-7)
  }

  @Test func `a rebound name means its last node, and its leaf keeps its gradient`() throws {
    let object = try json("w = 2; g = w*3; w = w - 0.1*g")
    #expect((object["values"] as? [String: Double])?["w"] == 1.4)
    let gradient = try #require((object["gradients"] as? [String: Double])?["w"])
    #expect(abs(gradient - 0.7) < 1e-15)
  }

  @Test func `options pick the output, the inputs and other values`() throws {
    let model = "v = [1, 2]; w = 3; u = v*w"
    let entry = try json(model, "--of", "u[1]", "--wrt", "w")
    #expect(entry["output"] as? String == "u[1]")
    #expect(entry["gradients"] as? [String: Double] == ["w": 2])
    let changed = try json(model, "--of", "sum(u)", "--set", "v=[5, 6]", "--set", "w = -1")
    #expect(changed["value"] as? Double == -11)
  }

  @Test(arguments: [
    ("x = 0; y = log(x)", "y", 1, 12), ("x = 2\nq = x - 2\ny = 1/q", "y", 3, 5),
    ("x = 0; y = sqrt(x)", "y", 1, 12), ("y = exp(1000)", "y", 1, 5),
    ("x = -2; y = x^0.5", "y", 1, 13), ("v = [1, 0]; y = sum(log(v))", "log(v)", 1, 21),
  ])
  func `what has no value or slope is an error that names the node`(
    model: String, node: String, line: Int, column: Int
  ) throws {
    let object = try json(model, status: 65)
    let error = try #require(object["error"] as? [String: Any])
    #expect(error["node"] as? String == node)
    #expect(error["line"] as? Int == line && error["column"] as? Int == column)
    #expect((error["message"] as? String)?.isEmpty == false)
  }

  @Test(arguments: [
    ("", "the model is empty"), ("y = x + 1", "unknown name 'x'"),
    ("y = tanh(1, 2)", "takes 1 argument"), ("W = [[1], [2, 3]]", "same shape"),
    ("v = [1, 2]; y = 2*v", "not one number"), ("v = [1]; y = v[1]", "out of range"),
    ("x = " + String(repeating: "[", count: 2000), "nested more than 100 deep"),
    ("x = \u{1B}[2J1", "U+001B"),
  ])
  func `a model that can't be run is an error with its place`(
    model: String, message: String
  ) throws {
    let object = try json(model, status: 65)
    let error = try #require(object["error"] as? [String: Any])
    #expect((error["message"] as? String)?.contains(message) == true)
    #expect(error["line"] as? Int == 1 && (error["column"] as? Int ?? 0) >= 1)

    let outcome = try Learner().run(["explain", "-"], input: Data(model.utf8))
    #expect(outcome.status == 65 && outcome.output == "")
    #expect(outcome.errors.contains(message) && outcome.errors.contains(" --> input:1:"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test(arguments: [
    (["--of", "z"], "unknown name 'z'"), (["--of", "v["], "expected"),
    (["--wrt", "v,q"], "unknown name 'q'"), (["--set", "q=1"], "unknown name 'q'"),
    (["--set", "v"], "sets nothing"), (["--set", "v=)"], "unexpected"),
    (["--set", "v=[1, 2, 3]; u = 2"], "expected"), (["--wrt", ""], "--wrt names nothing"),
    (["--of", "v*2"], "'(v * 2)[0]'"),
  ])
  func `a request that can't be met says why`(arguments: [String], message: String) throws {
    let model = "v = [1, 2]; y = sum(v)"
    let outcome = try Learner().run(["explain", model] + arguments)
    #expect(outcome.status == 65 && outcome.output == "")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test func `what an option brought has no place in the model`() throws {
    let outcome = try Learner().run(
      "explain", "--json", "--set", "y=log(x - 3)", "x = 3; y = x")
    #expect(outcome.status == 65)
    #expect(
      outcome.output == """
        {"error": {"message": "y: log(0) has no finite value", "node": "y", "line": null, \
        "column": null}}

        """)
  }

  @Test func `taking single entries of a long list costs no more than the list`() throws {
    let entries = Array(repeating: "1", count: 3_000).joined(separator: ", ")
    let sums = (1..<3_000).map { "s = s + v[\($0)]" }.joined(separator: "\n")
    let object = try json("v = [\(entries)]\ns = v[0]\n\(sums)")
    #expect(object["value"] as? Double == 3_000)
    #expect((object["gradients"] as? [String: [Double]])?["v"]?.allSatisfy { $0 == 1 } == true)
  }

  @Test func `a file that is not there exits 66 and shows how to write a model`() throws {
    let outcome = try Learner().run("explain", "nowhere.txt")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("no file 'nowhere.txt'"))
  }

  @Test func `long models and long lists are run`() throws {
    let lines = (1..<20_000).map { "x\($0) = x\($0 - 1)*1.00001 + 0.1" }
    let deep = try json((["x0 = 1"] + lines).joined(separator: "\n"))
    #expect((deep["gradients"] as? [String: Double])?.keys.sorted() == ["x0"])
    let entries = (0..<100_000).map { String($0 % 7) }.joined(separator: ", ")
    let wide = try json("v = [\(entries)]; y = sum(v^2)")
    let gradient = (wide["gradients"] as? [String: [Double]])?["v"]
    #expect(gradient?.count == 100_000 && gradient?[6] == 12)
  }

  @Test func `the example in the README is a real one`() throws {
    let readme = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("README.md"), encoding: .utf8)
    let model = "x = 3; w = 2; y = (x*w - 5)^2"
    let outcome = try Learner().run("explain", model)
    #expect(outcome.status == 0)
    #expect(readme.contains("$ backprop-tutor explain '\(model)'\n\(outcome.output)```"))
  }
}
