import Autodiff
import CReference
import CReferenceNarrow
import Foundation

/// W3: a 2-16-16-1 ReLU net learns two moons of 100 points in 100 full-batch steps.
struct MoonsWorkload: Workload {
  let name = "W3"
  private let points: [Double]
  private let labels: [Double]
  private let parameters: [Double]
  private let steps = 100
  private let decay = 1e-4

  init() {
    var random = RandomNumbers(seed: 3)
    var points: [Double] = []
    for index in 0..<moonsPointCount {
      let angle = Double.pi * random.next(0, 1)
      let isLower = index % 2 == 1
      points += [
        (isLower ? 1 - cos(angle) : cos(angle)) + random.next(-0.1, 0.1),
        (isLower ? 0.5 - sin(angle) : sin(angle)) + random.next(-0.1, 0.1),
      ]
    }
    self.points = points
    labels = (0..<moonsPointCount).map { $0 % 2 == 0 ? 1 : -1 }
    let zeros = [Double](repeating: 0, count: 16)
    parameters =
      random.next(2 * 16, -1, 1) + zeros + random.next(16 * 16, -1, 1) + zeros
      + random.next(16, -1, 1) + [0]
  }

  func checkReference() throws {
    var unused = parameters
    try expectSlopes(
      name, referenceGradient().gradient, at: parameters, entries: parameters.indices, step: 1e-7
    ) { moonsGradient(points, labels, $0, &unused) }
  }

  func rows(_ rounds: Rounds) throws -> [Row] {
    let net = try net()
    let reference = referenceGradient()
    try expectAgreement(
      "\(name), Autodiff and C", net.gradient(at: parameters), reference.gradient,
      absoluteTolerance: 1e-15, relativeTolerance: 1e-9)
    try checkTrained(net)

    let works: [Work] = [
      { repeated($0, trainMoons) },
      { repeated($0, trainMoonsNarrow) },
      { try (0..<$0).reduce(0) { sum, _ in sum + (try train(net).loss) } },
    ]
    let times = try rounds.seconds(works).map { $0.map { $0 * 1e3 } }
    let systems = ["C", "C 256-bit", "Autodiff"]
    let rows = systems.indices.map { index in
      Row(
        workload: name, metric: "100 steps", system: systems[index], unit: "ms",
        samples: times[index], requirement: index == 2 ? .ratioAtMost(2) : nil,
        result: index == 0 ? reference.loss : nil)
    }
    let training = try net.training(from: parameters)
    return rows.enumerated().map { $0 == 0 ? $1 : $1.compared(with: rows[0]) }
      + (try Row.allocations(name, "a step") { _ = try training.step(rate: 0.1) })
  }

  private func net() throws -> Net {
    try Net(
      Tensor(.matrix(rows: moonsPointCount, columns: 2), points), widths: [2, 16, 16, 1]
    ) { graph, scores, parameters in
      let one = graph.addConstant(1)
      let labels = graph.addConstant(Tensor(.matrix(rows: moonsPointCount, columns: 1), labels))
      let agreement = try graph.addResult(of: .multiply, labels, scores)
      let hinge = try graph.addResult(of: .relu, graph.addResult(of: .subtract, one, agreement))
      var squares: NodeID?
      for parameter in parameters {
        let own = try graph.addResult(of: .sum, graph.addResult(of: .square, parameter))
        squares = try squares.map { try graph.addResult(of: .add, $0, own) } ?? own
      }
      let mean = try graph.addResult(of: .mean, hinge)
      guard let squares else { return mean }
      let weight = graph.addConstant(decay)
      return try graph.addResult(of: .add, mean, graph.addResult(of: .multiply, weight, squares))
    }
  }

  private func referenceGradient() -> (loss: Double, gradient: [Double]) {
    var gradient = parameters
    let loss = moonsGradient(points, labels, parameters, &gradient)
    return (loss, gradient)
  }

  private func train(_ net: Net) throws -> (loss: Double, training: Training) {
    let training = try net.training(from: parameters)
    var loss = 0.0
    for step in 0..<steps {
      loss = try training.step(rate: 1 - 0.9 * Double(step) / Double(steps))
    }
    return (loss, training)
  }

  /// Which points a hinge or ReLU lets through is decided by rounding now and then, so a hundred
  /// steps agree less closely than one.
  private func checkTrained(_ net: Net) throws {
    var expected = parameters
    _ = trainMoons(points, labels, steps, &expected)
    var narrow = parameters
    _ = trainMoonsNarrow(points, labels, steps, &narrow)
    let ours = net.entries(of: try train(net).training)
    for (system, trained) in [("Autodiff", ours), ("C 256-bit", narrow)] {
      try expectAgreement(
        "\(name) after \(steps) steps, \(system) and C", trained, expected,
        absoluteTolerance: 1e-9, relativeTolerance: 1e-6)
    }
  }

  private func repeated(
    _ repetitions: Int,
    _ train: (UnsafePointer<Double>, UnsafePointer<Double>, Int, UnsafeMutablePointer<Double>) ->
      Double
  ) -> Double {
    var trained = parameters
    var loss = 0.0
    for _ in 0..<repetitions {
      for index in trained.indices { trained[index] = parameters[index] }
      loss += train(points, labels, steps, &trained)
    }
    return loss
  }
}
