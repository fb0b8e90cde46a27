public import ModelLanguage

/// A question for a direction: up, down or neither.
public struct SignQuestion: Sendable {
  private enum Sign {
    case positive, negative, zero
  }

  private let key: Sign
  private let targets: [String]

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - key: The number whose sign is asked; zero if rounding alone could have moved it off 0.
  ///   - targets: What is asked, as learners write it before `=`.
  public init(key: Evaluation, targets: [String] = []) {
    let isZero =
      abs(key.value) <= Comparison.boundsOfZero * key.roundingErrorBound || key.value == 0
    self.key = isZero ? .zero : key.value < 0 ? .negative : .positive
    self.targets = targets
  }

  /// Judges one line.
  ///
  /// A sign, a word for one (`rises`, `negative`), `> 0` or a number; a number counts by its sign.
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      let (sign, readAs) = try sign(in: AnswerText(input).text)
      return Judgement(
        sign == key ? .correct : .incorrect, sign == key ? .equal : .different, readAs: readAs)
    } catch {
      return Judgement(error)
    }
  }

  private func sign(in text: String) throws(Refusal) -> (Sign, readAs: String?) {
    if let sign = Self.symbols[text] { return (sign, nil) }
    if let sign = Self.comparison(text, targets: targets) { return (sign, Self.echo(sign)) }
    if let sign = Self.words(text) { return (sign, Self.echo(sign)) }
    let line = try AnswerLine(text, targets: targets)
    let answer = line.answer.compact
    if let sign = Self.symbols[answer] ?? Self.words(line.answer) { return (sign, Self.echo(sign)) }
    let sign = try number(line.answer)
    return (sign, Self.echo(sign))
  }

  /// The sign of a number or of arithmetic on numbers.
  private func number(_ text: String) throws(Refusal) -> Sign {
    let scope = Scope()
    let value: Computed
    do throws(Refusal) {
      let readings = try scope.readings(of: CommaNotation.plain(text))
      guard let reading = readings.first else { preconditionFailure("no reading") }
      value = try Computed(reading, in: scope, at: [:])
    } catch {
      guard error.reason == .unknownName || error.reason == .unreadable else { throw error }
      throw Refusal(.notASign, "Answer with +, - or 0.")
    }
    if abs(value.value) <= Comparison.boundsOfZero * value.errorBound { return .zero }
    return value.value == 0 ? .zero : value.value < 0 ? .negative : .positive
  }

  private static func echo(_ sign: Sign) -> String {
    switch sign {
    case .positive: "read as +"
    case .negative: "read as -"
    case .zero: "read as 0"
    }
  }

  private static let symbols: [String: Sign] = [
    "+": .positive, "-": .negative, "0": .zero, "↑": .positive, "↓": .negative,
  ]

  /// `> 0` or `dy/dx < 0`.
  private static func comparison(_ text: String, targets: [String]) -> Sign? {
    let compact = text.compact
    guard compact.hasSuffix("0"), let symbol = compact.dropLast().last else { return nil }
    let sign: Sign? = symbol == ">" ? .positive : symbol == "<" ? .negative : nil
    let label = String(compact.dropLast(2))
    let isTarget =
      label.isEmpty || targets.contains { $0.compact == label }
      || Label(label).map { label in targets.compactMap(Label.init).contains(where: label.names) }
        == true
    return isTarget ? sign : nil
  }

  /// The sign that a word or phrase names.
  private static func words(_ text: String) -> Sign? {
    let words = text.lowercased().split { $0 == " " || $0 == "." || $0 == "!" }.map(String.init)
    return phrases[words.filter { !fillers.contains($0) }.joined(separator: " ")]
  }

  private static let fillers: Set = ["it", "goes", "go", "gets", "is", "will", "the", "sign"]

  private static let phrases: [String: Sign] = {
    let phrases: [(Sign, String)] = [
      (.positive, "plus,positive,pos,up,upward,upwards,rise,rises,rising,increase,increases"),
      (.positive, "+ve"), (.negative, "-ve"), (.zero, "doesn't change,stays,stays put"),
      (.positive, "increasing,grow,grows,growing,larger,bigger,higher,above zero"),
      (.negative, "minus,negative,neg,down,downward,downwards,fall,falls,falling,decrease"),
      (.negative, "decreases,decreasing,shrink,shrinks,drop,drops,smaller,lower,below zero"),
      (
        .zero,
        "zero,none,neither,flat,unchanged,constant,no change,does not change,stays same,nothing"
      ),
    ]
    let pairs = phrases.flatMap { sign, list in
      list.split(separator: ",").map { (String($0), sign) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }()
}
