import Autodiff
import ModelLanguage

/// Tells whether a formula is right but for one number that was rounded, as 0.33 for 1/3.
struct RoundedConstant {
  /// No answer can name this: it has a blank.
  private static let name = "rounded number"
  private static let mostSteps = 40
  private static let fewestPoints = 12
  private static let mostDraws = 60

  private let literal: NumberLiteral.Decimal
  private let answer: Formula
  private let leaf: NodeID

  /// - Returns: nil unless exactly one number in the answer was written with decimals.
  init?(in reading: Reading, over model: Model?, given: [String: Double]) {
    guard let literal = reading.onlyDecimal, let model else { return nil }
    let number = Expr(.number(literal.value))
    guard reading.expression.parts.count(where: { $0 == number }) == 1,
      let model = try? Model(model.program.binding(Self.name, to: number)),
      let leaf = model.leaves[Self.name],
      let answer = try? Formula(
        reading.expression.replacing(number, with: Expr(.name(Self.name))), over: model,
        given: given)
    else { return nil }
    (self.literal, self.answer, self.leaf) = (literal, answer, leaf)
  }

  /// Whether another number in its place makes the answer equal to the key, and the written one is
  /// that number rounded or cut off.
  ///
  /// - Parameter known: A point where the answer differs from the key, if one is known.
  func isRight(
    for key: Formula, at points: SamplePoints, differingAt known: [String: Tensor]?
  ) -> Bool {
    var points = points
    let all = (0..<Self.mostDraws).map { _ in points.next() }
    var samples: [(point: [String: Tensor], wanted: Double)] = []
    for point in [known].compactMap(\.self) + all where samples.count <= Self.fewestPoints {
      guard let wanted = (try? key.run(at: point))?.value, wanted != 0 else { continue }
      samples.append((point, wanted))
    }
    guard samples.count > Self.fewestPoints else { return false }
    // It is solved for where the answer is wrong. One that is right everywhere, but for rounding,
    // has a number with very many digits.
    let isWrong = samples.map { point, wanted in
      run(at: point, literal.value).map { abs($0.value - wanted) > 1e-9 * abs(wanted) } ?? true
    }
    guard let first = isWrong.firstIndex(of: true) ?? (literal.isLong ? 0 : nil),
      let constant = solution(at: samples[first].point, for: samples[first].wanted), constant != 0
    else { return false }
    // Where the number makes no difference it is not what is wrong.
    var matters = 0
    for (point, wanted) in samples {
      guard let (value, slope) = run(at: point, constant),
        abs(value - wanted) <= 1e-6 * max(abs(value), abs(wanted))
      else { return false }
      if slope != 0 { matters += 1 }
    }
    guard matters >= Self.fewestPoints / 3 else { return false }
    let written = Comparison.Answer(
      value: literal.value, errorBound: 0, lastPlace: literal.lastPlace, hasDecimal: true)
    let comparison = Comparison(key: constant, digits: 15)
    return comparison.isEqual(written) || comparison.outcome(ofUnequal: written) != .different
  }

  /// The answer with `constant` in the place of the number, and how it moves with that.
  private func run(
    at point: [String: Tensor], _ constant: Double
  ) -> (value: Double, slope: Double)? {
    var point = point
    point[Self.name] = .scalar(constant)
    guard let run = try? answer.run(at: point),
      let pass = try? run.pass.backward(from: answer.root, withRespectTo: [leaf])
    else { return nil }
    return (run.value, pass.adjoint(of: leaf))
  }

  /// The constant that gives the wanted value, by Newton's method with the engine's own slope.
  private func solution(at point: [String: Tensor], for wanted: Double) -> Double? {
    var constant = literal.value
    for _ in 0..<Self.mostSteps {
      guard let (value, slope) = run(at: point, constant) else { return nil }
      let next = constant - (value - wanted) / slope
      guard next.isFinite else { return nil }
      if abs(next - constant) <= 1e-14 * abs(constant) { return next }
      constant = next
    }
    return nil
  }
}
