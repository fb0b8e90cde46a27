import Autodiff
import Testing

@Suite struct NumericCheckTests {
  private func check(
    at values: [String: Tensor], of leaf: String = "x",
    _ build: (inout Graph, [String: NodeID]) throws -> NodeID
  ) throws -> NumericCheck {
    var graph = Graph()
    var leaves: [String: NodeID] = [:]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      leaves[name] = graph.addLeaf(named: name, shape: value.shape)
    }
    let output = try build(&graph, leaves)
    let pass = try graph.forward(at: values).backward(from: output)
    return pass.numericCheck(of: try #require(leaves[leaf]))
  }

  @Test(arguments: [0.0, 1, -3, 1e-3, 40, 1e-9, 1e9, 1e-150, 1e150])
  func `a right gradient agrees whatever the size of the value`(x: Double) throws {
    let check = try check(at: ["x": .scalar(x)]) { graph, leaves in
      let x = try #require(leaves["x"])
      let square = try graph.addResult(of: .multiply, x, graph.addConstant(3))
      return try graph.addResult(of: .multiply, square, graph.addConstant(0.5))
    }
    #expect(try #require(check.relativeError) < 1e-9)
    #expect(check.entries.allSatisfy { !$0.isCorner && $0.sweep.count >= 10 })
  }

  @Test func `every entry of a list is moved by itself`() throws {
    let check = try check(at: ["x": .vector([1, -2, 0.5])]) { graph, leaves in
      let x = try #require(leaves["x"])
      return try graph.addResult(of: .sum, graph.addResult(of: .exp, x))
    }
    #expect(check.entries.count == 3)
    #expect(try #require(check.relativeError) < 1e-8)
  }

  @Test func `on a corner it says so instead of failing`() throws {
    let corner = try check(at: ["x": .scalar(2)]) { graph, leaves in
      let x = try #require(leaves["x"])
      return try graph.addResult(
        of: .relu, graph.addResult(of: .subtract, x, graph.addConstant(2)))
    }
    #expect(corner.entries[0].isCorner && corner.entries[0].gradient == 0)
    // A corner that the leaf does not move is none for it.
    let still = try check(at: ["x": .scalar(2), "z": .scalar(0)]) { graph, leaves in
      try graph.addResult(
        of: .multiply, try #require(leaves["x"]),
        graph.addResult(
          of: .add, graph.addResult(of: .relu, try #require(leaves["z"])), graph.addConstant(1)))
    }
    #expect(!still.entries[0].isCorner)
    #expect(try #require(still.relativeError) < 1e-9)
  }

  @Test func `no step crosses a corner near by`() throws {
    let check = try check(at: ["x": .scalar(1e-4)]) { graph, leaves in
      let x = try #require(leaves["x"])
      return try graph.addResult(of: .multiply, graph.addResult(of: .abs, x), x)
    }
    #expect(check.entries[0].sweep.allSatisfy { $0.step < 1e-4 })
    #expect(try #require(check.relativeError) < 1e-6)
  }

  @Test func `where the function ends the steps stay inside`() throws {
    let check = try check(at: ["x": .scalar(1e-6)]) { graph, leaves in
      try graph.addResult(of: .log, try #require(leaves["x"]))
    }
    #expect(check.entries[0].sweep.allSatisfy { $0.step < 1e-6 })
    #expect(try #require(check.relativeError) < 1e-6)
  }

  @Test func `what stop holds back is held still`() throws {
    let check = try check(at: ["x": .scalar(3)]) { graph, leaves in
      let x = try #require(leaves["x"])
      return try graph.addResult(of: .multiply, x, graph.addResult(of: .stop, x))
    }
    #expect(check.entries[0].gradient == 3)
    #expect(try #require(check.relativeError) < 1e-9)
  }

  @Test func `the sweep shows curve at long steps and rounding at short ones`() throws {
    let check = try check(at: ["x": .scalar(1)]) { graph, leaves in
      try graph.addResult(of: .exp, try #require(leaves["x"]))
    }
    let errors = check.entries[0].sweep.map { abs($0.numeric - check.entries[0].gradient) }
    let best = try #require(errors.min())
    #expect(best < 1e-8 && errors[0] > 1e-4 && (errors.last ?? 0) > 10 * best)
    #expect(check.entries[0].sweep.map(\.step) == check.entries[0].sweep.map(\.step).sorted(by: >))
  }
}
