/// A word of the language.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case name(String)
    /// An operator, bracket, comma or `=`.
    case symbol(Unicode.Scalar)
    /// A line's end or `;`.
    case separator
    case end
  }

  let kind: Kind
  let range: SourceRange
  /// Whether a blank stands before it.
  let followsBlank: Bool
}

/// Cuts a text into tokens, and notes every character that belongs to none.
struct Tokenizer {
  private let scalars: [Unicode.Scalar]
  private var offset = 0
  private var position: SourcePosition
  /// How many brackets are open.
  private var openBrackets = 0
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter start: Where `text` stands in the file that diagnostics speak of.
  init(_ text: String, from start: SourcePosition) {
    // A byte order mark before the first character is no part of the text.
    scalars = Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" })
    position = start
    run()
  }

  private mutating func run() {
    var blank = false
    while let scalar = peek(), diagnostics.count < Diagnostic.List.most {
      let start = position
      let before = tokens.count
      let first = offset
      switch scalar {
      case "#":
        while let next = peek(), next != "\n" { advance(over: next) }
        continue
      case "\n" where openBrackets > 0 && !startsStatement(after: offset):
        advance(over: scalar)  // a list may go on for several lines
        blank = true
        continue
      case "\n", ";":
        advance(over: scalar)
        openBrackets = 0
        append(.separator, from: start, first: first, blank)
      case _ where scalar.properties.isWhitespace:
        advance(over: scalar)
        blank = true
        continue
      case "0"..."9":
        number(from: start, blank)
      case "." where (peek(1).map(isDigit)) == true:
        number(from: start, blank)
      case _ where isNameStart(scalar):
        while let next = peek(), isNamePart(next) { advance(over: next) }
        append(.name(text(from: first)), from: start, first: first, blank)
      case _:
        advance(over: scalar)
        symbol(scalar, from: start, first: first, blank)
      }
      if tokens.count > before { blank = false }
    }
    tokens.append(
      Token(kind: .end, range: SourceRange(start: position, length: 1), followsBlank: blank))
  }

  private mutating func symbol(
    _ scalar: Unicode.Scalar, from start: SourcePosition, first: Int, _ blank: Bool
  ) {
    if scalar == "*", peek() == "*" {  // Python's power
      advance(over: "*")
      append(.symbol("^"), from: start, first: first, blank)
    } else if let plain = Self.symbols[scalar] {
      if plain == "(" || plain == "[" { openBrackets += 1 }
      if plain == ")" || plain == "]" { openBrackets = max(0, openBrackets - 1) }
      append(.symbol(plain), from: start, first: first, blank)
    } else {
      diagnostics.append(
        Diagnostic(
          "unexpected \(described(scalar))", at: SourceRange(start: start, length: 1)))
    }
  }

  /// Whether the line behind `offset` reads `name = …`: then a bracket before it was never closed.
  private func startsStatement(after offset: Int) -> Bool {
    var rest = scalars[(offset + 1)...].drop { $0 == " " || $0 == "\t" }
    guard let first = rest.first, isNameStart(first) else { return false }
    rest = rest.drop(while: isNamePart).drop { $0 == " " || $0 == "\t" }
    return rest.first == "="
  }

  /// The symbols of the language, and the look-alikes that people paste.
  private static let symbols: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [
      "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "⁄": "/",
    ]
    for plain in "+-*/^@(),=[]|∂".unicodeScalars { table[plain] = plain }
    return table
  }()

  private mutating func number(from start: SourcePosition, _ blank: Bool) {
    let first = offset
    digits()
    if peek() == "." {
      advance(over: ".")
      digits()
    }
    // An `e` belongs to the number only if digits follow: `2e3` is 2000, `2e` is 2 times e.
    if let e = peek(), e == "e" || e == "E" {
      let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
      if let digit = peek(1 + sign), isDigit(digit) {
        for _ in 0...sign { if let next = peek() { advance(over: next) } }
        digits()
      }
    }
    let literal = text(from: first)
    guard let value = Double(literal), value.isFinite else {
      diagnostics.append(
        Diagnostic(
          "the number is too large", at: SourceRange(start: start, length: offset - first),
          advice: "the largest is about 1.8e308"))
      return
    }
    let mantissa = literal.prefix { $0 != "e" && $0 != "E" }
    guard value != 0 || !mantissa.contains(where: { ("1"..."9").contains($0) }) else {
      diagnostics.append(
        Diagnostic(
          "the number is too small", at: SourceRange(start: start, length: offset - first),
          advice: "the smallest is about 5e-324"))
      return
    }
    append(.number(value), from: start, first: first, blank)
  }

  private mutating func digits() {
    while let next = peek(), isDigit(next) { advance(over: next) }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    offset + ahead < scalars.count ? scalars[offset + ahead] : nil
  }

  private mutating func advance(over scalar: Unicode.Scalar) {
    offset += 1
    if scalar == "\n" {
      position = SourcePosition(line: position.line + 1, column: 1)
    } else {
      position.column += 1
    }
  }

  private mutating func append(
    _ kind: Token.Kind, from start: SourcePosition, first: Int, _ blank: Bool
  ) {
    tokens.append(
      Token(
        kind: kind, range: SourceRange(start: start, length: offset - first), followsBlank: blank))
  }

  private func text(from first: Int) -> String {
    String(String.UnicodeScalarView(scalars[first..<offset]))
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
  ("0"..."9").contains(scalar)
}

/// Whether `text` could be a name in a program.
public func isName(_ text: String) -> Bool {
  guard let first = text.unicodeScalars.first else { return false }
  return isNameStart(first) && text.unicodeScalars.allSatisfy(isNamePart)
}

private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || (scalar.properties.isAlphabetic && scalar != "∂")
}

private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
  isNameStart(scalar) || isDigit(scalar) || ("₀"..."₉").contains(scalar)
}

/// A character as a message can show it, whatever it is.
private func described(_ scalar: Unicode.Scalar) -> String {
  let code = "U+" + String(repeating: "0", count: max(0, 4 - hex(scalar).count)) + hex(scalar)
  return [.control, .format].contains(scalar.properties.generalCategory)
    ? "character \(code)" : "'\(scalar)'"
}

private func hex(_ scalar: Unicode.Scalar) -> String {
  String(scalar.value, radix: 16, uppercase: true)
}
