public import ModelLanguage

/// How well the numbers of a question tell its wrong answers apart.
public struct Collisions: Equatable, Sendable {
  /// How many misconceptions give the right answer, or come so near it that rounding could.
  public var withKey = 0
  /// How many give the same answer as the one that is looked for.
  public var withSuspect = 0
  /// Whether the misconception that is looked for has an answer of its own at all.
  public var showsSuspect = false

  /// Runs every misconception at the trace's point.
  ///
  /// - Parameters:
  ///   - expression: What is asked.
  ///   - digits: To how many digits.
  ///   - suspect: A misconception that the question is to bring to light.
  public init(
    of expression: Expr, digits: Int, in trace: Trace, given: [String: Double] = [:],
    suspect: Misconception? = nil
  ) {
    guard let (key, answers) = Self.answers(to: expression, in: trace, given: given) else { return }
    func isNear(_ value: Double, _ other: Double) -> Bool {
      Self.isNear(value, other, digits: digits, ofKey: key)
    }
    withKey = answers.count { isNear($0.value, key) }
    guard let suspect, let own = answers.first(where: { $0.misconception == suspect })?.value,
      !isNear(own, key)
    else { return }
    showsSuspect = true
    withSuspect = answers.count { $0.misconception != suspect && isNear($0.value, own) }
  }

  /// Whether rounding could make up for the difference between an answer and the key: they are at most
  /// four units of the key's last asked digit apart.
  public static func isNear(_ value: Double, _ key: Double, digits: Int) -> Bool {
    isNear(value, key, digits: digits, ofKey: key)
  }

  private static func isNear(
    _ value: Double, _ other: Double, digits: Int, ofKey key: Double
  ) -> Bool {
    let unit = key == 0 ? 0 : DecimalPlace.unit(DecimalPlace.leading(of: key) - digits + 1)
    return abs(value - other) <= max(4 * unit, Comparison.relativeTolerance * abs(other))
  }

  /// The misconceptions whose answer is wrong, but so near the right one that nobody could tell.
  public static func nearMisses(
    of expression: Expr, digits: Int, in trace: Trace, given: [String: Double] = [:]
  ) -> [(misconception: Misconception, value: Double)] {
    guard let (key, answers) = answers(to: expression, in: trace, given: given) else { return [] }
    return answers.filter {
      isNear($0.value, key, digits: digits)
        && abs($0.value - key) > Comparison.relativeTolerance * abs(key)
    }
  }

  /// The misconceptions that come to the right answer itself.
  public static func withKey(
    of expression: Expr, in trace: Trace, given: [String: Double] = [:]
  ) -> [Misconception] {
    guard let (key, answers) = answers(to: expression, in: trace, given: given) else { return [] }
    return answers.filter { abs($0.value - key) <= Comparison.relativeTolerance * abs(key) }
      .map(\.misconception)
  }

  private static func answers(
    to expression: Expr, in trace: Trace, given: [String: Double]
  ) -> (key: Double, answers: [(misconception: Misconception, value: Double)])? {
    guard let ways = WrongWays(of: expression, over: trace.model, given: given),
      let key = try? ways.key.run(at: trace.point, over: ways.forward).tensor.number
    else { return nil }
    let answers = ways.values().compactMap { index, value in
      value.number.map { (misconception: ways.ways[index].misconception, value: $0) }
    }
    return (key, answers)
  }
}
