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
    guard let ways = WrongWays(of: expression, over: trace.model, given: given),
      let key = try? ways.key.run(at: trace.point, over: ways.forward).tensor.number
    else { return }
    let answers = ways.values().compactMap { index, value in
      value.number.map { (misconception: ways.ways[index].misconception, value: $0) }
    }
    let unit = key == 0 ? 0 : DecimalPlace.unit(DecimalPlace.leading(of: key) - digits + 1)
    func isNear(_ value: Double, _ other: Double) -> Bool {
      abs(value - other) <= max(4 * unit, Comparison.relativeTolerance * abs(other))
    }
    withKey = answers.count { isNear($0.value, key) }
    guard let suspect, let own = answers.first(where: { $0.misconception == suspect })?.value,
      !isNear(own, key)
    else { return }
    showsSuspect = true
    withSuspect = answers.count { $0.misconception != suspect && isNear($0.value, own) }
  }
}
