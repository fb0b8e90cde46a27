public import ModelLanguage

/// A question for a number, such as the slope at one point.
///
/// The answer may be computed: an expression over the names of the model, at the trace's point.
public struct NumberQuestion: Sendable {
  private let key: Evaluation
  private let digits: Int
  private let trace: Trace
  private let given: [String: Double]
  private let targets: [String]
  private let mistakes: [Double]
  private let hidden: Set<String>

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - key: The right value.
  ///   - digits: How many significant digits count if the key has more; at least 1.
  ///   - trace: The model run at the point that the question is about.
  ///   - given: Names beside the model's that an answer may use; the model's come first.
  ///   - targets: What is asked, as learners write it before `=`: `dy/dx`, `w_new`.
  ///   - mistakes: Wrong values to recognise; those equal to the key are ignored.
  ///   - hidden: Names whose value is what is asked, so that an answer may not use them.
  public init(
    key: Evaluation, digits: Int = 3, trace: Trace, given: [String: Double] = [:],
    targets: [String] = [], mistakes: [Double] = [], hidden: Set<String> = []
  ) {
    precondition(digits >= 1, "a number has at least one digit, not \(digits)")
    self.key = key
    self.digits = digits
    self.trace = trace
    self.given = given
    self.targets = targets
    self.mistakes = mistakes
    self.hidden = hidden
  }

  /// Judges one line.
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      return try judgement(of: AnswerText(input))
    } catch {
      return Judgement(error)
    }
  }

  private func judgement(of answer: AnswerText) throws(Refusal) -> Judgement {
    let line = try AnswerLine(answer.text, targets: targets)
    let scope = Scope(trace.model, given: given)
    if let word = AnswerWord(line.answer, vocabulary: scope.vocabulary) {
      return judgement(of: word)
    }
    var parts: [[Computed]] = []
    for part in line.parts { parts.append(try computed(part, in: scope)) }
    try refuseUnequalSteps(parts)
    guard let last = parts.last else { preconditionFailure("a line without a part") }
    let isRewritten = answer.isRewritten || line.answer.contains(",")
    return last.judged(printing: \.reading.printed) { judgement(of: $0, isRewritten: isRewritten) }
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
        computed.append(try Computed(reading, in: scope, at: trace.point))
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
    // A known wrong value stays wrong, even if it would pass as a coarse rounding of the key.
    if let mistake = mistakes.firstIndex(where: { isEqual(answer, toMistake: $0) }) {
      return Judgement(.incorrect, .listedMistake, mistake: mistake)
    }
    switch comparison.outcome(ofUnequal: answer) {
    case .rounded:
      return Judgement(.correct, .rounded)
    case .tooFewDigits:
      let wanted = comparison.isShort ? "Give all its digits." : "Give \(digits) digits."
      return Judgement(.imprecise, .tooFewDigits, message: "Right so far. \(wanted)")
    case .cutOff:
      return Judgement(.imprecise, .cutOff, message: "Right digits, but round the last one.")
    case .different:
      if let mistake = roundedMistake(answer) {
        return Judgement(.incorrect, .listedMistake, mistake: mistake)
      }
      return NearMiss(of: answer, from: comparison).judgement
    }
  }

  private func comparison(with value: Double) -> Comparison {
    Comparison(
      key: value, keyErrorBound: value == key.value ? key.roundingErrorBound : 0, digits: digits)
  }

  private func isEqual(_ answer: Comparison.Answer, toMistake value: Double) -> Bool {
    let isKey = abs(value - key.value) <= Comparison.relativeTolerance * abs(key.value)
    return value.isFinite && !isKey && comparison(with: value).isEqual(answer)
  }

  /// The only mistake that the answer is a rounding of.
  private func roundedMistake(_ answer: Comparison.Answer) -> Int? {
    let candidates = mistakes.indices.filter { index in
      let comparison = comparison(with: mistakes[index])
      guard mistakes[index].isFinite, !comparison.isKeyZero else { return false }
      return comparison.outcome(ofUnequal: answer) == .rounded
    }
    return candidates.count == 1 ? candidates[0] : nil
  }
}
