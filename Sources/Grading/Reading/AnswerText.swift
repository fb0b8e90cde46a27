/// A line as typed, in the plain characters of the language.
///
/// Invisible characters are gone, every blank is a space, and look-alikes from calculators, word
/// processors and phones are what they look like.
struct AnswerText {
  /// How many Unicode scalars a line may have.
  static let longest = 500

  /// The plain text, without blanks around it.
  let text: String
  /// Whether more than blanks was changed.
  let isRewritten: Bool

  init(_ input: String) throws(Refusal) {
    // A scalar takes at most four bytes: this refuses a huge line without reading it.
    guard input.utf8.count <= 4 * Self.longest, input.unicodeScalars.count <= Self.longest else {
      throw Refusal(.tooLong, "An answer has at most \(Self.longest) characters.")
    }
    var plain = PlainCharacters()
    for scalar in input.unicodeScalars { try plain.append(scalar) }
    plain.closeSuperscript()
    text = plain.text.trimmed
    isRewritten = plain.isRewritten
  }
}

/// Collects characters in their plain form.
private struct PlainCharacters {
  private var scalars = String.UnicodeScalarView()
  private var isInSuperscript = false
  private(set) var isRewritten = false

  var text: String { String(scalars) }

  mutating func append(_ scalar: Unicode.Scalar) throws(Refusal) {
    // Nearly every character is one of these, and looking up its properties is slow.
    if (0x20..<0x7F).contains(scalar.value) {
      closeSuperscript()
      scalars.append(scalar)
      return
    }
    if scalar.isInvisible { return }
    if scalar.properties.isWhitespace { return append(" ") }
    if scalar.properties.generalCategory == .control {
      let code = String(scalar.value, radix: 16, uppercase: true)
      throw Refusal(.unreadableCharacter, "The line has a control character in it, U+\(code).")
    }
    if let raised = superscripts[scalar] { return appendSuperscript(raised) }
    if let fraction = vulgarFractions[scalar] { return try appendFraction(fraction) }
    let narrow = scalar.narrow
    if let plain = lookAlikes[narrow] {
      append(plain)
      isRewritten = true
    } else {
      append(String(narrow))
      isRewritten = isRewritten || narrow != scalar
    }
  }

  mutating func closeSuperscript() {
    guard isInSuperscript else { return }
    isInSuperscript = false
    append(")")
  }

  private mutating func append(_ text: String) {
    closeSuperscript()
    scalars.append(contentsOf: text.unicodeScalars)
  }

  private mutating func appendSuperscript(_ raised: Unicode.Scalar) {
    if !isInSuperscript { append("^(") }
    isInSuperscript = true
    isRewritten = true
    scalars.append(raised)
  }

  private mutating func appendFraction(_ fraction: String) throws(Refusal) {
    if let last = scalars.last(where: { $0 != " " }), last.isDecimalDigit {
      throw Refusal.mixedNumber
    }
    append(fraction)
    isRewritten = true
  }
}

extension Refusal {
  static let mixedNumber = Refusal(
    .mixedNumber, "A whole number next to a fraction is unclear. Write 3 + 1/4, not 3 1/4.")
}

extension Unicode.Scalar {
  /// Whether the scalar is one of 0 to 9.
  var isDecimalDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it takes no room: format characters and the choice between text and emoji.
  fileprivate var isInvisible: Bool {
    properties.generalCategory == .format || self == "\u{FE0E}" || self == "\u{FE0F}"
  }

  /// The ASCII character that a full-width one shows.
  fileprivate var narrow: Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(value) else { return self }
    return Unicode.Scalar(value - 0xFEE0) ?? self
  }
}

/// A times sign gets blanks, so that two of them are not read as Python's power.
private let lookAlikes: [Unicode.Scalar: String] = [
  "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-", "\u{2014}": "-",
  "\u{2015}": "-", "\u{2212}": "-", "\u{FE63}": "-",
  "×": " * ", "⋅": " * ", "·": " * ", "∗": " * ", "÷": "/", "\u{2215}": "/", "\u{2044}": "/",
  "∞": "inf", "√": "sqrt", "′": "'", "’": "'", "…": "...", "≅": "≈", "≃": "≈",
  "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
  "₉": "9",
]

private let superscripts: [Unicode.Scalar: Unicode.Scalar] = [
  "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
  "⁹": "9", "⁺": "+", "⁻": "-", "⁽": "(", "⁾": ")", "ⁿ": "n",
]

private let vulgarFractions: [Unicode.Scalar: String] = [
  "½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)", "⅕": "(1/5)",
  "⅖": "(2/5)", "⅗": "(3/5)", "⅘": "(4/5)", "⅙": "(1/6)", "⅚": "(5/6)", "⅐": "(1/7)",
  "⅛": "(1/8)", "⅜": "(3/8)", "⅝": "(5/8)", "⅞": "(7/8)", "⅑": "(1/9)", "⅒": "(1/10)",
]
