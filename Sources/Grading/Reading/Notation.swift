import ModelLanguage

/// Turns what people write into what the parser reads, and refuses what has no one meaning.
struct Notation {
  /// How many brackets may nest.
  private static let deepestNesting = 100

  let vocabulary: Vocabulary

  /// The lexemes of `text`, checked and with powers of functions spelled out.
  func lexemes(of text: String) throws(Refusal) -> [Lexeme] {
    let lexemes = try Lexer(text, vocabulary: vocabulary).lexemes
    try refuseDeepNesting(in: lexemes)
    try refuseForeignWords(in: lexemes)
    for index in lexemes.indices where lexemes[index].kind == .number {
      try refuseBrokenNumber(at: index, in: lexemes)
    }
    return try spellingOutPowers(in: bracketingQuotients(in: lexemes))
  }

  /// `e^3t` with the exponent taken as 3t, if it is written so.
  ///
  /// A number as the exponent of a constant, followed at once by a name, has two readings; the
  /// parser takes the other one, e^3 times t.
  func readingLongExponents(in lexemes: [Lexeme]) -> [Lexeme]? {
    var result = lexemes
    for index in lexemes.indices.reversed() where lexemes[index].isSymbol("^") {
      let sign = index + 1 < lexemes.count && lexemes[index + 1].isSymbol("-") ? 1 : 0
      let number = index + 1 + sign
      guard index > 0, number + 1 < lexemes.count, isConstant(lexemes[index - 1]),
        lexemes[number].kind == .number, lexemes[number + 1].kind == .word,
        !lexemes[number + 1].followsBlank,
        Function.named(lexemes[number + 1].text.lowercased()) == nil
      else { continue }
      result.insert(.symbol(")"), at: number + 2)
      result.insert(.symbol("("), at: index + 1)
    }
    return result == lexemes ? nil : result
  }

  private func isConstant(_ lexeme: Lexeme) -> Bool {
    switch lexeme.kind {
    case .number: true
    case .word: Scope.constants[vocabulary.name(for: lexeme.text) ?? ""] != nil
    case .symbol: false
    }
  }

  private func refuseDeepNesting(in lexemes: [Lexeme]) throws(Refusal) {
    var depth = 0
    for lexeme in lexemes where lexeme.kind == .symbol {
      if lexeme.isSymbol("(") || lexeme.isSymbol("[") { depth += 1 }
      if lexeme.isSymbol(")") || lexeme.isSymbol("]") { depth -= 1 }
      guard depth <= Self.deepestNesting else {
        throw Refusal(
          .nestedTooDeep, "Brackets may nest \(Self.deepestNesting) deep. Write it more simply.")
      }
    }
  }

  private func refuseForeignWords(in lexemes: [Lexeme]) throws(Refusal) {
    let words = lexemes.filter { $0.kind == .word && vocabulary.name(for: $0.text) == nil }
      .map { $0.text.lowercased() }
    if words.contains("percent") {
      throw Refusal(.percent, "Give the number itself, not a percentage.")
    }
    if words.contains("or") || words.contains("and") { throw .twoAnswers }
    let hasDots = zip(lexemes, lexemes.dropFirst()).contains {
      $0.text.hasSuffix(".") && $1.text.hasPrefix(".")
    }
    if words.contains("to") || words.contains("between") || hasDots { throw .range }
  }

  /// Refuses `1 000`, `7 e3`, `7e -3`, `1_000`, `0x10` and `3 1/4`.
  private func refuseBrokenNumber(at index: Int, in lexemes: [Lexeme]) throws(Refusal) {
    let number = lexemes[index]
    let rest = lexemes[(index + 1)...].prefix(4).map { $0 }
    guard let next = rest.first else { return }
    if next.kind == .number {
      let isMixed = rest.count > 2 && rest[1].isSymbol("/") && rest[2].kind == .number
      throw isMixed ? .mixedNumber : .brokenNumber(number, next)
    }
    if next.isSymbol("'"), rest.count > 1, rest[1].kind == .number {
      throw .brokenNumber(number, next)
    }
    guard next.kind == .word, vocabulary.name(for: next.text) == nil || next.text == "e"
    else { return }
    let tail = next.text.dropFirst()
    let isAllDigits = !tail.isEmpty && tail.unicodeScalars.allSatisfy(\.isDecimalDigit)
    switch next.text.lowercased().first {
    case "_" where isAllDigits:
      throw .brokenNumber(number, next)
    case "e" where isAllDigits && next.followsBlank:
      throw .brokenExponent
    case "e" where tail.isEmpty:
      let hasSign = rest.count > 2 && (rest[1].isSymbol("-") || rest[1].isSymbol("+"))
      if hasSign, rest[2].kind == .number { throw .brokenExponent }
    case "x" where number.text == "0" && !next.followsBlank && Self.isHexadecimal(tail):
      throw Refusal(.hexadecimal, "\(number.text)\(next.text) is hexadecimal. Write it in tens.")
    default:
      break
    }
  }

