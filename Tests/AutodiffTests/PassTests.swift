import Autodiff
import RealModule
import Testing

/// Reference graph R of the misconception catalogue:
/// m = w*x; n = m + b; o = tanh(n); e = o - y; L = e^2.
private struct ReferenceGraph {
  var graph = Graph()
  let w, x, b, y, m, loss: NodeID
  let point = ["w": 0.8, "x": 3, "b": -1.9, "y": 1]

  init() throws {
    w = graph.addLeaf(named: "w")
    x = graph.addLeaf(named: "x")
    b = graph.addLeaf(named: "b")
    y = graph.addLeaf(named: "y")
    m = try graph.addResult(of: .multiply, w, x)
    let o = try graph.addResult(of: .tanh, graph.addResult(of: .add, m, b))
    let e = try graph.addResult(of: .subtract, o, y)
    loss = try graph.addResult(of: .power, e, graph.addConstant(2))
  }
}

/// Fork F of the catalogue: d = a*b; g = a + b; f = d*g.
private struct ForkGraph {
  var graph = Graph()
  let a, b, f: NodeID
  let point: [String: Double] = ["a": -2, "b": 3]

  init() throws {
    a = graph.addLeaf(named: "a")
    b = graph.addLeaf(named: "b")
    f = try graph.addResult(
      of: .multiply, try graph.addResult(of: .multiply, a, b), try graph.addResult(of: .add, a, b))
  }
}

private struct OverwriteAtFork: BackwardPolicy {
  func accumulated(_ earlier: Double?, _ contribution: Double) -> Double { contribution }
}

private struct UpstreamForgotten: BackwardPolicy {
  func contribution(upstream: Double, localDerivative: Double) -> Double { localDerivative }
}

private struct TimesNotSwapped: BackwardPolicy {
  func localDerivative(at step: LocalStep) -> Double {
    guard step.op == .multiply else { return step.trueDerivative }
    return step.position == 0 ? step.operands.0 : step.operands.1
  }
}

private struct LossAsSeed: BackwardPolicy {
  func seed(output: Double) -> Double { output }
}

@Suite struct PassTests {
  @Test func `the chain rule gives the catalogue's true gradients`() throws {
    let r = try ReferenceGraph()
    let pass = try r.graph.forward(at: r.point).backward(from: r.loss)
    // Expected values: grading.md, section C1, computed there with 50 digits.
    for (node, expected) in [(r.w, -2.538100), (r.x, -0.676827), (r.b, -0.846033), (r.y, 1.075766)]
    {
      #expect(pass.adjoint(of: node).isApproximatelyEqual(to: expected, absoluteTolerance: 5e-7))
    }
    let f = try ForkGraph()
    let fork = try f.graph.forward(at: f.point).backward(from: f.f)
    #expect(fork.adjoint(of: f.a) == -3)
    #expect(fork.adjoint(of: f.b) == -8)
  }

