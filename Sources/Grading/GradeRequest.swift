import Autodiff
import ModelLanguage

/// One question with one answer to it, as other programs give it: see the `grade` command.
public struct GradeRequest: Decodable, Sendable {
  /// How the answer is judged.
  public enum Kind: String, Decodable, CaseIterable, Sendable {
    case numeric, formula, choice, sign
  }

  /// A name that the answer may use.
  public struct Name: Decodable, Sendable {
    /// The name.
    public var name: String
    /// Where a variable may lie: -3...3 where nothing is said.
    public var low, high: Double?
    /// Whether a bound itself is left out.
    public var lowOpen, highOpen: Bool?
    /// What the name stands for, if it is no variable.
    public var `is`: String?
  }

  /// A question that the learner got wrong before.
  public struct Earlier: Decodable, Sendable {
    /// A name of the model or a slope.
    public var key: String
    /// What the learner gave.
    public var value: Double
  }

  /// What the caller calls it.
  public var id: String
  /// How the answer is judged.
  public var kind: Kind
  /// The right answer: an expression, for a choice its text or letter.
  public var key: String
  /// Names that the answer may use.
  public var names: [Name]?
  /// How many significant digits count; 3 unless said.
  public var digits: Int?
  /// What is asked, as learners write it before `=`.
  public var targets: [String]?
  /// What may stand behind a number.
  public var unit: String?
  /// Wrong answers to recognise.
  public var traps: [String]?
  /// The texts to choose from.
  public var choices: [String]?
  /// The program behind the question, from which wrong answers are diagnosed.
  public var model: String?
  /// Of which name of the model a slope is asked; of its output unless said.
  public var of: String?
  /// By which name it is asked.
  public var wrt: String?
  /// What the learner got wrong before.
  public var earlier: [Earlier]?
  /// The answer.
  public var input: String

  /// What keeps a request from being judged.
  public struct Failure: Error, Equatable, Sendable {
    /// The field of the request that is wrong.
    public let field: String
    /// Why: lower case, no full stop.
    public let message: String
  }

  /// Judges the answer.
  public func judgement() throws(Failure) -> Judgement {
    if let digits, !(1...15).contains(digits) {
      throw Failure(field: "digits", message: "the number of digits is 1 to 15, not \(digits)")
    }
    switch kind {
    case .numeric: return try numericJudgement()
    case .formula: return try formulaJudgement()
    case .choice: return try choiceJudgement()
    case .sign: return try signJudgement()
    }
  }

  // MARK: Kinds

  private func numericJudgement() throws(Failure) -> Judgement {
    let trace = try trace()
    if let key = AnswerWord(key, vocabulary: Vocabulary([])) {
      return NumberQuestion(
        key: Evaluation(value: key.value, roundingErrorBound: 0), trace: trace,
        targets: targets ?? [],
        unit: unit ?? ""
      ).judge(input)
    }
    let expression = try expression(key, field: "key", over: trace?.model)
    let run = try run(expression, field: "key", over: trace)
    let slope = try slope(in: trace?.model)
    let hidden: Set<String> =
      if case .name(let name) = expression.kind, let model = trace?.model, !model.isLeaf(name) {
        model.names(madeFrom: name)
      } else { [] }
    if let unit,
      unit.unicodeScalars.first.map({ $0.isDecimalDigit || ".-+".unicodeScalars.contains($0) })
        == true
    {
      throw Failure(field: "unit", message: "'\(unit)' can't be told from a number")
    }
    guard let key = run.tensor.number else {
      for (field, isGiven) in [
        ("traps", traps != nil), ("unit", unit != nil), ("earlier", earlier != nil),
      ]
      where isGiven {
        throw Failure(field: field, message: "a list has no '\(field)'")
      }
      return ListQuestion(
        key: run.tensor, roundingErrorBound: run.roundingErrorBound, digits: digits ?? 3,
        trace: trace, targets: labels(of: expression), hidden: hidden,
        expression: slope ?? expression
      ).judge(input)
    }
    var traps: [Double] = []
    for trap in self.traps ?? [] {
      let value = try self.run(
        self.expression(trap, field: "traps", over: trace?.model), field: "traps", over: trace)
      guard let number = value.tensor.number else {
        throw Failure(field: "traps", message: "'\(trap)' is no single number")
      }
      traps.append(number)
    }
    var evaluation = Evaluation(value: key, roundingErrorBound: run.roundingErrorBound)
    var asked: Expr? = expression
    if expression.derivatives.isEmpty, let slope {
      // A key may be written rounded; the engine has all its digits.
      let exact = try self.run(slope, field: "wrt", over: trace)
      let isSlope = exact.tensor.number.map { Self.isRounding(self.key, of: $0) } ?? false
      asked = isSlope ? slope : nil
      if isSlope, let number = exact.tensor.number {
        evaluation = Evaluation(value: number, roundingErrorBound: exact.roundingErrorBound)
      }
    }
    return NumberQuestion(
      key: evaluation, digits: digits ?? 3, trace: trace, targets: labels(of: expression),
      unit: unit ?? "", mistakes: traps, hidden: hidden, expression: asked,
      earlier: try earlierAnswers(over: trace?.model)
    ).judge(input)
  }

