/// A word of an answer, with its text kept: the grader counts written digits.
struct Lexeme: Equatable {
  enum Kind: Equatable {
    /// Digits with an optional point and an optional power of ten.
    case number
    /// Letters, digits and underscores.
    case word
    /// Any other character; `**` has become `^`.
    case symbol
  }

  var kind: Kind
  var text: String
  /// Whether a blank stands before it.
  var followsBlank = false

  func isSymbol(_ symbol: String) -> Bool {
    kind == .symbol && text == symbol
  }

  static func symbol(_ text: String) -> Lexeme {
    Lexeme(kind: .symbol, text: text)
  }
}

/// Cuts an answer into lexemes.
///
/// Between two numbers the letter x is a times sign: `3x10^4`.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private let vocabulary: Vocabulary
  private var offset = 0
  private(set) var lexemes: [Lexeme] = []

  init(_ text: String, vocabulary: Vocabulary) throws(Refusal) {
    scalars = Array(text.unicodeScalars)
    self.vocabulary = vocabulary
    while let scalar = peek() {
      if scalar == " " {
        offset += 1
        continue
      }
      let start = offset
      let kind = try scan(from: scalar)
      let text = kind.map { _ in self.text(from: start) } ?? "*"
      lexemes.append(
        Lexeme(
          kind: kind ?? .symbol, text: text == "**" ? "^" : text,
          followsBlank: start > 0 && scalars[start - 1] == " "))
    }
  }

  /// Moves over one lexeme; nil is an x that means times.
  private mutating func scan(from scalar: Unicode.Scalar) throws(Refusal) -> Lexeme.Kind? {
    if scalar.isDecimalDigit || (scalar == "." && isDigit(ahead: 1)) {
      scanNumber()
      return .number
    }
    if Self.isWordPart(scalar) {
      if try startsTimes(scalar) {
        offset += 1
        return nil
      }
      while let next = peek(), Self.isWordPart(next) { offset += 1 }
      return .word
    }
    offset += scalar == "*" && peek(1) == "*" ? 2 : 1
    return .symbol
  }

  private mutating func scanNumber() {
    scanDigits()
    if peek() == "." {
      offset += 1
      scanDigits()
    }
    guard peek() == "e" || peek() == "E" else { return }
    let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
    if isDigit(ahead: 1 + sign) {
      offset += 1 + sign
      scanDigits()
    }
  }

  private mutating func scanDigits() {
    while isDigit(ahead: 0) { offset += 1 }
  }

  private func startsTimes(_ scalar: Unicode.Scalar) throws(Refusal) -> Bool {
    guard scalar == "x" || scalar == "X", let last = lexemes.last, last.kind == .number
    else { return false }
    let rest = scalars[(offset + 1)...]
    let next = rest.first { $0 != " " }
    guard let next, next.isDecimalDigit || next == "." else { return false }
    let word = String(String.UnicodeScalarView(scalars[offset...].prefix(while: Self.isWordPart)))
    let isHexadecimal = last.text == "0" && rest.first != " " && scalars[offset - 1] != " "
    if isHexadecimal || (word != String(scalar) && vocabulary.name(for: word) != nil) {
      return false
    }
    if vocabulary.name(for: String(scalar)) != nil {
      throw Refusal(
        .ambiguousTimes,
        "Is this '\(scalar)' a times sign or the model's \(scalar)? Write * for times.")
    }
    return true
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    offset + ahead < scalars.count ? scalars[offset + ahead] : nil
  }

  private func isDigit(ahead: Int) -> Bool {
    peek(ahead)?.isDecimalDigit == true
  }

  private func text(from start: Int) -> String {
    String(String.UnicodeScalarView(scalars[start..<offset]))
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar == "_" || scalar.isDecimalDigit || ("a"..."z").contains(scalar)
        || ("A"..."Z").contains(scalar)
    }
    return scalar.properties.isAlphabetic && scalar != "∂"
  }
}

extension [Lexeme] {
  /// The lexemes as text for the parser.
  var text: String {
    var text = ""
    for (index, lexeme) in enumerated() {
      if lexeme.followsBlank, index > 0 { text += " " }
      text += lexeme.text
    }
    return text
  }

  /// The index of the bracket that closes the one at `open`.
  func closingBracket(of open: Int) -> Int? {
    var depth = 0
    for index in open..<count {
      if self[index].isSymbol("(") { depth += 1 }
      if self[index].isSymbol(")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
