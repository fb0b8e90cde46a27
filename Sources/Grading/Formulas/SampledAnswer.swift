import Autodiff
import ModelLanguage

/// A formula's values at a few points, beside those that other formulas have there.
struct SampledAnswer {
  private static let wantedPoints = 16
  private static let mostDraws = 160

  struct Sample {
    let point: [String: Tensor]
    /// The model's forward pass there.
    let forward: ForwardPass
    let value: Double
    let key: Double
  }

  let samples: [Sample]

  init(_ answer: Formula, key: Formula, points: SamplePoints) {
    var points = points
    var samples: [Sample] = []
    for _ in 0..<Self.mostDraws where samples.count < Self.wantedPoints {
      let point = points.next()
      guard let forward = try? key.model.forward(at: point),
        let keyRun = try? key.run(at: point, over: forward),
        let run = try? answer.run(at: point, over: forward)
      else { continue }
      samples.append(Sample(point: point, forward: forward, value: run.value, key: keyRun.value))
    }
    self.samples = samples
  }

  /// Whether the answer has the values of `other` wherever both exist, and the key has not.
  func follows(_ other: (Sample) -> Double?) -> Bool {
    var compared = 0
    var differsFromKey = false
    for sample in samples {
      guard let value = other(sample) else { continue }
      guard Self.isEqual(sample.value, value) else { return false }
      compared += 1
      differsFromKey = differsFromKey || !Self.isEqual(value, sample.key)
    }
    return compared >= Self.wantedPoints / 2 && differsFromKey
  }

  /// The answer divided by the key, if that is the same number everywhere.
  var constantRatio: Double? {
    let ratios = samples.filter { $0.key != 0 }.map { $0.value / $0.key }
    return Self.constant(among: ratios).flatMap { abs($0 - 1) > 1e-5 ? $0 : nil }
  }

  /// The answer less the key, if that is the same number everywhere.
  var constantOffset: Double? {
    Self.constant(among: samples.map { $0.value - $0.key })
  }

  private static func constant(among values: [Double]) -> Double? {
    guard values.count >= wantedPoints / 2, let first = values.first, first != 0, first.isFinite,
      values.allSatisfy({ abs($0 - first) <= 1e-6 * abs(first) })
    else { return nil }
    return first
  }

  private static func isEqual(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1e-12
  }
}
