/// Numbers as text.
public enum NumberText {
  /// The shortest text that reads back as the same number; whole numbers without a point.
  public static func exact(_ value: Double) -> String {
    if value == 0 { return "0" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    // 1e-05 and 1e+16 are written 1e-5 and 1e16 everywhere else.
    return "\(value)".replacing("e-0", with: "e-").replacing("e+", with: "e")
  }

  /// `value` rounded to `digits` significant digits, without trailing zeros.
  ///
  ///     rounded(0.1 + 0.2)         // "0.3"
  ///     rounded(1.0 / 18)          // "0.0555556"
  ///     rounded(6.02214076e23)     // "6.02214e23"
  ///
  /// - Parameter digits: How many digits count; at least 1.
  public static func rounded(_ value: Double, to digits: Int = 6) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var decimal = DecimalDigits(abs(value))
    decimal.round(to: digits)
    guard !decimal.digits.isEmpty else { return "0" }
    return (value < 0 ? "-" : "") + decimal.text
  }
}

/// The digits of a number: 0.d₁d₂d₃… × 10^`pointPosition`.
private struct DecimalDigits {
  private(set) var digits: [UInt8]
  private var pointPosition: Int

  /// Takes the shortest digits that mean `magnitude`, so that 0.15 counts as written.
  init(_ magnitude: Double) {
    let text = Array("\(magnitude)".utf8)
    let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
    let exponent = Int(String(decoding: text.dropFirst(mantissa.count + 1), as: UTF8.self)) ?? 0
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    let all = mantissa.filter { $0 != UInt8(ascii: ".") }.map { $0 - UInt8(ascii: "0") }
    let leadingZeros = all.prefix { $0 == 0 }.count
    digits = Array(all.dropFirst(leadingZeros))
    pointPosition = whole.count + exponent - leadingZeros
    dropTrailingZeros()
  }

  mutating func round(to count: Int) {
    guard digits.count > count else { return }
    let roundsUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if roundsUp {
      while digits.last == 9 { digits.removeLast() }
      if digits.isEmpty {
        digits = [1]
        pointPosition += 1
      } else {
        digits[digits.count - 1] += 1
      }
    }
    dropTrailingZeros()
  }

  var text: String {
    let all = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    switch pointPosition {
    case -3...0:
      return "0." + String(repeating: "0", count: -pointPosition) + all
    case 1...15 where digits.count <= pointPosition:
      return all + String(repeating: "0", count: pointPosition - digits.count)
    case 1...15:
      return "\(all.prefix(pointPosition)).\(all.dropFirst(pointPosition))"
    default:
      let fraction = digits.count > 1 ? ".\(all.dropFirst())" : ""
      return "\(all.prefix(1))\(fraction)e\(pointPosition - 1)"
    }
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
  }
}
