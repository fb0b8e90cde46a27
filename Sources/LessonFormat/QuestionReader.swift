import ModelLanguage

/// Reads a `predict` block.
struct QuestionReader {
  private var yaml: YAMLReader
  private(set) var diagnostics: [Diagnostic] = []
  private let start: SourceRange

  init(_ source: PlacedText) {
    yaml = YAMLReader(source)
    start = source.range
  }

  mutating func read() -> Question? {
    let id = yaml.text("id")
    if let id, !isKebabCase(id.text) { diagnostics.append(.notKebabCase(id)) }
    let ask = yaml.text("ask").map { rich($0) }
    let answer = yaml.text("answer").flatMap { expression($0) }
    let kind = readKind()
    let given = readGiven()
    let digits = readDigits()
    let hints = readHints()
    let mistakes = readMistakes()
    let variation = readVariation()
    yaml.finish()
    diagnostics += yaml.diagnostics
    guard let id, let ask, let answer else { return nil }
    return Question(
      id: id.text, ask: ask, kind: kind, answer: answer, given: given, digits: digits,
      hints: hints, mistakes: mistakes, variation: variation)
  }

  private mutating func readKind() -> Question.Kind {
    let word = yaml.text("kind", optional: true)
    var choices: [Question.Choice] = []
    for var reader in yaml.mappings("choices") {
      let text = reader.text("text").map { rich($0) }
      let value = reader.text("is").flatMap { expression($0) }
      let remark = reader.text("say", optional: true).map { rich($0) }
      reader.finish()
      diagnostics += reader.diagnostics
      if let text, let value {
        choices.append(Question.Choice(text: text, value: value, remark: remark))
      }
    }
    if !choices.isEmpty { return .choice(choices) }
    switch word?.text {
    case nil, "number": return .number
    case "formula": return .formula
    case "sign": return .sign
    case "choice":
      note("a choice needs 'choices'", at: word)
    case _:
      note("the kinds are number, formula, sign and choice", at: word)
    }
    return .number
  }

  private mutating func readGiven() -> [String: Double] {
    var given: [String: Double] = [:]
    for (name, values) in yaml.listsByName("given") {
      guard values.count == 1, let value = Double(values[0].text), value.isFinite, isName(name.text)
      else {
        note("'given' maps a name to a number", at: name)
        continue
      }
      given[name.text] = value
    }
    return given
  }

  private mutating func readDigits() -> Int {
    guard let source = yaml.text("digits", optional: true) else { return 3 }
    guard let digits = Int(source.text), (1...12).contains(digits) else {
      note("'digits' is a whole number from 1 to 12", at: source)
      return 3
    }
    return digits
  }

  private mutating func readHints() -> [RichText] {
    let sources = yaml.texts("hints")
    if sources.count != 3, yaml.diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          "a question has three hints, here are \(sources.count)",
          at: sources.last?.range ?? start, advice: "point, name the rule, set up the last sum"))
    }
    return sources.map { rich($0) }
  }

  private mutating func readMistakes() -> [Question.Mistake] {
    var mistakes: [Question.Mistake] = []
    for var reader in yaml.mappings("mistakes") {
      let value = reader.text("is").flatMap { expression($0) }
      let remark = reader.text("say").map { rich($0) }
      reader.finish()
      diagnostics += reader.diagnostics
      if let value, let remark {
        mistakes.append(Question.Mistake(value: value, remark: remark))
      }
    }
    return mistakes
  }

  private mutating func readVariation() -> [VariedName] {
    var variation: [VariedName] = []
    for (name, values) in yaml.listsByName("vary") {
      let domain: VariedName.Domain?
      if values.count == 1, values[0].text.contains("..") {
        domain = Self.range(values[0].text)
        if domain == nil { note("a range reads LOW..HIGH or LOW..HIGH by STEP", at: values[0]) }
      } else {
        let expressions = values.compactMap { expression($0, as: .program) }
        domain = expressions.isEmpty ? nil : .list(expressions)
      }
      if let domain {
        variation.append(VariedName(name: name.text, domain: domain, range: name.range))
      }
    }
    return variation
  }

  /// `-5..9` or `0.1..2 by 0.1`.
  private static func range(_ text: String) -> VariedName.Domain? {
    let words = text.split(separator: " ")
    guard let bounds = words.first, words.count == 1 || (words.count == 3 && words[1] == "by")
    else {
      return nil
    }
    guard let dots = bounds.firstRange(of: ".."),
      let low = Double(bounds[..<dots.lowerBound]), let high = Double(bounds[dots.upperBound...]),
      let step = words.count == 3 ? Double(words[2]) : 1,
      low.isFinite, high.isFinite, low < high, step > 0, (high - low) / step <= 10_000
    else { return nil }
    return .range(low: low, high: high, step: step)
  }

  private mutating func expression(_ source: PlacedText, as dialect: Dialect = .trace) -> Expr? {
    do throws(Diagnostic) {
      return try Expr(parsing: source.text, as: dialect, from: source.start)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func rich(_ source: PlacedText) -> RichText {
    RichText(source, diagnostics: &diagnostics)
  }

  private mutating func note(_ message: String, at source: PlacedText?) {
    diagnostics.append(Diagnostic(message, at: source?.range ?? start))
  }
}
