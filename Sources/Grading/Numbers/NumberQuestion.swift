import Autodiff
public import ModelLanguage

/// A question for a number, such as the slope at one point.
///
/// The answer may be computed: an expression over the names of the model, at the trace's point.
public struct NumberQuestion: Sendable {
  private let key: Evaluation
  private let digits: Int
  private let trace: Trace?
  private let given: [String: Double]
  private let targets: [String]
  private let unit: String
  private let mistakes: [Double]
  private let hidden: Set<String>
  private let expression: Expr?
  private let earlier: [EarlierAnswer]

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - key: The right value; it may be infinite or nan, for which there are words.
  ///   - digits: How many significant digits count if the key has more; at least 1.
  ///   - trace: The model run at the point that the question is about; nil if it has no model.
  ///   - given: Names beside the model's that an answer may use; the model's come first.
  ///   - targets: What is asked, as learners write it before `=`: `dy/dx`, `w_new`.
  ///   - unit: What may stand behind the number, or be left out.
  ///   - mistakes: Wrong values to recognise; those equal to the key are ignored.
  ///   - hidden: Names whose value is what is asked, so that an answer may not use them.
  ///   - expression: What the key was computed from; with it wrong answers are diagnosed.
  ///   - earlier: Wrong answers that the learner may have built on.
  public init(
    key: Evaluation, digits: Int = 3, trace: Trace?, given: [String: Double] = [:],
    targets: [String] = [], unit: String = "", mistakes: [Double] = [], hidden: Set<String> = [],
    expression: Expr? = nil, earlier: [EarlierAnswer] = []
  ) {
    precondition(digits >= 1, "a number has at least one digit, not \(digits)")
    self.key = key
    self.digits = digits
    self.trace = trace
    self.given = given
    self.targets = targets
    self.unit = unit
    self.mistakes = mistakes
    self.hidden = hidden
    self.expression = expression
    self.earlier = earlier
  }

