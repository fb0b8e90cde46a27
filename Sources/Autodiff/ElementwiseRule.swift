import RealModule

/// All that the passes need to know about an op that works entry by entry.
///
/// Where an op has no value or no slope the functions answer nan or infinity; the passes turn that
/// into an ``EvaluationError``.
protocol ElementwiseRule {
  /// How many operands the op takes: 1 or 2.
  static var arity: Int { get }
  /// Whether there are operands with a value but no finite slope.
  static var mayLackSlope: Bool { get }
  /// The value at operands *a* and *b*.
  static func value(_ a: Double, _ b: Double) -> Double
  /// ∂value/∂a at (*a*, *b*), where the value is *v*.
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double
  /// ∂value/∂b at (*a*, *b*), where the value is *v*.
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double
  /// How far (*a*, *b*) is from a corner, a point with a slope only by convention: 0 on it, with
  /// opposite signs on its two sides. Nil for an op without corners.
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double?
}

extension ElementwiseRule {
  static var arity: Int { 2 }
  static var mayLackSlope: Bool { false }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { nil }
}

/// An op of one operand.
protocol UnaryRule: ElementwiseRule {
  static func value(_ a: Double) -> Double
  static func slope(_ a: Double, _ v: Double) -> Double
}

extension UnaryRule {
  static var arity: Int { 1 }
  @inline(__always) static func value(_ a: Double, _ b: Double) -> Double { value(a) }
  @inline(__always)
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { slope(a, v) }
  @inline(__always)
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { 0 }
}

// MARK: Two operands

enum Add: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a + b }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { 1 }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { 1 }
}

enum Subtract: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a - b }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { 1 }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { -1 }
}

enum Multiply: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a * b }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { b }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { a }
}

enum Divide: ElementwiseRule {
  static var mayLackSlope: Bool { true }
  static func value(_ a: Double, _ b: Double) -> Double { a / b }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { 1 / b }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { -v / b }
}

enum Power: ElementwiseRule {
  static var mayLackSlope: Bool { true }
  /// Any base with a whole exponent, else a base that is not negative.
  static func value(_ a: Double, _ b: Double) -> Double {
    if b == 2 { return a * a }
    return a < 0 && b != b.rounded() ? .nan : libm(a, b)
  }
  // 0^b stays 0 for every positive b, and a^0 stays 1 for every a: both slopes are 0 there, where
  // the general formulas would give 0 times infinity.
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double {
    if b == 2 { return 2 * a }
    if b == 0 { return 0 }
    return b - 1 == b ? b * v / a : b * value(a, b - 1)  // so large a number has none before it
  }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double {
    a == 0 && b > 0 ? 0 : v * .log(a)
  }
  /// a^b, where a is not negative or b is whole.
  ///
  /// RealModule's own refuses a negative base.
  private static func libm(_ a: Double, _ b: Double) -> Double {
    if a > 0 { return .pow(a, b) }
    if let whole = Int(exactly: b) { return .pow(a, whole) }
    if a < 0 { return .pow(-a, b) }  // so large a whole number is even
    return b > 0 ? 0 : .infinity
  }
}

enum Max: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
  // On a tie each has one half: the mean of the two slopes it lies between.
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double {
    a > b ? 1 : a == b ? 0.5 : 0
  }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double {
    b > a ? 1 : a == b ? 0.5 : 0
  }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a - b }
}

enum Min: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double {
    a < b ? 1 : a == b ? 0.5 : 0
  }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double {
    b < a ? 1 : a == b ? 0.5 : 0
  }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a - b }
}

/// a where it is positive, else the share b of it.
enum LeakyRelu: ElementwiseRule {
  static func value(_ a: Double, _ b: Double) -> Double { a > 0 ? a : b * a }
  static func slopeByFirst(_ a: Double, _ b: Double, _ v: Double) -> Double { a > 0 ? 1 : b }
  static func slopeBySecond(_ a: Double, _ b: Double, _ v: Double) -> Double { a > 0 ? 0 : a }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a }
}

// MARK: One operand

enum Negate: UnaryRule {
  static func value(_ a: Double) -> Double { -a }
  static func slope(_ a: Double, _ v: Double) -> Double { -1 }
}

enum Exp: UnaryRule {
  static func value(_ a: Double) -> Double { .exp(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { v }
}

enum Log: UnaryRule {
  static var mayLackSlope: Bool { true }
  static func value(_ a: Double) -> Double { .log(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { 1 / a }
}

enum Sqrt: UnaryRule {
  static var mayLackSlope: Bool { true }
  static func value(_ a: Double) -> Double { .sqrt(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { 1 / (2 * v) }
}

enum Sin: UnaryRule {
  static func value(_ a: Double) -> Double { .sin(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { .cos(a) }
}

enum Cos: UnaryRule {
  static func value(_ a: Double) -> Double { .cos(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { -.sin(a) }
}

enum Tanh: UnaryRule {
  static func value(_ a: Double) -> Double { tanhThroughExp(a) }
  static func slope(_ a: Double, _ v: Double) -> Double {
    // Far out 1 - v² is mostly rounding: 1e-8 of it at 10, all of it at 20.
    guard Swift.abs(a) > 4 else { return 1 - v * v }
    let e = Double.exp(-2 * Swift.abs(a))
    return 4 * e / ((1 + e) * (1 + e))
  }
}

enum Sigmoid: UnaryRule {
  static func value(_ a: Double) -> Double {
    // Where exp(-a) would overflow v is exp(a) to the last digit.
    a < -700 ? .exp(a) : 1 / (1 + .exp(-a))
  }
  static func slope(_ a: Double, _ v: Double) -> Double {
    // 1 - v is exp(-a) v, which far out keeps the digits that the difference loses.
    a > 8 ? .exp(-a) * v * v : v * (1 - v)
  }
}

/// log(1 + exp(a)): relu with a round corner.
enum Softplus: UnaryRule {
  static func value(_ a: Double) -> Double {
    (a > 0 ? a : 0) + .log(onePlus: .exp(-Swift.abs(a)))
  }
  static func slope(_ a: Double, _ v: Double) -> Double { Sigmoid.value(a) }
}

enum Relu: UnaryRule {
  static func value(_ a: Double) -> Double { a > 0 ? a : 0 }
  // At the corner any slope in [0, 1] is a subgradient; 0 is the usual choice.
  static func slope(_ a: Double, _ v: Double) -> Double { a > 0 ? 1 : 0 }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a }
}

enum Abs: UnaryRule {
  static func value(_ a: Double) -> Double { Swift.abs(a) }
  static func slope(_ a: Double, _ v: Double) -> Double { a > 0 ? 1 : a < 0 ? -1 : 0 }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a }
}

enum Sign: UnaryRule {
  static func value(_ a: Double) -> Double { a > 0 ? 1 : a < 0 ? -1 : 0 }
  static func slope(_ a: Double, _ v: Double) -> Double { 0 }
  static func distanceFromCorner(_ a: Double, _ b: Double) -> Double? { a }
}

enum Square: UnaryRule {
  static func value(_ a: Double) -> Double { a * a }
  static func slope(_ a: Double, _ v: Double) -> Double { 2 * a }
}

/// The value itself, but nothing goes back through it: the graph counts it as a constant.
enum Stop: UnaryRule {
  static func value(_ a: Double) -> Double { a }
  static func slope(_ a: Double, _ v: Double) -> Double { 0 }
}