  private static func isHexadecimal(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// Writes `d1/d2` as `d1/(d2)` where both are names; the parser would read a derivative.
  private func bracketingQuotients(in lexemes: [Lexeme]) -> [Lexeme] {
    var result = lexemes
    for index in lexemes.indices.dropFirst().dropLast().reversed()
    where lexemes[index].isSymbol("/") {
      let sides = [lexemes[index - 1], lexemes[index + 1]]
      let areNames = sides.allSatisfy {
        $0.text.hasPrefix("d") && vocabulary.name(for: $0.text) != nil
      }
      guard areNames else { continue }
      result.replaceSubrange(index + 1...index + 1, with: [.symbol("("), sides[1], .symbol(")")])
    }
    return result
  }

  /// Writes `sin^2(x)` as `(sin(x)^2)`.
  private func spellingOutPowers(in lexemes: [Lexeme]) throws(Refusal) -> [Lexeme] {
    var result = lexemes
    for index in lexemes.indices.reversed() {
      guard isFunction(result[index]), index + 1 < result.count, result[index + 1].isSymbol("^")
      else { continue }
      let exponent = Self.exponent(in: result, at: index + 2)
      let open = index + 2 + exponent.count
      guard !exponent.isEmpty, open < result.count, result[open].isSymbol("("),
        let close = result.closingBracket(of: open)
      else { continue }
      if exponent.contains(where: { $0.isSymbol("-") }) {
        let function = result[index].text
        throw Refusal(
          .inverseFunction,
          "Do you mean the inverse of \(function)? Its reciprocal is written 1/\(function)(…).")
      }
      let call = [.symbol("("), result[index]] + result[open...close]
      result.replaceSubrange(index...close, with: call + [.symbol("^")] + exponent + [.symbol(")")])
    }
    return result
  }

  private func isFunction(_ lexeme: Lexeme) -> Bool {
    lexeme.kind == .word && vocabulary.name(for: lexeme.text) == nil
      && Function.named(lexeme.text.lowercased()) != nil
  }

  /// A whole number at `start`, with or without brackets and sign; else nothing.
  private static func exponent(in lexemes: [Lexeme], at start: Int) -> [Lexeme] {
    guard start < lexemes.count else { return [] }
    var end = start
    if lexemes[start].isSymbol("("), let close = lexemes.closingBracket(of: start) {
      end = close
    } else if lexemes[start].isSymbol("-") {
      end = start + 1
    }
    guard end < lexemes.count else { return [] }
    let exponent = Array(lexemes[start...end])
    let numbers = exponent.filter { $0.kind == .number }
    let isWhole = numbers.count == 1 && numbers[0].text.unicodeScalars.allSatisfy(\.isDecimalDigit)
    let isPlain = exponent.allSatisfy { $0.kind == .number || "()-".contains($0.text) }
    return isWhole && isPlain ? exponent : []
  }
}

extension Refusal {
  fileprivate static func brokenNumber(_ number: Lexeme, _ next: Lexeme) -> Refusal {
    let blank = next.followsBlank ? " " : ""
    let text = "\(number.text)\(blank)\(next.text)"
    return Refusal(
      .brokenNumber, "'\(text)' could be one number or two. Write one number in one piece.")
  }

  fileprivate static let brokenExponent = Refusal(
    .brokenNumber, "Write a power of ten in one piece, as 7e3 or 7*10^3.")
}
