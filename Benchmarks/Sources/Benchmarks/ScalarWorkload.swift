import Autodiff
import CReference

/// W1: a model of a few numbers, its gradient at one point after another.
struct ScalarWorkload: Workload {
  let name: String
  let leafNames: [String]
  /// The points one after another, each with a number for each leaf.
  let points: [Double]
  let build: (inout Graph, _ leaves: [NodeID]) throws -> NodeID
  let referenceGradient: (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Double
  let repeatReference: (UnsafePointer<Double>, _ points: Int, _ repetitions: Int) -> Double
  let replayRequirement: Requirement?
  let sweepRequirement: Requirement?

  static let pointCount = 1024

  var leafCount: Int { leafNames.count }

  private func point(_ index: Int) -> [Double] {
    Array(points[index * leafCount..<(index + 1) * leafCount])
  }

  private func reference(at point: [Double]) -> (value: Double, gradient: [Double]) {
    var gradient = [Double](repeating: 0, count: leafCount)
    let value = referenceGradient(point, &gradient)
    return (value, gradient)
  }

  func checkReference() throws {
    for index in 0..<Self.pointCount {
      let point = point(index)
      try expectSlopes(
        name, reference(at: point).gradient, at: point, entries: point.indices, step: 1e-6
      ) { reference(at: $0).value }
    }
  }

  func rows(_ rounds: Rounds) throws -> [Row] {
    let (graph, leaves, output) = try model()
    let replay = Replay(graph, of: output, withRespectTo: leaves)
    try checkAgreement(replay, leaves)
    var contenders: [(system: String, requirement: Requirement?, work: Work)] = [
      ("C", nil, { repeatReference(points, Self.pointCount, $0) }),
      ("Autodiff replay", replayRequirement, { try repeated(replay, leaves, $0) }),
      ("Autodiff rebuilt", nil, rebuilt),
    ]
    contenders.append(
      ("Autodiff sweep", sweepRequirement, try sweepWork(graph, leaves, output)))
    let seconds = try rounds.seconds(contenders.map(\.work))
    let rows = zip(contenders, seconds).map { contender, seconds in
      Row(
        workload: name, metric: "evaluations", system: contender.system, unit: "M/s",
        samples: seconds.map { 1e-6 / $0 }, requirement: contender.requirement,
        result: contender.system == "C" ? reference(at: point(0)).gradient.reduce(0, +) : nil)
    }
    return rows.enumerated().map { $0 == 0 ? $1 : $1.compared(with: rows[0]) }
      + (try Row.allocations(name, "a replay") { _ = try repeated(replay, leaves, 1) })
  }

  private func model() throws -> (Graph, leaves: [NodeID], output: NodeID) {
    var graph = Graph()
    let leaves = leafNames.map { graph.addLeaf(named: $0) }
    let output = try build(&graph, leaves)
    return (graph, leaves, output)
  }

  private func checkAgreement(_ replay: Replay, _ leaves: [NodeID]) throws {
    for index in 0..<Self.pointCount {
      for (leaf, number) in zip(leaves, point(index)) { replay.set(leaf, to: number) }
      try replay.run()
      try checkAgreement(leaves.map { replay.adjoint(of: $0) }, at: index)
    }
  }

  /// Throws unless `gradient` is C's at the point of this index.
  func checkAgreement(_ gradient: [Double], at index: Int) throws {
    try expectAgreement(
      "\(name), Autodiff and C", gradient, reference(at: point(index)).gradient,
      absoluteTolerance: 1e-15, relativeTolerance: 1e-9)
  }

  private func repeated(
    _ replay: Replay, _ leaves: [NodeID], _ repetitions: Int
  ) throws -> Double {
    // Raw memory, as C reads it: what is timed is the replay and not Swift's arrays.
    try points.withUnsafeBufferPointer { points in
      try leaves.withUnsafeBufferPointer { leaves in
        var checksum = 0.0
        var next = 0
        for _ in 0..<repetitions {
          for leaf in leaves {
            replay.set(leaf, to: points[next])
            next &+= 1
          }
          try replay.run()
          for leaf in leaves { checksum += replay.adjoint(of: leaf) }
          if next == points.count { next = 0 }
        }
        return checksum
      }
    }
  }

  /// A new graph for every point, as an interpreter that meets the model for the first time.
  private func rebuilt(_ repetitions: Int) throws -> Double {
    var checksum = 0.0
    for index in 0..<repetitions {
      let (graph, leaves, output) = try model()
      let replay = Replay(graph, of: output, withRespectTo: leaves)
      let start = index % Self.pointCount * leafCount
      for (offset, leaf) in leaves.enumerated() { replay.set(leaf, to: points[start + offset]) }
      try replay.run()
      for leaf in leaves { checksum += replay.adjoint(of: leaf) }
    }
    return checksum
  }
}

extension ScalarWorkload {
  private static func points(seed: UInt64, leaves: Int) -> [Double] {
    var random = RandomNumbers(seed: seed)
    return random.next(pointCount * leaves, -2, 2)
  }

  /// W1a: c = (x*y + z)^2.
  static func square() -> ScalarWorkload {
    ScalarWorkload(
      name: "W1a", leafNames: ["x", "y", "z"], points: points(seed: 1, leaves: 3),
      build: { graph, leaves in
        let two = graph.addConstant(2)
        let product = try graph.addResult(of: .multiply, leaves[0], leaves[1])
        let sum = try graph.addResult(of: .add, product, leaves[2])
        return try graph.addResult(of: .power, sum, two)
      },
      referenceGradient: squareGradient, repeatReference: repeatSquare,
      replayRequirement: nil, sweepRequirement: nil)
  }

  /// W1b: a2 = sigmoid(w2 * sigmoid(w1*x + b1) + b2), loss 0.5 * (y - a2)^2.
  static func sigmoidNet() -> ScalarWorkload {
    ScalarWorkload(
      name: "W1b", leafNames: ["x", "y", "w1", "b1", "w2", "b2"],
      points: points(seed: 2, leaves: 6),
      build: { graph, leaves in
        let two = graph.addConstant(2)
        let half = graph.addConstant(0.5)
        var activation = leaves[0]
        for (weight, bias) in [(leaves[2], leaves[3]), (leaves[4], leaves[5])] {
          let product = try graph.addResult(of: .multiply, weight, activation)
          let sum = try graph.addResult(of: .add, product, bias)
          activation = try graph.addResult(of: .sigmoid, sum)
        }
        let error = try graph.addResult(of: .subtract, leaves[1], activation)
        let squared = try graph.addResult(of: .power, error, two)
        return try graph.addResult(of: .multiply, half, squared)
      },
      referenceGradient: sigmoidNetGradient, repeatReference: repeatSigmoidNet,
      replayRequirement: .ratioAtLeast(0.25), sweepRequirement: .ratioAtLeast(0.5))
  }
}
