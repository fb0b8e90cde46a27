/// Numbers that are easy to read: ticks of axes and bounds of ranges.
enum RoundNumber {
  /// `digits` × 10^`exponent`, the nearest `Double` to it.
  static func make(_ digits: Int, _ exponent: Int) -> Double {
    // A product such as 3 * 0.1 would be off in its last digit; parsing is exact.
    Double("\(digits)e\(exponent)") ?? .nan
  }

  /// All multiples in a range of the smallest 1, 2 or 5 × 10^n with at most `count` of them there.
  ///
  /// None where the range is too narrow for its size to be told apart.
  static func multiples(in range: ClosedRange<Double>, atMost count: Int) -> [Double] {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    // Halves, because the difference of two huge numbers overflows.
    let half = upper / 2 - lower / 2
    guard half > 1e-306, half > 1e-12 * max(abs(lower), abs(upper)) else { return [] }
    let smallest = half.decade - 1
    for exponent in smallest...smallest + 3 {
      for digit in [1, 2, 5] {
        let step = make(digit, exponent)
        guard step > 0, step.isFinite else { continue }
        // A bound that is itself a multiple belongs to them, whatever the division rounds to.
        let first = (lower / step - 1e-9).rounded(.up)
        let last = (upper / step + 1e-9).rounded(.down)
        guard last - first < Double(count) else { continue }
        guard first <= last else { return [] }
        return (Int(first)...Int(last)).map { make($0 * digit, exponent) }.filter(\.isFinite)
      }
    }
    return []
  }

  /// At most `count` numbers for a logarithmic axis: powers of ten where there are two or more.
  static func powersOfTen(in range: ClosedRange<Double>, atMost count: Int) -> [Double] {
    func products(of digits: [Int]) -> [Double] {
      (range.lowerBound.decade...range.upperBound.decade + 1).flatMap { exponent in
        digits.map { make($0, exponent) }
      }.filter(range.contains)
    }
    let powers = products(of: [1])
    if powers.count >= 2 {
      let stride = (powers.count + count - 1) / count
      return powers.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
    }
    let between = products(of: [1, 2, 5])
    return (2...max(2, count)).contains(between.count)
      ? between : multiples(in: range, atMost: count)
  }

  /// `value` with one digit other than 0, rounded up or down.
  static func oneDigit(_ value: Double, _ rule: FloatingPointRoundingRule) -> Double {
    guard value != 0, value.isFinite else { return value }
    let digit = (value / make(1, abs(value).decade)).rounded(rule)
    return make(Int(digit), abs(value).decade)
  }
}

extension Double {
  /// The logarithm to base ten of a positive number, right to about 15 digits.
  ///
  /// ln m = 2 artanh((m - 1) / (m + 1)); the series is short because m stays near 1.
  var decimalLogarithm: Double {
    var (exponent, significand) = (Double(self.exponent), self.significand)
    if significand > 1.4142 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    var (sum, power) = (0.0, ratio)
    for odd in stride(from: 1.0, through: 23, by: 2) {
      sum += power / odd
      power *= ratio * ratio
    }
    return exponent * 0.301029995663981195 + 2 * sum * 0.434294481903251828
  }

  /// The exponent of the largest power of ten that is not above a positive number.
  var decade: Int { Int((decimalLogarithm + 1e-12).rounded(.down)) }

  /// Ten to the power of `exponent`.
  static func powerOfTen(_ exponent: Double) -> Double {
    let whole = Swift.min(400, Swift.max(-400, exponent.rounded(.down)))
    let rest = (exponent - whole) * 2.302585092994045684
    var (sum, term) = (1.0, 1.0)
    for count in 1...40 {
      term *= rest / Double(count)
      sum += term
    }
    return sum * RoundNumber.make(1, Int(whole))
  }
}

extension Int {
  /// `value` as a whole number, kept within ±1,000,000; 0 for what is not a number.
  init(rounding value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(1e6, Swift.max(-1e6, value)).rounded())
  }
}
