import Autodiff
import RealModule
import Testing

@Suite struct PolicyTests {
  @Test(arguments: BrokenPass.all)
  func `a broken rule gives the catalogue's wrong answer`(row: BrokenPass) throws {
    let example = try row.example.built()
    let forward = try example.forward()
    let leaf = try example.node(row.leaf)
    let wrong = try forward.backward(from: example.output, policy: row.policy)
    #expect(isPrinted(wrong.adjoint(of: leaf), row.value))
    let right = try forward.backward(from: example.output)
    #expect(!isPrinted(right.adjoint(of: leaf), row.value))
  }

  @Test(
    arguments: [
      (
        CatalogueExample.reference,
        [("w", -2.538100), ("x", -0.676827), ("b", -0.846033), ("y", 1.075766)]
      ),
      (.fork, [("a", -3), ("b", -8)]), (.productOfSquareAndSine, [("x", 3.151644)]),
      (.quotient, [("b", -0.666667)]), (.exponential, [("x", 7.389056)]),
      (.logarithm, [("x", 0.5)]), (.sineOfSquare, [("x", -1.884521)]), (.reluOff, [("x", 0)]),
      (.reluOn, [("x", -0.5)]), (.reluAtCorner, [("x", 0)]),
      (.largerOfTwo, [("a", 2), ("b", 0)]), (.twoRoads, [("a", 25), ("b", 19)]),
      (.meanOfThree, [("x", 4)]), (.bias, [("b", 1)]),
      (.logits, [("p", -0.755272), ("q", 0.665241), ("r", 0.090031)]),
    ] as [(CatalogueExample, [(String, Double)])])
  func `with no rule broken the same loop gives the true answer`(
    example: CatalogueExample, slopes: [(String, Double)]
  ) throws {
    let built = try example.built()
    let forward = try built.forward()
    let (pass, unbroken) = (
      try forward.backward(from: built.output),
      try forward.backward(from: built.output, policy: Slip())
    )
    for (leaf, slope) in slopes {
      #expect(isPrinted(pass.adjoint(of: try built.node(leaf)), slope))
    }
    for node in built.graph.nodeIDs {
      let (left, right) = (pass.gradient(of: node).entries, unbroken.gradient(of: node).entries)
      #expect(zip(left, right).allSatisfy { abs($0 - $1) <= 1e-15 * abs($0) })
    }
  }

  @Test(arguments: BrokenPass.entrywise)
  func `on lists a rule breaks as it does on each entry`(row: BrokenPass) throws {
    let numbers = try row.example.built()
    let policy = row.policy
    let factors = [1, 1.25, 0.75]
    let byLists = try numbers.withLists(times: factors).forward()
      .backward(from: numbers.output, policy: policy)
    for (entry, factor) in factors.enumerated() {
      let byNumbers = try numbers.graph.forward(
        at: numbers.point.mapValues { $0.map { $0 * factor } }
      )
      .backward(from: numbers.output, policy: policy)
      for leaf in numbers.graph.leaves {
        #expect(byLists.gradient(of: leaf).entries[entry] == byNumbers.adjoint(of: leaf))
      }
    }
  }

  @Test(arguments: [
    (Clearing.everything, 27.0), (.leaves, 45), (.results, 54), (.nothing, 72),
  ])
  func `M47: gradients that are not cleared pile up in a second pass`(
    clearing: Clearing, value: Double
  ) throws {
    let example = try ExampleGraph(
      ["x": [3]], [("s", .multiply, ["x", "x"]), ("y", .multiply, ["s", "x"])])
    let (x, y) = (try example.node("x"), try example.output)
    let (forward, policy) = (try example.forward(), Slip(clearing: clearing))
    let first = try forward.backward(from: y, policy: policy)
    #expect(first.adjoint(of: x) == 27)
    #expect(try forward.backward(from: y, policy: policy, after: first).adjoint(of: x) == value)
  }

  @Test func `a walk of every path gives up on too many`() throws {
    var graph = Graph()
    var node = graph.addLeaf(named: "x")
    for _ in 0..<40 { node = try graph.addResult(of: .add, node, node) }
    let forward = try graph.forward(at: ["x": 1])
    #expect(throws: EvaluationError.tooManyPaths) {
      try forward.backward(from: node, policy: Slip(order: .depthFirst))
    }
  }

  /// Whether `value` is `printed` at the catalogue's six decimals.
  private func isPrinted(_ value: Double, _ printed: Double) -> Bool {
    value.isApproximatelyEqual(to: printed, absoluteTolerance: 5.1e-7, relativeTolerance: 0)
  }
}
