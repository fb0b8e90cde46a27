import Autodiff
import Testing

@Suite struct PairTests {
  // Stop has a slope of 0 on purpose, whatever the differences say.
  private static let ops = Op.allCases.filter { $0 != .stop }
  private static let shapes: [Shape] = [.scalar, .vector(3), .matrix(rows: 2, columns: 3)]

  @Test(arguments: ops)
  func `any op of any other agrees with central differences`(outer: Op) throws {
    for (number, inner) in Self.ops.enumerated() {
      for shape in Self.shapes where !(inner.needsList && shape == .scalar) {
        for innerPosition in inner.positions {
          for position in outer.positions where !isAlwaysTie(inner, outer, shape) {
            var pair = try Pair(inner, at: innerPosition, of: shape)
            try pair.apply(outer, at: position)
            try pair.sumUp()
            var generator = SplitMix64(seed: UInt64(number))
            guard let point = pair.point(using: &generator) else {
              Issue.record("no point for \(pair.text)")
              continue
            }
            try expectCentralDifferences(
              pair.graph, of: pair.node, at: point, "\(pair.text), seed \(number)")
          }
        }
      }
    }
  }

  /// Of three signs or more, two are equal.
  private func isAlwaysTie(_ inner: Op, _ outer: Op, _ shape: Shape) -> Bool {
    inner == .sign && (outer == .largest || outer == .smallest) && shape != .scalar
  }

  @Test(arguments: ops, [1, 2, 3, 17])
  func `a result used many times gets the sum of its shares`(op: Op, uses: Int) throws {
    for shape in Self.shapes.dropFirst() {
      var fork = try Pair(op, at: 0, of: shape)
      try fork.use(times: uses)
      var generator = SplitMix64(seed: UInt64(uses))
      let point = try #require(fork.point(using: &generator))
      try expectCentralDifferences(fork.graph, of: fork.node, at: point, "seed \(uses)")
    }
  }

  @Test(arguments: [1, 10, 2000])
  func `a fork may be as wide as it likes`(uses: Int) throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let squares = try (0..<uses).map { _ in try graph.addResult(of: .square, x) }
    let direct = try graph.addResult(of: .list, Array(repeating: x, count: uses))
    let list = try graph.addResult(of: .list, squares)
    let output = try graph.addResult(of: .matrixProduct, list, direct)
    let pass = try graph.forward(at: ["x": 2]).backward(from: output)
    #expect(pass.adjoint(of: x) == 12 * Double(uses))  // of uses · x³
  }

  @Test(arguments: OpCase.all)
  func `two passes in a row give the same answer`(opCase: OpCase) throws {
    var generator = SplitMix64(seed: 7)
    var sum = try WeightedSum(of: opCase, using: &generator)
    try sum.addSquares()
    let (here, there) = (opCase.point(using: &generator), opCase.point(using: &generator))
    func gradients(at point: [String: Tensor]) throws -> [[UInt64]] {
      let pass = try sum.graph.forward(at: point).backward(from: sum.output)
      return sum.graph.nodeIDs.map { pass.gradient(of: $0).entries.map(\.bitPattern) }
    }
    let first = try gradients(at: here)
    let forward = try sum.graph.forward(at: here)
    let earlier = try forward.backward(from: sum.output)
    let later = try forward.backward(from: sum.output, after: earlier)
    #expect(sum.graph.nodeIDs.allSatisfy { later.gradient(of: $0) == earlier.gradient(of: $0) })
    _ = try gradients(at: there)
    #expect(try gradients(at: here) == first)
  }

  @Test func `a chain of a million steps has an exact slope`() throws {
    var graph = Graph()
    graph.reserveCapacity(1_000_004)
    let x = graph.addLeaf(named: "x")
    let (two, half) = (graph.addConstant(2), graph.addConstant(0.5))
    var node = x
    for _ in 0..<200_000 {
      node = try graph.addResult(of: .multiply, node, two)
      node = try graph.addResult(of: .add, node, half)
      node = try graph.addResult(of: .negate, node)
      node = try graph.addResult(of: .multiply, half, node)
      node = try graph.addResult(of: .max, node, node)  // a tie: two halves
    }
    node = try graph.addResult(of: .multiply, node, two)
    #expect(try graph.forward(at: ["x": 3]).backward(from: node).adjoint(of: x) == 2)
    let replay = Replay(graph, of: node)
    replay.set(x, to: 3)
    try replay.run()
    #expect(replay.adjoint(of: x) == 2)
  }
}