  /// Judges one line.
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      return try judgement(of: AnswerText(input))
    } catch {
      return Judgement(error)
    }
  }

  /// The number that a line is read as; nil if it has no one meaning.
  public func value(of input: String) -> Double? {
    guard let text = try? AnswerText(input).text,
      let line = try? AnswerLine(withoutUnits(text), targets: targets),
      let parts = try? computed(line, in: Scope(trace?.model, given: given))
    else { return nil }
    return parts.last?.first?.value
  }

  private func judgement(of answer: AnswerText) throws(Refusal) -> Judgement {
    let line = try AnswerLine(withoutUnits(answer.text), targets: targets)
    let scope = Scope(trace?.model, given: given)
    if let word = AnswerWord(line.answer, vocabulary: scope.vocabulary) {
      return judgement(of: word)
    }
    let parts = try computed(line, in: scope)
    guard let last = parts.last else { preconditionFailure("a line without a part") }
    let isRewritten = answer.isRewritten || line.answer.contains(",")
    return last.judged(printing: \.reading.printed) { judgement(of: $0, isRewritten: isRewritten) }
  }

  /// The line without the unit behind each of its parts.
  private func withoutUnits(_ text: String) -> String {
    guard !unit.isEmpty else { return text }
    return text.split(separator: "=", omittingEmptySubsequences: false)
      .map { String($0).trimmed.leavingOut(unit: unit) }.joined(separator: " = ")
  }

  /// Every reading of every part of the line, computed.
  func computed(_ line: AnswerLine, in scope: Scope) throws(Refusal) -> [[Computed]] {
    var parts: [[Computed]] = []
    for part in line.parts { parts.append(try computed(part, in: scope)) }
    try refuseUnequalSteps(parts)
    return parts
  }

  private func computed(_ part: String, in scope: Scope) throws(Refusal) -> [Computed] {
    let plain = try CommaNotation.plain(part)
    var computed: [Computed] = []
    do throws(Refusal) {
      for reading in try scope.readings(of: plain) {
        if let name = reading.expression.names.first(where: hidden.contains) {
          throw Refusal(
            .derivative, "'\(name)' is for you to work out: give its value, not its name.")
        }
        computed.append(try Computed(reading, in: scope, at: trace?.point ?? [:]))
      }
    } catch {
      throw error.reason == .unknownName ? Self.unit(in: plain) ?? error : error
    }
    return computed
  }

  /// A number with words after it has a unit.
  private static func unit(in part: String) -> Refusal? {
    let number = String(part.prefix { $0.isNumber || ".-+ ".contains($0) }).trimmed
    let word = String(part.dropFirst(number.count)).trimmed
    guard Double(number) != nil, word.first?.isLetter == true else { return nil }
    return Refusal(.unit, "'\(word.prefix(40))' has no meaning here. Give the number alone.")
  }

  /// `3*1.5 = 4.5` shows one value twice.
  private func refuseUnequalSteps(_ parts: [[Computed]]) throws(Refusal) {
    guard let last = parts.last, parts.count > 1 else { return }
    let place = parts.joined().compactMap(\.reading.coarsestDecimalPlace).max()
    let unit = place.map(DecimalPlace.unit) ?? 0
    for step in parts.dropLast() {
      let isEqual = step.contains { step in
        last.contains { last in
          let rounding = Comparison.boundsOfZero * (step.errorBound + last.errorBound)
          let tolerance = max(Comparison.relativeTolerance * abs(last.value), unit / 2)
          return abs(step.value - last.value) <= tolerance + rounding
        }
      }
      guard isEqual else { throw .stepsDiffer }
    }
  }

  private func judgement(of word: AnswerWord) -> Judgement {
    if word == AnswerWord(key.value) { return Judgement(.correct, .equal) }
    let message = key.value.isFinite ? "The value exists, and it is finite." : nil
    return Judgement(.incorrect, .different, message: message)
  }

  private func judgement(of computed: Computed, isRewritten: Bool) -> Judgement {
    guard key.value.isFinite else { return Judgement(.incorrect, .different) }
    var judgement = verdict(on: computed.answer)
    judgement.readAs = computed.echo(isRewritten: isRewritten)
    return judgement
  }

  private func verdict(on answer: Comparison.Answer) -> Judgement {
    let comparison = comparison(with: key.value)
    if comparison.isEqual(answer) { return Judgement(.correct, .equal) }
    let outcome = comparison.outcome(ofUnequal: answer)
    if outcome == .different, let earlier = carried(by: answer) { return earlier }
    // A known wrong value stays wrong, even if it would pass as a coarse rounding of the key. But what
    // shows all the digits that were asked for, and rightly, is no mistake of the catalogue by chance,
    // unless it is the weight before a step that was too small to see.
    let suspects = suspects()
    let isFull = outcome == .rounded && comparison.isFullRounding(answer, of: key.value)
    if let known = suspects.judgement(sparing: isFull, where: { isEqual(answer, toMistake: $0) }) {
      return known
    }
    switch outcome {
    case .rounded:
      return Judgement(.correct, .rounded)
    case .tooFewDigits:
      let wanted = comparison.isShort ? "Give all its digits." : "Give \(digits) digits."
      return Judgement(.imprecise, .tooFewDigits, message: "Right so far. \(wanted)")
    case .cutOff:
      return Judgement(.imprecise, .cutOff, message: "Right digits, but round the last one.")
    case .different:
      // No rounding moves a number further than this.
      let near = suspects.filter { abs($0 - answer.value) <= 0.5 * abs($0) }
      return near.judgementOfOnlyValue { comparison.isFullRounding(answer, of: $0) }
        ?? near.judgementOfOnlyValue { isRounding(answer, ofMistake: $0) }
        ?? NearMiss(of: answer, from: comparison).judgement
    }
  }

  private func comparison(with value: Double) -> Comparison {
    Comparison(
      key: value, keyErrorBound: value == key.value ? key.roundingErrorBound : 0, digits: digits)
  }

  private func suspects() -> Suspects {
    Suspects(
      mistakes: mistakes, expression: expression, trace: trace, given: given,
      besides: comparison(with: key.value))
  }

  private func isEqual(_ answer: Comparison.Answer, toMistake value: Double) -> Bool {
    comparison(with: value).isEqual(answer)
  }

  private func isRounding(_ answer: Comparison.Answer, ofMistake value: Double) -> Bool {
    let comparison = comparison(with: value)
    return !comparison.isKeyZero && comparison.outcome(ofUnequal: answer) == .rounded
  }

  /// The judgement of an answer that is right from an earlier wrong one.
  private func carried(by answer: Comparison.Answer) -> Judgement? {
    guard let expression, let trace else { return nil }
    for earlier in earlier where earlier.expression != expression {
      let values = earlier.values(of: expression, over: trace.model, given: given)
      let isRight = values.contains { value in
        guard value.isFinite, !comparison(with: key.value).isSame(value) else { return false }
        let comparison = comparison(with: value)
        return comparison.isEqual(answer) || comparison.outcome(ofUnequal: answer) == .rounded
      }
      guard isRight else { continue }
      return Judgement(
        .incorrect, .carriedForward,
        message: "Right from your \(NumberText.rounded(earlier.value)) for "
          + "`\(earlier.expression)`, but that was off.")
    }
    return nil
  }
}
