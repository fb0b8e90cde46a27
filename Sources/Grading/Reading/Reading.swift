import ModelLanguage

/// One way to read one part of an answer.
struct Reading {
  /// What it says, in names of the question.
  let expression: Expr
  /// Set if it is a number as written.
  let literal: NumberLiteral?
  /// The place of the last digit of the coarsest decimal in it; nil if all numbers are whole.
  let coarsestDecimalPlace: Int?
  /// The only number in it that was written with decimals, if there is one.
  let onlyDecimal: NumberLiteral.Decimal?
  /// The plain text that was parsed, without blanks.
  let text: String
  /// Whether a power of ten in it could also be a product with e and a sum: `2e+3`.
  let hasSignedExponent: Bool

  /// The expression on one line without blanks, as learners write it.
  var printed: String {
    literal?.isPlain == true ? text : expression.description.compact
  }
}

extension Scope {
  /// Every way to read `part`: one, or more if implied products leave a choice.
  ///
  /// - Throws: If there is none.
  func readings(of part: String) throws(Refusal) -> [Reading] {
    let notation = Notation(vocabulary: vocabulary)
    let lexemes = try notation.lexemes(of: part)
    var readings: [Reading] = []
    for lexemes in [lexemes, notation.readingLongExponents(in: lexemes)].compactMap({ $0 }) {
      let (reading, isAmbiguous) = try reading(of: lexemes, as: .answer)
      readings.append(reading)
      if isAmbiguous {
        readings.append(try self.reading(of: lexemes, as: .answerWithTightProducts).reading)
      }
    }
    return readings
  }

  private func reading(
    of lexemes: [Lexeme], as dialect: Dialect
  ) throws(Refusal) -> (reading: Reading, isAmbiguous: Bool) {
    let text = lexemes.text
    let parsed: (expression: Expr, isAmbiguous: Bool)
    do throws(Diagnostic) {
      parsed = try Expr.reading(text, as: dialect)
    } catch {
      throw Refusal(error)
    }
    var resolution = NameResolution(
      vocabulary: vocabulary, readsTightProducts: dialect == .answerWithTightProducts)
    let expression = try resolution.resolve(parsed.expression)
    let decimals = lexemes.filter { $0.kind == .number }.map(\.text).filter {
      $0.contains(".") || $0.contains("e") || $0.contains("E")
    }
    let reading = Reading(
      expression: expression, literal: NumberLiteral(lexemes),
      coarsestDecimalPlace: decimals.compactMap(NumberLiteral.lastPlace).max(),
      onlyDecimal: decimals.count == 1 ? NumberLiteral.Decimal(decimals[0]) : nil,
      text: text.compact, hasSignedExponent: decimals.contains { $0.contains("+") })
    return (reading, parsed.isAmbiguous || resolution.isAmbiguous)
  }
}

extension Array {
  /// The judgement of all readings, if they agree on the verdict; else the line is unclear.
  func judged(
    printing text: (Element) -> String, by judge: (Element) -> Judgement
  ) -> Judgement {
    let judgements = map(judge)
    guard let first = judgements.first else { preconditionFailure("an answer without a reading") }
    if judgements.allSatisfy({ $0.verdict == first.verdict }) { return first }
    var texts: [String] = []
    for text in map(text) where !texts.contains(text) { texts.append(text) }
    return Judgement(
      .invalid, .ambiguousProduct,
      message: "That could be \(texts.joined(separator: " or ")). Put brackets to say which.")
  }
}
