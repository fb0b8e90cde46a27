import Autodiff

extension Refusal {
  /// Why an answer has no value.
  init(_ error: EvaluationError) {
    let cause =
      switch error {
      case .undefinedValue(_, .divide, let operands) where operands.last == 0:
        "It divides by zero."
      case .undefinedValue(_, .log, let operands) where operands.first == 0:
        "The logarithm of 0 does not exist."
      case .undefinedValue(_, .log, _): "The logarithm of a negative number is not real."
      case .undefinedValue(_, .sqrt, _): "The root of a negative number is not real."
      case .undefinedValue(_, .power, let operands) where operands.first == 0:
        "It divides by zero."
      case .undefinedValue(_, .power, let operands) where (operands.first ?? 0) < 0:
        "That power of a negative number is not real."
      default: "It is too large."
      }
    self.init(.noValue, "That has no value. \(cause)")
  }
}
