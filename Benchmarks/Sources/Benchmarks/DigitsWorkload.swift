import Autodiff
import CReference
import Foundation

/// W4: steps of descent of a 784-128-10 ReLU net with softmax cross-entropy, on one batch of 64.
struct DigitsWorkload: Workload {
  let name = "W4"
  private let images: [Double]
  private let classes: [Int32]
  private let parameters: [Double]
  private let rate = 0.1

  init() {
    var random = RandomNumbers(seed: 4)
    images = random.next(digitsBatch * digitsInputs, 0, 1)
    classes = random.next(digitsBatch, 0, 10).map { Int32($0) }
    parameters =
      random.next(digitsInputs * digitsHidden, -1.0 / 28, 1.0 / 28)
      + [Double](repeating: 0, count: digitsHidden)
      + random.next(digitsHidden * digitsClasses, -0.1, 0.1)
      + [Double](repeating: 0, count: digitsClasses)
  }

  /// A thousandth of the entries, and all of the last layer's bias.
  func checkReference() throws {
    var unused = parameters
    let entries =
      Array(stride(from: 0, to: digitsParameterCount, by: 997))
      + (digitsParameterCount - digitsClasses..<digitsParameterCount)
    try expectSlopes(
      name, referenceGradient().gradient, at: parameters, entries: entries, step: 1e-6
    ) { digitsGradient(images, classes, $0, &unused) }
  }

  func rows(_ rounds: Rounds) throws -> [Row] {
    let net = try net()
    let reference = referenceGradient()
    try expectAgreement(
      "\(name), Autodiff and C", net.gradient(at: parameters), reference.gradient,
      absoluteTolerance: 1e-15, relativeTolerance: 1e-9)

    // Both go on from where the round before stopped.
    let training = try net.training(from: parameters)
    var trained = parameters
    var gradient = parameters
    let works: [Work] = [
      { trainDigits(images, classes, $0, rate, &trained, &gradient) },
      { try (0..<$0).reduce(0) { _, _ in try training.step(rate: rate) } },
    ]
    let rates = try rounds.seconds(works).map { $0.map { 1 / $0 } }
    let cRow = Row(
      workload: name, metric: "steps", system: "C", unit: "1/s", samples: rates[0],
      result: reference.loss)
    let ours = Row(
      workload: name, metric: "steps", system: "Autodiff", unit: "1/s", samples: rates[1],
      requirement: .ratioAtLeast(0.8))
    return [cRow, ours.compared(with: cRow)]
      + (try Row.allocations(name, "a step") { _ = try training.step(rate: rate) })
  }

  private func net() throws -> Net {
    let shape = Shape.matrix(rows: digitsBatch, columns: digitsClasses)
    var wanted = [Double](repeating: 0, count: shape.count)
    for (row, right) in classes.enumerated() { wanted[row * digitsClasses + Int(right)] = 1 }
    return try Net(
      Tensor(.matrix(rows: digitsBatch, columns: digitsInputs), images),
      widths: [digitsInputs, digitsHidden, digitsClasses]
    ) { graph, scores, _ in
      try graph.addResult(of: .crossEntropy, scores, graph.addConstant(Tensor(shape, wanted)))
    }
  }

  private func referenceGradient() -> (loss: Double, gradient: [Double]) {
    var gradient = parameters
    let loss = digitsGradient(images, classes, parameters, &gradient)
    return (loss, gradient)
  }
}