  /// Whether a key as written is a value, but for the digits that it leaves out.
  private static func isRounding(_ key: String, of value: Double) -> Bool {
    guard let lexemes = try? Lexer(key.compact, vocabulary: Vocabulary([])).lexemes,
      let literal = NumberLiteral(lexemes), let number = Double(key.compact)
    else { return false }
    return abs(number - value) <= DecimalPlace.unit(literal.lastPlace) / 2 + 1e-9 * abs(value)
  }

  private func formulaJudgement() throws(Failure) -> Judgement {
    let model = try modelOfNames()
    var domains: [String: Domain] = [:]
    for name in model?.leafNames ?? [] { domains[name] = .usual }
    for name in names ?? [] where name.is == nil { domains[name.name] = try name.domain() }
    var traps: [Expr] = []
    for trap in self.traps ?? [] {
      let trap = try expression(trap, field: "traps", over: model)
      _ = try formula(trap, field: "traps", over: model)
      traps.append(trap)
    }
    let expression = try expression(key, field: "key", over: model)
    _ = try formula(expression, field: "key", over: model)
    let question = FormulaQuestion(
      id: id, key: expression, model: model, domains: domains, targets: labels(of: expression),
      mistakes: traps, expression: expression.derivatives.isEmpty ? try slope(in: model) : nil)
    guard question.canBeJudged else {
      throw Failure(field: "key", message: "the key has no value at enough points of its domain")
    }
    return question.judge(input)
  }

  private func choiceJudgement() throws(Failure) -> Judgement {
    guard let choices, !choices.isEmpty else {
      throw Failure(field: "choices", message: "a choice needs 'choices'")
    }
    guard choices.count <= ChoiceQuestion.letters.count else {
      throw Failure(
        field: "choices", message: "there are at most \(ChoiceQuestion.letters.count) choices")
    }
    guard let right = ChoiceQuestion(choices: choices, right: []).index(of: key) else {
      throw Failure(field: "key", message: "'\(key)' is none of the choices")
    }
    return ChoiceQuestion(choices: choices, right: [right]).judge(input)
  }

  private func signJudgement() throws(Failure) -> Judgement {
    let trace = try trace()
    let expression = try expression(key, field: "key", over: trace?.model)
    let run = try run(expression, field: "key", over: trace)
    guard let value = run.tensor.number else {
      throw Failure(field: "key", message: "the key is no single number")
    }
    return SignQuestion(
      key: Evaluation(value: value, roundingErrorBound: run.roundingErrorBound),
      targets: labels(of: expression)
    ).judge(input)
  }
}
