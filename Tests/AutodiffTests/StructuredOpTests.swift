import Autodiff
import RealModule
import Testing

/// The chain rule for a pass that doesn't know: it has to go entry by entry.
private struct Unchanged: BackwardPolicy {}

@Suite struct StructuredOpTests {
  private static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: OpCase.all)
  func `every entry's gradient agrees with central differences`(opCase: OpCase) throws {
    for seed in Self.seeds {
      var generator = SplitMix64(seed: seed)
      let sum = try WeightedSum(of: opCase, using: &generator)
      try expectCentralDifferences(
        sum.graph, of: sum.output, at: opCase.point(using: &generator), "seed \(seed)")
    }
  }

  @Test(arguments: OpCase.all)
  func `handing back whole lists is the sum over all pairs of entries`(opCase: OpCase) throws {
    for seed in Self.seeds {
      var generator = SplitMix64(seed: seed)
      let sum = try WeightedSum(of: opCase, using: &generator)
      let forward = try sum.graph.forward(at: opCase.point(using: &generator))
      let whole = try forward.backward(from: sum.output)
      let byEntries = try forward.backward(from: sum.output, policy: Unchanged())
      for node in sum.graph.nodeIDs {
        let (fast, slow) = (whole.gradient(of: node), byEntries.gradient(of: node))
        let largest = slow.entries.map(abs).max() ?? 0
        for (left, right) in zip(fast.entries, slow.entries) {
          #expect(
            left.isApproximatelyEqual(
              to: right, absoluteTolerance: 1e-13 * largest, relativeTolerance: 1e-12),
            "seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: OpCase.all)
  func `a replay gives the same bits as the passes, again and again`(opCase: OpCase) throws {
    var generator = SplitMix64(seed: 4)
    var sum = try WeightedSum(of: opCase, using: &generator)
    try sum.addSquares()
    let points = (0..<2).map { _ in opCase.point(using: &generator) }
    let replay = Replay(sum.graph, of: sum.output)
    for point in [points[0], points[1], points[0]] {
      let pass = try sum.graph.forward(at: point).backward(from: sum.output)
      for (leaf, value) in sum.graph.leaves.map({ ($0, pass.forward.tensor(of: $0)) }) {
        replay.set(leaf, to: value)
      }
      try replay.run()
      for node in sum.graph.nodeIDs {
        #expect(bits(replay.tensor(of: node)) == bits(pass.forward.tensor(of: node)))
        #expect(bits(replay.gradient(of: node)) == bits(pass.gradient(of: node)))
      }
    }
  }

  @Test(arguments: OpCase.all)
  func `a replay of some leaves gives these the same bits`(opCase: OpCase) throws {
    var generator = SplitMix64(seed: 5)
    var sum = try WeightedSum(of: opCase, using: &generator)
    try sum.addSquares()
    let pass = try sum.graph.forward(at: opCase.point(using: &generator))
      .backward(from: sum.output)
    for wanted in sum.graph.leaves {
      let replay = Replay(sum.graph, of: sum.output, withRespectTo: [wanted])
      for leaf in sum.graph.leaves { replay.set(leaf, to: pass.forward.tensor(of: leaf)) }
      try replay.run()
      #expect(bits(replay.gradient(of: wanted)) == bits(pass.gradient(of: wanted)))
    }
  }

  /// The gradient of a list is that of the sum of its entries.
  @Test(arguments: OpCase.all)
  func `an output of many entries has the gradient of their sum`(opCase: OpCase) throws {
    var generator = SplitMix64(seed: 6)
    var graph = Graph()
    let result = try opCase.addResult(to: &graph)
    let sum = try graph.addResult(of: .sum, result)
    let forward = try graph.forward(at: opCase.point(using: &generator))
    let (byResult, bySum) = (
      try forward.backward(from: result), try forward.backward(from: sum)
    )
    for leaf in graph.leaves { #expect(byResult.gradient(of: leaf) == bySum.gradient(of: leaf)) }
  }

  @Test(arguments: OpCase.shapes)
  func `nothing goes back through stop`(shape: Shape) throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x", shape: shape)
    let stopped = try graph.addResult(of: .stop, x)
    let product = try graph.addResult(of: .multiply, stopped, x)
    let value = Tensor(shape, (0..<shape.count).map { Double($0) + 2 })
    let pass = try graph.forward(at: ["x": value]).backward(from: product)
    #expect(pass.forward.tensor(of: stopped) == value)
    #expect(pass.gradient(of: x) == value)
    #expect(pass.gradient(of: stopped).entries.allSatisfy { $0 == 0 })
    #expect(!pass.reaches(stopped) && pass.reaches(x))
  }

  private func bits(_ value: Tensor) -> [UInt64] { value.entries.map(\.bitPattern) }
}
