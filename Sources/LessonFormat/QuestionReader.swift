import ModelLanguage

/// Reads a `predict` block.
///
/// Where something is missing it is noted and a stand-in takes its place, so that the rest can be proved.
struct QuestionReader {
  private var yaml: YAMLReader
  private let modelNames: [String]
  private let start: SourceRange
  /// The question's id and where it stands, if it has one.
  private(set) var id: PlacedText?
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: PlacedText, modelNames: [String]) {
    yaml = YAMLReader(source)
    start = source.range
    self.modelNames = modelNames
  }

  mutating func read() -> Question {
    let prompt = TaskPrompt(from: &yaml, at: start, diagnostics: &diagnostics)
    id = prompt.id
    let answer = yaml.text("answer").flatMap { Expr($0, diagnostics: &diagnostics) }
    let kind = readKind()
    let given = readGiven()
    let digits = readDigits()
    let mistakes = readMistakes()
    let variation = readVariation()
    let isAtCorner = readFlag("corner")
    yaml.finish()
    diagnostics += yaml.diagnostics
    return Question(
      id: prompt.id?.text ?? "", ask: prompt.ask, kind: kind, answer: answer ?? Expr(literal: 0),
      given: given, digits: digits, hints: prompt.hints, mistakes: mistakes, variation: variation,
      isAtCorner: isAtCorner)
  }

  private mutating func readKind() -> Question.Kind {
    let word = yaml.text("kind", optional: true)
    let choices = readChoices()
    check(choices)
    switch word?.text {
    case "choice" where choices.isEmpty:
      note("a choice needs 'choices'", at: word)
    case nil, "choice":
      return choices.isEmpty ? .number : .choice(choices)
    case "number", "formula", "sign":
      if !choices.isEmpty { note("only the kind choice has 'choices'", at: word) }
      return word?.text == "formula" ? .formula : word?.text == "sign" ? .sign : .number
    case _:
      note("the kinds are number, formula, sign and choice", at: word)
    }
    return .number
  }

  private mutating func check(_ choices: [Question.Choice]) {
    if choices.count == 1 || choices.count > Question.mostChoices {
      note("a choice has from 2 to \(Question.mostChoices) options", at: id)
    }
    let texts = choices.map { $0.text.words }
    let twin = texts.indices.first { !texts[$0].isEmpty && texts[..<$0].contains(texts[$0]) }
    guard let twin else { return }
    diagnostics.append(
      Diagnostic(
        "another option says the same", at: choices[twin].text.range ?? start,
        advice: "a learner could not tell which one is meant"))
  }

  private mutating func readChoices() -> [Question.Choice] {
    var choices: [Question.Choice] = []
    for var reader in yaml.mappings("choices") {
      let text = reader.text("text").map { rich($0) }
      let value = reader.text("is").flatMap { Expr($0, diagnostics: &diagnostics) }
      let remark = reader.text("say", optional: true).map { rich($0) }
      reader.finish()
      diagnostics += reader.diagnostics
      choices.append(
        Question.Choice(
          text: text ?? RichText(pieces: []), value: value ?? Expr(literal: 0), remark: remark))
    }
    return choices
  }

  private mutating func readGiven() -> [String: Double] {
    var given: [String: Double] = [:]
    for (name, values) in yaml.listsByName("given") {
      let value = values.count == 1 ? Double(values[0].text) : nil
      let isNumber = value?.isFinite ?? false
      if !isNumber || !isName(name.text) { note("'given' maps a name to a number", at: name) }
      if modelNames.contains(name.text) {
        note(
          "\(quoted(name.text)) is a name of the model already", at: name,
          advice: "call the given number something else")
      }
      given[name.text] = isNumber ? value : 1
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

  private mutating func readFlag(_ key: String) -> Bool {
    guard let word = yaml.text(key, optional: true) else { return false }
    if word.text != "true", word.text != "false" { note("'\(key)' is true or false", at: word) }
    return word.text == "true"
  }

  private mutating func readMistakes() -> [Question.Mistake] {
    var mistakes: [Question.Mistake] = []
    let readers = yaml.mappings("mistakes")
    if readers.count > Question.mostMistakes {
      note("a question lists at most \(Question.mostMistakes) mistakes", at: id)
    }
    for var reader in readers.prefix(Question.mostMistakes) {
      let value = reader.text("is").flatMap { Expr($0, diagnostics: &diagnostics) }
      let remark = reader.text("say").map { rich($0) }
      reader.finish()
      diagnostics += reader.diagnostics
      mistakes.append(
        Question.Mistake(
          value: value ?? Expr(literal: 0), remark: remark ?? RichText(pieces: [])))
    }
    return mistakes
  }

  private mutating func readVariation() -> [VariedName] {
    var variation: [VariedName] = []
    for (name, values) in yaml.listsByName("vary") {
      let domain: VariedName.Domain?
      if values.count == 1, values[0].text.contains("..") {
        domain = .range(values[0].text)
        if domain == nil { note("a range reads LOW..HIGH or LOW..HIGH by STEP", at: values[0]) }
      } else {
        if values.isEmpty { note("'vary' needs a value for \(quoted(name.text))", at: name) }
        domain = .list(values.compactMap { Expr($0, as: .program, diagnostics: &diagnostics) })
      }
      if let domain {
        variation.append(VariedName(name: name.text, domain: domain, range: name.range))
      }
    }
    return variation
  }

  private mutating func rich(_ source: PlacedText) -> RichText {
    RichText(source, diagnostics: &diagnostics)
  }

  private mutating func note(_ message: String, at source: PlacedText?, advice: String? = nil) {
    diagnostics.append(Diagnostic(message, at: source?.range ?? start, advice: advice))
  }
}

extension VariedName.Domain {
  /// Reads `-5..9` or `0.1..2 by 0.1`.
  fileprivate static func range(_ text: String) -> VariedName.Domain? {
    let words = text.split(separator: " ")
    guard let bounds = words.first, words.count == 1 || (words.count == 3 && words[1] == "by"),
      let dots = bounds.firstRange(of: ".."),
      let low = Double(bounds[..<dots.lowerBound]), let high = Double(bounds[dots.upperBound...]),
      let step = words.count == 3 ? Double(words[2]) : 1,
      low.isFinite, high.isFinite, low < high, step > 0, (high - low) / step <= 10_000
    else { return nil }
    return .range(low: low, high: high, step: step)
  }
}
