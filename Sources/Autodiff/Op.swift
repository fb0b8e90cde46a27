/// A differentiable step: how values, mostly one or two, become one.
///
/// The set is closed, so tests sweep it whole. What an op does stands in one place: for an op that
/// works entry by entry in `ElementwiseRule.swift`, for the others in `StructuredRule.swift`.
public enum Op: String, CaseIterable, Sendable {
  // Entry by entry; a number, row or column is repeated where the other operand has more.
  case add, subtract, multiply, divide, power, max, min, leakyRelu
  case negate, exp, log, sqrt, sin, cos, tanh, sigmoid, softplus, relu, abs, sign, square
  case stop

  // From a whole value to another shape.
  case sum, mean, largest, smallest, logSumExp, softmax, transpose
  case matrixProduct, crossEntropy, index
  /// Operands of equal shape, put into a list; any number of them.
  case list

  /// How many operands the op takes: 1 or 2, or nil for any number.
  public var arity: Int? {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .max, .min, .leakyRelu, .matrixProduct,
      .crossEntropy, .index:
      2
    case .negate, .exp, .log, .sqrt, .sin, .cos, .tanh, .sigmoid, .softplus, .relu, .abs, .sign,
      .square, .stop, .sum, .mean, .largest, .smallest, .logSumExp, .softmax, .transpose:
      1
    case .list: nil
    }
  }

  /// Whether the op works entry by entry.
  public var isElementwise: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .max, .min, .leakyRelu, .negate, .exp, .log,
      .sqrt, .sin, .cos, .tanh, .sigmoid, .softplus, .relu, .abs, .sign, .square, .stop:
      true
    case .sum, .mean, .largest, .smallest, .logSumExp, .softmax, .transpose, .matrixProduct,
      .crossEntropy, .index, .list:
      false
    }
  }
}
