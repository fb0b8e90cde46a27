/// A number as written: one signed number, or one times a power of ten, in brackets or not.
struct NumberLiteral: Equatable {
  /// The exponent of the place of the last written digit: -2 for `2.70`, 4 for `3e4`.
  let lastPlace: Int
  /// Whether the value was written out, and not as a product with a power of ten.
  let isPlain: Bool

  /// A number without a sign, with the place of its last digit.
  struct Decimal {
    let value: Double
    let lastPlace: Int
    /// Whether it has so many digits that a rounding of it can't be seen in a value.
    var isLong: Bool { value != 0 && DecimalPlace.leading(of: value) - lastPlace >= 8 }

    init?(_ text: String) {
      guard let value = Double(text), let place = NumberLiteral.lastPlace(of: text) else {
        return nil
      }
      (self.value, lastPlace) = (value, place)
    }
  }

  /// Reads a literal; nil if the lexemes are anything else.
  init?(_ lexemes: [Lexeme]) {
    var rest = lexemes[...]
    while true {
      if let first = rest.first, first.isSymbol("-") || first.isSymbol("+") {
        rest = rest.dropFirst()
      } else if rest.count > 2, rest.first?.isSymbol("(") == true,
        Array(rest).closingBracket(of: 0) == rest.count - 1
      {
        rest = rest.dropFirst().dropLast()
      } else {
        break
      }
    }
    guard let number = rest.first, number.kind == .number,
      let place = Self.lastPlace(of: number.text)
    else { return nil }
    guard rest.count > 1 else {
      (lastPlace, isPlain) = (place, true)
      return
    }
    let power = Array(rest.dropFirst())
    guard power.count > 3, power[0].isSymbol("*"), power[1].text == "10", power[2].isSymbol("^"),
      let exponent = Self.wholeNumber(power[3...])
    else { return nil }
    (lastPlace, isPlain) = (place + exponent, false)
  }

  /// The place of the last digit of one number.
  static func lastPlace(of text: String) -> Int? {
    let mantissa = text.prefix { $0 != "e" && $0 != "E" }
    guard let exponent = Int(text.dropFirst(mantissa.count + 1)) ?? (mantissa == text ? 0 : nil),
      abs(exponent) < 1000
    else { return nil }
    let point = mantissa.firstIndex(of: ".")
    return exponent - (point.map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0)
  }

  private static func wholeNumber(_ lexemes: ArraySlice<Lexeme>) -> Int? {
    var rest = lexemes
    if rest.first?.isSymbol("(") == true, rest.last?.isSymbol(")") == true {
      rest = rest.dropFirst().dropLast()
    }
    guard let value = Int(rest.map(\.text).joined()), abs(value) < 1000 else { return nil }
    return value
  }
}