  @Test func `a broken rule gives its own wrong gradients through the same loop`() throws {
    let f = try ForkGraph()
    let overwritten = try f.graph.forward(at: f.point)
      .backward(from: f.f, policy: OverwriteAtFork())
    // The walk comes to g = a + b first, then to d = a*b, whose share overwrites.
    #expect(overwritten.adjoint(of: f.a) == 3)
    #expect(overwritten.adjoint(of: f.b) == -2)

    let r = try ReferenceGraph()
    let forward = try r.graph.forward(at: r.point)
    func slope(_ policy: some BackwardPolicy) throws -> Double {
      try forward.backward(from: r.loss, policy: policy).adjoint(of: r.w)
    }
    #expect(try slope(UpstreamForgotten()) == 3)
    #expect(
      try slope(TimesNotSwapped()).isApproximatelyEqual(to: -0.676827, absoluteTolerance: 5e-7))
    #expect(try slope(LossAsSeed()).isApproximatelyEqual(to: -0.734318, absoluteTolerance: 5e-7))
  }

  @Test func `contributions in the trace add up to the adjoints`() throws {
    let f = try ForkGraph()
    let pass = try f.graph.forward(at: f.point).backward(from: f.f)
    for node in f.graph.nodeIDs where node != f.f {
      let sum = pass.edges.filter { $0.operand == node }.reduce(0) {
        $0 + ($1.contribution.number ?? .nan)
      }
      #expect(sum == pass.adjoint(of: node))
    }
    for edge in pass.edges {
      guard case .entries(let slope) = edge.localDerivative else { continue }
      let product = (edge.upstream.number ?? .nan) * (slope.number ?? .nan)
      #expect(edge.contribution.number == product)
      #expect(edge.upstream.number == pass.adjoint(of: edge.result))
    }
  }

  @Test(arguments: [1, 2, 3, 50])
  func `a node used many times gets the sum of its shares`(uses: Int) throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    var sum = try graph.addResult(of: .multiply, x, x)
    for _ in 1..<uses {
      sum = try graph.addResult(of: .add, sum, try graph.addResult(of: .multiply, x, x))
    }
    let pass = try graph.forward(at: ["x": 3]).backward(from: sum)
    #expect(pass.adjoint(of: x) == Double(uses) * 6)
  }

  @Test func `every gradient of a deep mixed graph agrees with central differences`() throws {
    var graph = Graph()
    let leaves = ["p", "q", "r"].map { graph.addLeaf(named: $0) }
    var node = leaves[0]
    for op in Op.allCases where op.isElementwise && op != .sign && op != .stop {
      let kept = try graph.addResult(of: .sigmoid, node)  // keeps every operand inside (0, 1)
      node =
        op.arity == 1
        ? try graph.addResult(of: op, try graph.addResult(of: .multiply, kept, leaves[1]))
        : try graph.addResult(of: op, kept, leaves[2])
    }
    let point = ["p": 0.3, "q": 0.8, "r": 0.55]
    let pass = try graph.forward(at: point).backward(from: node)
    for (leaf, name) in zip(leaves, ["p", "q", "r"]) {
      let h = 1e-5
      func output(_ shift: Double) throws -> Double {
        try graph.forward(at: point.merging([name: shift]) { $0 + $1 }).value(of: node)
      }
      let difference = (try output(h) - output(-h)) / (2 * h)
      #expect(
        pass.adjoint(of: leaf).isApproximatelyEqual(
          to: difference, absoluteTolerance: 1e-9, relativeTolerance: 1e-6), "leaf \(name)")
    }
  }

  @Test func `depth needs no recursion and passes leave nothing behind`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    var node = x
    for _ in 0..<200_000 { node = try graph.addResult(of: .sin, node) }
    let forward = try graph.forward(at: ["x": 1])
    let first = try forward.backward(from: node).adjoint(of: x)
    #expect(try forward.backward(from: node).adjoint(of: x) == first)
  }

  @Test func `what the output is not made from has gradient 0 and is not reached`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let q = graph.addLeaf(named: "q")
    let root = try graph.addResult(of: .sqrt, q)
    let y = try graph.addResult(of: .multiply, x, graph.addConstant(2))
    // The root's slope does not exist at 0, but nobody asked for it.
    let pass = try graph.forward(at: ["x": 3, "q": 0]).backward(from: y)
    #expect(pass.adjoint(of: q) == 0)
    #expect(!pass.reaches(q) && !pass.reaches(root) && pass.reaches(x))
  }

  @Test func `a replay without a leaf's value says so, even behind a relu`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let y = try graph.addResult(of: .relu, x)
    let replay = Replay(graph, of: y)
    #expect(throws: EvaluationError.leafWithoutValue(name: "x")) { try replay.run() }
    replay.set(x, to: 2)
    try replay.run()
    #expect(replay.value(of: y) == 2 && replay.adjoint(of: x) == 1)
  }

  @Test func `a huge whole exponent is even`() {
    #expect(Op.power.value(-1, 1e19) == 1)
    #expect(Op.power.localDerivatives(-1, 1e19).0 == -1e19)
    #expect(!Op.power.value(-2, 1e19).isFinite)
  }

  @Test func `where no gradient is wanted no slope has to exist`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let n = graph.addLeaf(named: "n")
    let y = try graph.addResult(of: .power, x, n)
    let forward = try graph.forward(at: ["x": -2, "n": 3])
    #expect(throws: EvaluationError.undefinedSlope(node: y, op: .power, operands: [-2, 3])) {
      try forward.backward(from: y)
    }
    let pass = try forward.backward(from: y, withRespectTo: [x])
    #expect(pass.adjoint(of: x) == 12)
    #expect(pass.adjoint(of: n) == 0 && !pass.reaches(n))
  }

  @Test func `a gradient by a result stops at it`() throws {
    let r = try ReferenceGraph()
    let forward = try r.graph.forward(at: r.point)
    let pass = try forward.backward(from: r.loss, withRespectTo: [r.m])
    #expect(pass.adjoint(of: r.m) == (try forward.backward(from: r.loss)).adjoint(of: r.m))
    #expect(!pass.reaches(r.w) && !pass.edges.contains { $0.result == r.m })
  }

  @Test func `a value that does not exist is an error that names the node`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let node = try graph.addResult(of: .log, x)
    #expect(throws: EvaluationError.undefinedValue(node: node, op: .log, operands: [0])) {
      try graph.forward(at: ["x": 0])
    }
    #expect(throws: EvaluationError.leafWithoutValue(name: "x")) {
      try graph.forward(at: [String: Double]())
    }
  }

  @Test func `a slope that does not exist is an error, never nan`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let square = try graph.addResult(of: .multiply, x, x)
    let root = try graph.addResult(of: .sqrt, square)  // slope 0 times infinity at 0
    #expect(throws: EvaluationError.undefinedSlope(node: root, op: .sqrt, operands: [0])) {
      try graph.forward(at: ["x": 0]).backward(from: root)
    }
  }

  @Test func `a gradient out of range is an error`() throws {
    var graph = Graph()
    let x = graph.addLeaf(named: "x")
    let big = graph.addConstant(1e200)
    let node = try graph.addResult(
      of: .multiply, try graph.addResult(of: .multiply, x, big), big)
    #expect(throws: EvaluationError.gradientTooLarge(node: x)) {
      try graph.forward(at: ["x": 0]).backward(from: node)
    }
  }

  @Test func `rounding error bounds are 0 for whole numbers and cover real errors`() throws {
    var graph = Graph()
    let sum = try graph.addResult(of: .add, graph.addConstant(2), graph.addConstant(3))
    let tenths = try graph.addResult(
      of: .subtract,
      try graph.addResult(of: .add, graph.addConstant(0.1), graph.addConstant(0.2)),
      graph.addConstant(0.3))
    let pass = try graph.forward(at: [String: Double]())
    let bounds = pass.roundingErrorBounds()
    #expect((bounds[sum] ?? 1) < 1e-14)
    let error = abs(pass.value(of: tenths))  // mathematically 0
    #expect(error > 0)
    #expect((bounds[tenths] ?? 0) >= error)
  }
}
