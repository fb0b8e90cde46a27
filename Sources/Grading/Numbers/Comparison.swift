import ModelLanguage

/// Compares a number with a key, by the digits that were asked for.
///
/// No tolerance is set by hand: the rule depends on the key, the digits and the text of the answer.
struct Comparison {
  /// A number that was typed or computed from what was typed.
  struct Answer {
    let value: Double
    /// How far rounding alone can have moved the value.
    let errorBound: Double
    /// The place of the last written digit, if it is a number as written.
    let lastPlace: Int?
    /// Whether a decimal was written in it, so that it claims no more than its digits.
    let hasDecimal: Bool
  }

  /// Whether a number as written shows all the digits that are asked for, and rounds `value` at the
  /// last of them.
  func isFullRounding(_ answer: Answer, of value: Double) -> Bool {
    guard let lastPlace = answer.lastPlace, value != 0, value.isFinite else { return false }
    return DecimalPlace.leading(of: value) - lastPlace + 1 >= digits
      && Comparison(key: value, digits: digits).isWithinHalfUnit(answer.value, at: lastPlace)
  }

  /// How an answer that differs from the key relates to it.
  enum Outcome {
    case rounded, tooFewDigits, cutOff, different
  }

  /// How far equal numbers may differ, relative to the key.
  static let relativeTolerance = 1e-9
  /// How many error bounds a zero may be away from 0.
  static let boundsOfZero = 16.0

  let key: Double
  /// How far rounding alone can have moved the key.
  var keyErrorBound = 0.0
  let digits: Int

  /// Whether the key is zero but for rounding.
  var isKeyZero: Bool {
    abs(key) <= Self.boundsOfZero * keyErrorBound
  }

  /// Whether `answer` is the key, with no leave for rounding.
  func isEqual(_ answer: Answer) -> Bool {
    if isKeyZero {
      let bound = answer.lastPlace == nil ? Self.boundsOfZero * answer.errorBound : 0
      return abs(answer.value) <= bound
    }
    return abs(answer.value - key) <= Self.relativeTolerance * abs(key)
  }

  /// Whether a computed value is the key.
  func isSame(_ value: Double) -> Bool {
    if isKeyZero { return abs(value) <= Self.boundsOfZero * keyErrorBound }
    return abs(value - key) <= Self.relativeTolerance * abs(key)
  }

  /// How `answer`, which differs from the key, relates to it when rounding is allowed.
  func outcome(ofUnequal answer: Answer) -> Outcome {
    guard !isKeyZero else { return .different }
    let first = DecimalPlace.leading(of: key)
    let mayBeRounded = answer.lastPlace != nil || answer.hasDecimal
    if mayBeRounded, !isShort, isWithinHalfUnit(answer.value, at: first - digits + 1) {
      return .rounded
    }
    guard let lastPlace = answer.lastPlace, answer.value != 0,
      isWithinHalfUnit(answer.value, at: first)
    else { return .different }
    if isWithinHalfUnit(answer.value, at: lastPlace) { return .tooFewDigits }
    return isCutOff(answer.value, at: lastPlace) ? .cutOff : .different
  }

  /// Whether the key is a number that one writes in full: few digits, or a whole number below 1e6.
  var isShort: Bool {
    let isWhole = abs(key) < 1e6 && isNearlyEqual(key, key.rounded())
    return isWhole || isNearlyEqual(key, Double(NumberText.rounded(key, to: digits)) ?? .nan)
  }

  /// Ties count both ways.
  private func isWithinHalfUnit(_ value: Double, at place: Int) -> Bool {
    // The slack covers the rounding of the difference; a tie in decimals is rarely one in binary.
    let slack = 1e-9 * DecimalPlace.unit(place) + 4 * key.ulp
    return abs(value - key) <= DecimalPlace.unit(place) / 2 + slack
  }

  /// Whether `value` has the key's digits down to `place` and nothing after.
  private func isCutOff(_ value: Double, at place: Int) -> Bool {
    let units = abs(key) / DecimalPlace.unit(place)
    guard units.isFinite else { return false }
    // 0.3 / 0.1 is a hair less than 3.
    let whole = isNearlyEqual(units, units.rounded()) ? units.rounded() : units.rounded(.down)
    return (abs(value) / DecimalPlace.unit(place)).rounded() == whole
  }

  private func isNearlyEqual(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= Self.relativeTolerance * abs(a)
  }
}
