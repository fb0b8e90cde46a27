import Autodiff

extension Slip {
  /// Another slope of `op`, by one operand or by all.
  static func at(
    _ op: Op, _ position: Int? = nil, _ slope: @escaping @Sendable (LocalStep) -> Double
  ) -> Slip {
    Slip(slope: {
      $0.op == op && (position ?? $0.position) == $0.position ? slope($0) : $0.trueDerivative
    })
  }
}
