/// How a wrong number misses the key, where one glance at both tells.
enum NearMiss {
  case sign, powerOfTen, reciprocal, factorOfTwo
  case none

  /// - Parameter comparison: The comparison with the key that `answer` failed.
  init(of answer: Comparison.Answer, from comparison: Comparison) {
    let key = comparison.key
    guard !comparison.isKeyZero, answer.value != 0, answer.value.isFinite else {
      self = .none
      return
    }
    func agrees(with other: Double) -> Bool {
      guard other.isFinite, other != 0 else { return false }
      let comparison = Comparison(key: other, digits: comparison.digits)
      return comparison.isEqual(answer) || comparison.outcome(ofUnequal: answer) == .rounded
    }
    let shift = DecimalPlace.leading(of: answer.value) - DecimalPlace.leading(of: key)
    // Rounding 9.996 up shifts the first digit by one more.
    // One digit that agrees is chance: 1 is no slip of the point for 10.
    let isOneDigit = [answer.value, key].allSatisfy {
      let leading = Self.shifted($0, by: -DecimalPlace.leading(of: $0))
      return leading == leading.rounded()
    }
    let shifts = isOneDigit ? [] : [shift, shift - 1].filter { $0 != 0 }
    self =
      if agrees(with: -key) {
        .sign
      } else if agrees(with: 2 * key) || agrees(with: key / 2) {
        .factorOfTwo
      } else if shifts.contains(where: { agrees(with: Self.shifted(key, by: $0)) }) {
        .powerOfTen
      } else if agrees(with: 1 / key) {
        .reciprocal
      } else {
        .none
      }
  }

  var judgement: Judgement {
    switch self {
    case .sign:
      Judgement(.incorrect, .wrongSign, message: "Right size, wrong sign.")
    case .powerOfTen:
      Judgement(.incorrect, .wrongPowerOfTen, message: "Right digits, check the decimal point.")
    case .reciprocal:
      Judgement(.incorrect, .reciprocal, message: "You have 1 divided by it.")
    case .factorOfTwo:
      Judgement(.incorrect, .factorOfTwo, message: "Out by a factor of 2.")
    case .none:
      Judgement(.incorrect, .different)
    }
  }

  /// `value` times 10^`places`, rounded once.
  private static func shifted(_ value: Double, by places: Int) -> Double {
    places < 0 ? value / DecimalPlace.unit(-places) : value * DecimalPlace.unit(places)
  }
}
