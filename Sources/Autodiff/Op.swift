/// A differentiable step: how one or two numbers become one.
///
/// The set is closed, so tests sweep it whole. Everything about an op stands in `Op+Rule.swift`.
public enum Op: String, CaseIterable, Sendable {
  case add, subtract, multiply, divide, power
  case negate
  case exp, log, sqrt, sin, cos, tanh, sigmoid, relu, abs, sign
  case max, min

  /// How many operands the op takes: 1 or 2.
  public var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .max, .min: 2
    case .negate, .exp, .log, .sqrt, .sin, .cos, .tanh, .sigmoid, .relu, .abs, .sign: 1
    }
  }

  /// The op's value.
  ///
  /// - Parameters:
  ///   - a: The first operand.
  ///   - b: The second operand; ignored by an op of one operand.
  /// - Returns: The value, or something not finite where the op has none.
  public func value(_ a: Double, _ b: Double = 0) -> Double {
    rule.value(a, b)
  }
}
