import RealModule

extension Op {
  /// All that a forward and a backward pass need to know about one op.
  ///
  /// Where an op has no value or no slope the functions answer nan or infinity; the passes turn
  /// that into an ``EvaluationError``.
  struct Rule: Sendable {
    /// The value at operands *a* and *b*.
    var value: @Sendable (_ a: Double, _ b: Double) -> Double

    /// ∂value/∂a and ∂value/∂b at (*a*, *b*), where the value is *v*.
    var localDerivatives: @Sendable (_ a: Double, _ b: Double, _ v: Double) -> (Double, Double)

    /// Whether (*a*, *b*) is a corner: a point with a value, but with a slope only by convention.
    var isCorner: @Sendable (_ a: Double, _ b: Double) -> Bool = { _, _ in false }
  }

  /// The op's row in the table.
  var rule: Rule {
    switch self {
    case .add:
      Rule(value: { a, b in a + b }, localDerivatives: { _, _, _ in (1, 1) })
    case .subtract:
      Rule(value: { a, b in a - b }, localDerivatives: { _, _, _ in (1, -1) })
    case .multiply:
      Rule(value: { a, b in a * b }, localDerivatives: { a, b, _ in (b, a) })
    case .divide:
      Rule(value: { a, b in a / b }, localDerivatives: { a, b, v in (1 / b, -v / b) })
    case .power:
      Rule(
        value: raise,
        localDerivatives: { a, b, v in
          // 0^b stays 0 for every positive b, and a^0 stays 1 for every a: both slopes are 0 there,
          // where the general formulas would give 0 times infinity.
          (b == 0 ? 0 : b * raise(a, b - 1), a == 0 && b > 0 ? 0 : v * .log(a))
        })
    case .negate:
      Rule(value: { a, _ in -a }, localDerivatives: { _, _, _ in (-1, 0) })
    case .exp:
      Rule(value: { a, _ in .exp(a) }, localDerivatives: { _, _, v in (v, 0) })
    case .log:
      Rule(value: { a, _ in .log(a) }, localDerivatives: { a, _, _ in (1 / a, 0) })
    case .sqrt:
      Rule(value: { a, _ in .sqrt(a) }, localDerivatives: { _, _, v in (1 / (2 * v), 0) })
    case .sin:
      Rule(value: { a, _ in .sin(a) }, localDerivatives: { a, _, _ in (.cos(a), 0) })
    case .cos:
      Rule(value: { a, _ in .cos(a) }, localDerivatives: { a, _, _ in (-.sin(a), 0) })
    case .tanh:
      Rule(value: { a, _ in .tanh(a) }, localDerivatives: { _, _, v in (1 - v * v, 0) })
    case .sigmoid:
      Rule(
        // exp of a negative number only: the plain form overflows for large negative a.
        value: { a, _ in a >= 0 ? 1 / (1 + .exp(-a)) : .exp(a) / (1 + .exp(a)) },
        localDerivatives: { _, _, v in (v * (1 - v), 0) })
    case .relu:
      // At the corner any slope in [0, 1] is a subgradient; 0 is the usual choice.
      Rule(
        value: { a, _ in Swift.max(0, a) },
        localDerivatives: { a, _, _ in (a > 0 ? 1 : 0, 0) },
        isCorner: { a, _ in a == 0 })
    case .abs:
      Rule(
        value: { a, _ in Swift.abs(a) },
        localDerivatives: { a, _, _ in (a > 0 ? 1 : a < 0 ? -1 : 0, 0) },
        isCorner: { a, _ in a == 0 })
    case .sign:
      Rule(
        value: { a, _ in a > 0 ? 1 : a < 0 ? -1 : 0 },
        localDerivatives: { _, _, _ in (0, 0) },
        isCorner: { a, _ in a == 0 })
    case .max:
      Rule(
        value: { a, b in Swift.max(a, b) },
        localDerivatives: { a, b, _ in a == b ? (0.5, 0.5) : a > b ? (1, 0) : (0, 1) },
        isCorner: { a, b in a == b })
    case .min:
      Rule(
        value: { a, b in Swift.min(a, b) },
        localDerivatives: { a, b, _ in a == b ? (0.5, 0.5) : a < b ? (1, 0) : (0, 1) },
        isCorner: { a, b in a == b })
    }
  }
}

/// a^b for real numbers: any base with a whole exponent, else a base that is not negative.
@Sendable
private func raise(_ a: Double, _ b: Double) -> Double {
  if let whole = Int(exactly: b) { return .pow(a, whole) }
  return a == 0 && b > 0 ? 0 : .pow(a, b)
}
