/// Powers of ten, exact to the last bit.
enum DecimalPlace {
  /// 10^`exponent`; 0 or infinity outside the range of a `Double`.
  static func unit(_ exponent: Int) -> Double {
    units[max(-limit, min(limit, exponent)) + limit]
  }

  private static let limit = 400
  /// Read from text, which rounds once; a product of tens would round at every step.
  private static let units = (-limit...limit).map { Double("1e\($0)") ?? .nan }

  /// The exponent of the first digit of `value`: 10^k ≤ |value| < 10^(k + 1).
  ///
  /// - Precondition: `value` is finite and not 0.
  static func leading(of value: Double) -> Int {
    precondition(value.isFinite && value != 0, "\(value) has no first digit")
    // log10(2) is about 0.30103; the estimate is off by one at most.
    var place = Int((Double(value.exponent) * 0.30103).rounded(.down))
    while unit(place) > abs(value) { place -= 1 }
    while unit(place + 1) <= abs(value) { place += 1 }
    return place
  }
}
