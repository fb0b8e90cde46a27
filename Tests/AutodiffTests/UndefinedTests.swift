import Autodiff
import Testing

/// Where there is no value or no slope the answer is an error with the node, never nan.
@Suite struct UndefinedTests {
  private enum Missing: Sendable { case value, slope, range }

  private struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let graph: @Sendable () throws -> ExampleGraph
    let missing: Missing
    let node: String
    let operands: [Double]

    init(
      _ text: String, _ leaves: KeyValuePairs<String, [Double]>, _ steps: [ExampleGraph.Step],
      _ missing: Missing, _ node: String, _ operands: [Double] = []
    ) {
      testDescription = text
      graph = { try ExampleGraph(leaves, steps) }
      (self.missing, self.node, self.operands) = (missing, node, operands)
    }
  }

  private static let rows = [
    Row("log(0)", ["x": [0]], [("y", .log, ["x"])], .value, "y", [0]),
    Row("log(-1)", ["x": [-1]], [("y", .log, ["x"])], .value, "y", [-1]),
    Row("sqrt(-1)", ["x": [-1]], [("y", .sqrt, ["x"])], .value, "y", [-1]),
    Row("1 / 0", ["x": [0]], [("y", .divide, ["1", "x"])], .value, "y", [1, 0]),
    Row("x / x at 0", ["x": [0]], [("y", .divide, ["x", "x"])], .value, "y", [0, 0]),
    Row("0^-1", ["x": [0]], [("y", .power, ["x", "-1"])], .value, "y", [0, -1]),
    Row("(-8)^(1/2)", ["x": [-8]], [("y", .power, ["x", "0.5"])], .value, "y", [-8, 0.5]),
    Row("exp(710)", ["x": [710]], [("y", .exp, ["x"])], .value, "y", [710]),
    Row("(1e200)^2", ["x": [1e200]], [("y", .square, ["x"])], .value, "y", [1e200]),
    Row("1e308 + 1e308", ["x": [1e308]], [("y", .add, ["x", "x"])], .value, "y", [1e308, 1e308]),
    Row(
      "0 * log(0)", ["x": [0]], [("u", .log, ["x"]), ("y", .multiply, ["0", "u"])],
      .value, "u", [0]),
    Row(
      "x * log(x) at 0", ["x": [0]], [("u", .log, ["x"]), ("y", .multiply, ["x", "u"])],
      .value, "u", [0]),
    Row(
      "0 * (1 / 0)", ["x": [0]], [("u", .divide, ["1", "x"]), ("y", .multiply, ["0", "u"])],
      .value, "u", [1, 0]),
    Row(
      "exp(1000) - exp(1000)", ["x": [1000]],
      [("u", .exp, ["x"]), ("v", .exp, ["x"]), ("y", .subtract, ["u", "v"])],
      .value, "u", [1000]),
    Row(
      "min(0, 1 / 0)", ["x": [0]], [("u", .divide, ["1", "x"]), ("y", .min, ["0", "u"])],
      .value, "u", [1, 0]),
    Row("sqrt(0)", ["x": [0]], [("y", .sqrt, ["x"])], .slope, "y", [0]),
    Row(
      "sqrt((x - 1)^2) at 1", ["x": [1]],
      [("d", .subtract, ["x", "1"]), ("q", .power, ["d", "2"]), ("y", .sqrt, ["q"])],
      .slope, "y", [0]),
    Row("0^0.5", ["x": [0]], [("y", .power, ["x", "0.5"])], .slope, "y", [0, 0.5]),
    Row("0^b at b = 0", ["b": [0]], [("y", .power, ["0", "b"])], .slope, "y", [0, 0]),
    Row("(-2)^b at b = 3", ["b": [3]], [("y", .power, ["-2", "b"])], .slope, "y", [-2, 3]),
    Row(
      "0 * sqrt(x) at 0", ["x": [0]], [("u", .sqrt, ["x"]), ("y", .multiply, ["0", "u"])],
      .slope, "u", [0]),
    Row(
      "sqrt(x)^2 at 0", ["x": [0]], [("u", .sqrt, ["x"]), ("y", .square, ["u"])],
      .slope, "u", [0]),
    Row(
      "relu(-sqrt(x)) at 0", ["x": [0]],
      [("u", .sqrt, ["x"]), ("v", .negate, ["u"]), ("y", .relu, ["v"])], .slope, "u", [0]),
    Row(
      "(1e200 * x) * 1e200 at 0", ["x": [0]],
      [("u", .multiply, ["x", "1e200"]), ("y", .multiply, ["u", "1e200"])], .range, "x"),
    Row(
      "1e200 * (1e200 * (0 * x))", ["x": [1]],
      [
        ("u", .multiply, ["x", "0"]), ("v", .multiply, ["u", "1e200"]),
        ("y", .multiply, ["v", "1e200"]),
      ], .range, "u"),
    Row("log([1, 0, -1, 2])", ["x": [1, 0, -1, 2]], [("y", .log, ["x"])], .value, "y", [0]),
    Row("sqrt([4, 0])", ["x": [4, 0]], [("y", .sqrt, ["x"])], .slope, "y", [0]),
    Row(
      "second of sqrt([4, 0])", ["x": [4, 0]],
      [("u", .sqrt, ["x"]), ("y", .index, ["u", "1"])], .slope, "u", [0]),
    Row(
      "1 / [1, 0]", ["x": [1], "v": [1, 0]], [("y", .divide, ["x", "v"])],
      .value, "y", [1, 0]),
    Row("sum of 1e308s", ["x": [1e308, 1e308]], [("y", .sum, ["x"])], .value, "y"),
    Row(
      "[1e200, 1] @ [1e200, 1]", ["x": [1e200, 1]], [("y", .matrixProduct, ["x", "x"])],
      .value, "y"),
    Row(
      "surprise at infinitely far scores", ["s": [1e308, -1e308], "w": [0, 1]],
      [("y", .crossEntropy, ["s", "w"])], .value, "y"),
  ]

  @Test(arguments: rows)
  private func `passes name the node that has no value or slope`(row: Row) throws {
    let example = try row.graph()
    let error = try expected(row, example)
    #expect(throws: error) { try example.forward().backward(from: example.output) }
    // A policy that changes nothing goes entry by entry.
    #expect(throws: error) {
      try example.forward().backward(from: example.output, policy: Unchanged())
    }
  }

  @Test(arguments: rows)
  private func `a replay names the same node, time after time`(row: Row) throws {
    let example = try row.graph()
    let replay = Replay(example.graph, of: try example.output)
    for leaf in example.graph.leaves {
      guard case .leaf(let name) = example.graph.kind(of: leaf) else { continue }
      replay.set(leaf, to: try #require(example.point[name]))
    }
    let error = try expected(row, example)
    for _ in 0..<2 { #expect(throws: error) { try replay.run() } }
  }

  private func expected(_ row: Row, _ example: ExampleGraph) throws -> EvaluationError {
    let node = try example.node(row.node)
    guard case .result(let op, _) = example.graph.kind(of: node), row.missing != .range else {
      return .gradientTooLarge(node: node)
    }
    return row.missing == .value
      ? .undefinedValue(node: node, op: op, operands: row.operands)
      : .undefinedSlope(node: node, op: op, operands: row.operands)
  }

  @Test func `an entry that nobody asks for may lack a slope`() throws {
    // Not the entry is pruned but the way: the root's list is not made from x.
    let example = try ExampleGraph(
      ["x": [2], "q": [0]],
      [("r", .sqrt, ["q"]), ("s", .stop, ["r"]), ("y", .multiply, ["x", "s"])])
    #expect(try example.slope(of: "y", by: "x") == 0)
    #expect(try example.slope(of: "y", by: "q") == 0)
  }
}

private struct Unchanged: BackwardPolicy {}
