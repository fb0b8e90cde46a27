import Autodiff
import RealModule
import Testing

@Suite struct TrainingTests {
  /// (w - 3)^2, whose gradient is 2 (w - 3).
  private func bowl(rule: Training.Rule, at w: Double) throws -> (Training, NodeID) {
    var graph = Graph()
    let leaf = graph.addLeaf(named: "w")
    let loss = try graph.addResult(
      of: .square, graph.addResult(of: .subtract, leaf, graph.addConstant(3)))
    return (
      try Training(graph, loss: loss, leaves: [leaf], at: ["w": .scalar(w)], rule: rule), leaf
    )
  }

  @Test func `descent steps against the gradient, rate times as far`() throws {
    let (training, w) = try bowl(rule: .descent, at: 5)
    #expect(try training.step(rate: 0.25) == 4)  // the loss before the step
    #expect(training.value(of: w) == .scalar(4))
    #expect(try training.step(rate: 0.25) == 1)
    #expect(training.value(of: w) == .scalar(3.5))
    #expect(training.steps == 2)
  }

  @Test func `momentum keeps a share of the velocity`() throws {
    let (training, w) = try bowl(rule: .momentum(share: 0.5), at: 5)
    _ = try training.step(rate: 0.25)  // velocity 4
    _ = try training.step(rate: 0.25)  // velocity 0.5 * 4 + 2
    #expect(training.value(of: w) == .scalar(3))
  }

  @Test func `a rate that is too large diverges and says when`() throws {
    let (training, w) = try bowl(rule: .descent, at: 4)
    // Each step multiplies the miss by 1 - 2 * 2 = -3, and the loss by 9: 9^12 is below 1e12.
    for _ in 0..<13 { _ = try training.step(rate: 2) }
    let reached = training.value(of: w)
    #expect(throws: Training.Failure.diverged(step: 14, loss: .pow(9, 13))) {
      try training.step(rate: 2)
    }
    #expect(training.value(of: w) == reached)
  }

  @Test func `a loss that does not exist ends the training with its reason`() throws {
    var graph = Graph()
    let w = graph.addLeaf(named: "w")
    let loss = try graph.addResult(of: .log, w)
    let training = try Training(graph, loss: loss, leaves: [w], at: ["w": .scalar(1)])
    _ = try training.step(rate: 1)  // to 0
    #expect(
      throws: Training.Failure.undefined(
        step: 2, .undefinedValue(node: loss, op: .log, operands: [0]))
    ) { try training.step(rate: 1) }
    #expect(throws: EvaluationError.leafWithoutValue(name: "w")) {
      try Training(graph, loss: loss, leaves: [w], at: [:])
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `a small net learns two moons to above 95 percent`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let moons = TwoMoons(count: 200, using: &random)
    let net = try MoonsNet(moons, using: &random)
    #expect(try net.accuracy(on: moons) < 0.95)
    for step in 0..<400 { _ = try net.training.step(rate: 0.5 - 0.4 * Double(step) / 400) }
    #expect(try net.accuracy(on: moons) > 0.95, "seed \(seed)")
    // On points that it has not seen, too.
    #expect(try net.accuracy(on: TwoMoons(count: 200, using: &random)) > 0.95, "seed \(seed)")
  }
}

/// 2-16-16-1, relu, hinge loss.
private struct MoonsNet {
  private let graph: Graph
  private let scores: NodeID
  private let parameters: [NodeID]
  let training: Training

  init(_ moons: TwoMoons, using random: inout SplitMix64) throws {
    var graph = Graph()
    var point = ["points": moons.points, "labels": moons.labels]
    var parameters: [NodeID] = []
    func parameter(_ shape: Shape) -> NodeID {
      let name = "p\(parameters.count)"
      point[name] = Tensor(
        shape, (0..<shape.count).map { _ in Double.random(in: -0.7...0.7, using: &random) })
      parameters.append(graph.addLeaf(named: name, shape: shape))
      return parameters[parameters.count - 1]
    }
    let labels = graph.addLeaf(named: "labels", shape: moons.labels.shape)
    var layer = graph.addLeaf(named: "points", shape: moons.points.shape)
    for (rows, columns) in [(2, 16), (16, 16)] {
      let weights = parameter(.matrix(rows: rows, columns: columns))
      let product = try graph.addResult(of: .matrixProduct, layer, weights)
      let bias = parameter(.vector(columns))
      layer = try graph.addResult(of: .relu, graph.addResult(of: .add, product, bias))
    }
    let (weights, bias) = (parameter(.vector(16)), parameter(.scalar))
    scores = try graph.addResult(
      of: .add, graph.addResult(of: .matrixProduct, layer, weights), bias)
    let agreement = try graph.addResult(of: .multiply, labels, scores)
    let miss = try graph.addResult(of: .subtract, graph.addConstant(1), agreement)
    let loss = try graph.addResult(of: .mean, graph.addResult(of: .relu, miss))
    self.graph = graph
    self.parameters = parameters
    training = try Training(
      graph, loss: loss, leaves: parameters, at: point, rule: .momentum(share: 0.5))
  }

  /// The share of points whose score has the sign of their label.
  func accuracy(on moons: TwoMoons) throws -> Double {
    var point = ["points": moons.points, "labels": moons.labels]
    for (index, parameter) in parameters.enumerated() {
      point["p\(index)"] = training.value(of: parameter)
    }
    let scores = try graph.forward(at: point).tensor(of: scores).entries
    let right = zip(scores, moons.labels.entries).count { $0 * $1 > 0 }
    return Double(right) / Double(scores.count)
  }
}
