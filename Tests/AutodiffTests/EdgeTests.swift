import Autodiff
import Testing

@Suite struct EdgeTests {
  /// An op between nodes that are used twice, so that contributions meet.
  private func pass(of opCase: OpCase) throws -> BackwardPass {
    var generator = SplitMix64(seed: 1)
    var sum = try WeightedSum(of: opCase, using: &generator)
    try sum.addSquares()
    return try sum.graph.forward(at: opCase.point(using: &generator)).backward(from: sum.output)
  }

  @Test(arguments: OpCase.all)
  func `contributions add up to the gradient, to the last bit`(opCase: OpCase) throws {
    try expectExactSums(pass(of: opCase))
  }

  @Test(arguments: [
    (Op.add, Shape.scalar), (.subtract, .vector(3)), (.multiply, .vector(3)),
    (.divide, .matrix(rows: 2, columns: 2)), (.power, .vector(2)), (.max, .scalar),
    (.leakyRelu, .vector(3)), (.matrixProduct, .vector(3)),
    (.matrixProduct, .matrix(rows: 3, columns: 3)), (.crossEntropy, .vector(3)),
    (.crossEntropy, .matrix(rows: 2, columns: 3)), (.list, .scalar), (.list, .vector(3)),
  ])
  func `so they do where one node is both operands`(op: Op, shape: Shape) throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x", shape: shape)
    let result = try graph.addResult(of: op, x, x)
    let value = Tensor(shape, (0..<shape.count).map { 0.1 + 0.7 * Double($0) })
    let pass = try graph.forward(at: ["x": value]).backward(from: result)
    #expect(pass.edges.map(\.position) == [0, 1])
    expectExactSums(pass)
  }

  @Test(arguments: OpCase.all)
  func `every operand that hangs on a leaf gets one edge, output first`(opCase: OpCase) throws {
    let pass = try pass(of: opCase)
    let graph = pass.forward.graph
    var expected: [[NodeID]] = []
    for result in graph.nodeIDs.reversed() {
      for operand in graph.operands(of: result) where graph.dependsOnLeaf(operand) {
        expected.append([result, operand])
      }
    }
    #expect(pass.edges.map { [$0.result, $0.operand] } == expected)
    for edge in pass.edges {
      #expect(graph.operands(of: edge.result)[edge.position] == edge.operand)
      #expect(edge.upstream == pass.gradient(of: edge.result))
      #expect(edge.contribution.shape == graph.shape(of: edge.operand))
    }
  }

  @Test(arguments: OpCase.all)
  func `an elementwise edge shows its slopes, and times upstream they are the contribution`(
    opCase: OpCase
  ) throws {
    let pass = try pass(of: opCase)
    for edge in pass.edges {
      guard case .result(let op, _) = pass.forward.graph.kind(of: edge.result) else { continue }
      switch edge.localDerivative {
      case .entries(let slopes):
        #expect(op.isElementwise)
        #expect(slopes.shape == edge.upstream.shape)
        guard slopes.shape == edge.contribution.shape else { continue }
        let products = zip(edge.upstream.entries, slopes.entries).map { $0 * $1 }
        #expect(products == edge.contribution.entries)
      case .pullback(let words):
        #expect(!op.isElementwise && !words.isEmpty)
      }
    }
  }

  @Test(
    arguments: [
      (Op.relu, [[0]], true), (.relu, [[-0.0]], true), (.relu, [[1e-300]], false),
      (.relu, [[-1e-300]], false), (.abs, [[0]], true), (.abs, [[1e-300]], false),
      (.sign, [[0]], true), (.sign, [[-1e-300]], false),
      (.leakyRelu, [[0], [0.1]], true), (.leakyRelu, [[0.1], [0]], false),
      (.leakyRelu, [[-1], [1]], false),
      (.max, [[2], [2]], true), (.max, [[2], [2.0000000000000004]], false),
      (.max, [[0], [-0.0]], true),
      (.min, [[-3], [-3]], true), (.min, [[1.9999999999999998], [2]], false),
      (.min, [[1], [0]], false),
      (.relu, [[1, 0, -1]], true), (.relu, [[1, 2, -1]], false), (.abs, [[1, -0.0]], true),
      (.max, [[1, 2], [2, 2]], true), (.max, [[1, 2], [2, 1]], false),
      (.min, [[1, 2], [2]], true),
      (.largest, [[1, 3, 3]], true), (.largest, [[1, 1, 3]], false), (.largest, [[0, -0.0]], true),
      (.smallest, [[1, 3, 3]], false), (.smallest, [[1, 1, 3]], true), (.largest, [[7]], false),
      (.softplus, [[0]], false), (.square, [[0]], false), (.softmax, [[1, 1]], false),
      (.logSumExp, [[1, 1]], false), (.crossEntropy, [[1, 1], [0, 1]], false),
    ] as [(Op, [[Double]], Bool)])
  func `edges are marked exactly on corners`(
    op: Op, operands: [[Double]], isCorner: Bool
  ) throws {
    let pass = try pass(of: op, operands)
    #expect(pass.edges.count == operands.count)
    #expect(pass.edges.allSatisfy { $0.isCorner == isCorner })
  }

  @Test(
    arguments: [
      (Op.relu, [[0]], [[0]]), (.abs, [[0]], [[0]]), (.sign, [[0]], [[0]]),
      (.leakyRelu, [[0], [0.1]], [[0.1], [0]]), (.max, [[2], [2]], [[0.5], [0.5]]),
      (.min, [[2], [2]], [[0.5], [0.5]]), (.max, [[1, 2], [2, 2]], [[0, 0.5], [1, 0.5]]),
      (.relu, [[1, 0, -1]], [[1, 0, 0]]), (.largest, [[3, 1, 3]], [[0.5, 0, 0.5]]),
      (.largest, [[1, 1, 1, 1]], [[0.25, 0.25, 0.25, 0.25]]),
      (.smallest, [[3, 1, 1]], [[0, 0.5, 0.5]]), (.min, [[1, 3], [2]], [[1, 0], [1]]),
    ] as [(Op, [[Double]], [[Double]])])
  func `corners have the agreed slopes`(
    op: Op, operands: [[Double]], slopes: [[Double]]
  ) throws {
    let pass = try pass(of: op, operands)
    #expect(pass.forward.graph.leaves.map { pass.gradient(of: $0).entries } == slopes)
  }

  @Test(arguments: OpCase.shapes)
  func `an output that is a leaf has gradient 1 and hands nothing on`(shape: Shape) throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x", shape: shape)
    let square = try graph.addResult(of: .square, x)
    let value = Tensor(shape, Array(repeating: 3, count: shape.count))
    let pass = try graph.forward(at: ["x": value]).backward(from: x)
    #expect(pass.gradient(of: x).entries.allSatisfy { $0 == 1 })
    #expect(pass.gradient(of: square).entries.allSatisfy { $0 == 0 })
    #expect(pass.edges.isEmpty && pass.reaches(x) && !pass.reaches(square))
  }

  @Test func `leaves may be added late, and nodes behind the output don't matter`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let square = try graph.addResult(of: .square, x)
    let y = graph.addLeaf(named: "y", shape: .vector(2))
    let product = try graph.addResult(of: .multiply, square, y)
    let output = try graph.addResult(of: .sum, product)
    let behind = try graph.addResult(of: .multiply, output, x)
    let pass = try graph.forward(at: ["x": .scalar(3), "y": .vector([1, 5])])
      .backward(from: output)
    #expect(pass.adjoint(of: x) == 36)
    #expect(pass.gradient(of: y) == .vector([9, 9]))
    #expect(pass.adjoint(of: behind) == 0 && pass.edges.count == 4)
  }

  /// `op` on leaves, a list of one entry being a number.
  private func pass(of op: Op, _ operands: [[Double]]) throws -> BackwardPass {
    var graph = Graph()
    var point: [String: Tensor] = [:]
    var leaves: [NodeID] = []
    for (position, entries) in operands.enumerated() {
      let value = entries.count == 1 ? Tensor.scalar(entries[0]) : .vector(entries)
      point["\(position)"] = value
      leaves.append(graph.addLeaf(named: "\(position)", shape: value.shape))
    }
    let result = try graph.addResult(of: op, leaves)
    return try graph.forward(at: point).backward(from: result)
  }

  private func expectExactSums(_ pass: BackwardPass) {
    for node in pass.forward.graph.nodeIDs where node != pass.output {
      let gradient = pass.gradient(of: node)
      var sums = gradient.entries.map { _ in 0.0 }
      for edge in pass.edges where edge.operand == node {
        for (entry, share) in edge.contribution.entries.enumerated() { sums[entry] += share }
      }
      // In the order of the walk the same numbers are added, so even rounding is the same.
      #expect(sums == gradient.entries)
    }
  }
}
