import Autodiff
public import ModelLanguage

/// A question for a formula, such as a slope in terms of the model's names.
///
/// Any way to write it counts: formulas are compared in finite fields, where nothing is rounded, and
/// where those can't tell, at many points.
public struct FormulaQuestion: Sendable {
  let key: Expr
  let model: Model?
  let given: [String: Double]
  private let targets: [String]
  let mistakes: [Expr]
  let expression: Expr
  let domains: [String: Domain]
  private let seed: UInt64

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - id: With the key's text, the seed of the points: the same question is always judged alike.
  ///   - key: The right formula over the model's names and derivatives, as `dloss/dw`.
  ///   - model: The model whose names an answer may use, inputs and intermediates alike; nil if it
  ///     has none.
  ///   - given: Names beside the model's, with their fixed values; the model's come first.
  ///   - domains: Where the model's inputs may lie; the usual domain and around their own values
  ///     where nothing is said.
  ///   - targets: What is asked, as learners write it before `=`.
  ///   - mistakes: Wrong formulas to recognise, written like the key.
  ///   - expression: The slope behind the key, from which wrong answers are diagnosed; the key
  ///     itself if nil.
  public init(
    id: String, key: Expr, model: Model?, given: [String: Double] = [:],
    domains: [String: Domain] = [:], targets: [String] = [], mistakes: [Expr] = [],
    expression: Expr? = nil
  ) {
    self.key = key
    self.model = model
    self.given = given
    self.domains = domains
    self.targets = targets
    self.mistakes = mistakes
    self.expression = expression ?? key
    seed = SplitMix64.seed(from: "\(id)\n\(key)")
  }

  /// Judges one line.
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      return try judgement(of: AnswerText(input))
    } catch {
      return Judgement(error)
    }
  }

  /// Whether the key has a value at enough points.
  public var canBeJudged: Bool {
    guard let key = try? Scope(model, given: given).formula(key) else { return false }
    return sampling.canJudge(by: key)
  }

  var sampling: Sampling {
    Sampling(centers: model?.point ?? [:], domains: domains, seed: seed)
  }

  private func judgement(of answer: AnswerText) throws(Refusal) -> Judgement {
    let line = try AnswerLine(answer.text, targets: targets)
    let scope = Scope(model, given: given)
    let key: Formula
    do throws(Refusal) {
      key = try scope.formula(self.key)
    } catch {
      throw .questionFault
    }
    var parts: [[FormulaCandidate]] = []
    for part in line.parts { parts.append(try candidates(for: part, in: scope)) }
    try refuseUnequalSteps(parts)
    guard let last = parts.last else { preconditionFailure("a line without a part") }
    return last.judged(printing: \.reading.printed) { candidate in
      var judgement = verdict(on: candidate, key: key, scope)
      let printed = candidate.reading.printed
      if answer.isRewritten || printed != line.answer.compact {
        judgement.readAs = "read as \(printed)"
      }
      return judgement
    }
  }

  private func candidates(for part: String, in scope: Scope) throws(Refusal) -> [FormulaCandidate] {
    if AnswerWord(part, vocabulary: scope.vocabulary) != nil {
      throw Refusal(.notAFormula, "The question asks for a formula.")
    }
    try CommaNotation.refuseCommaOutsideCalls(part)
    let readings = try scope.readings(of: part)
    if readings.contains(where: \.hasSignedExponent) {
      throw Refusal(
        .ambiguousExponent,
        "Is the e in '\(part.prefix(40))' a power of ten or the number e? Write *10^ or *e.")
    }
    var candidates: [FormulaCandidate] = []
    for reading in readings {
      let formula = try scope.formula(reading.expression)
      candidates.append(FormulaCandidate(reading: reading, formula: formula))
    }
    return candidates
  }

  /// `2*(y - 10)*x = 2*x*y - 20*x` shows one formula twice.
  private func refuseUnequalSteps(_ parts: [[FormulaCandidate]]) throws(Refusal) {
    guard let last = parts.last, parts.count > 1 else { return }
    for step in parts.dropLast() {
      let isEqual = step.contains { step in
        last.contains { last in
          sampling.areEqual(step.formula, last.formula)
        }
      }
      guard isEqual else { throw .stepsDiffer }
    }
  }

  // MARK: The verdict

  private func verdict(on answer: FormulaCandidate, key: Formula, _ scope: Scope) -> Judgement {
    switch LinkedFields(seed: seed).compare(answer.formula, with: key) {
    case .equal:
      // Equal as formulas; a root or a logarithm may still lack a value where the key has one.
      guard answer.formula.mayLackValues else { return correct(answer) }
      return verdict(
        on: answer, key: key, scope,
        sampling.compare(answer.formula, with: key, isKnownEqual: true))
    case .different:
      return incorrect(answer, key: key, scope)
    case .undecided:
      return verdict(on: answer, key: key, scope, sampling.compare(answer.formula, with: key))
    }
  }

  private func verdict(
    on answer: FormulaCandidate, key: Formula, _ scope: Scope, _ outcome: Sampling.Outcome
  ) -> Judgement {
    switch outcome {
    case .equal: return correct(answer)
    case .undecided: return Judgement(Refusal.questionFault)
    case .different(let point): return incorrect(answer, key: key, scope, at: point)
    case .undefined(let point):
      var judgement = incorrect(answer, key: key, scope)
      guard judgement.reason == .different else { return judgement }
      judgement.reason = .undefinedSomewhere
      judgement.message =
        "Your formula has no value at \(described(point)), where the right one has."
      return judgement
    }
  }

  private func correct(_ answer: FormulaCandidate) -> Judgement {
    let hint = FormHint(on: answer.reading.expression, key: key, model: model)
    return Judgement(.correct, .equal, message: hint?.text)
  }
}

/// A reading of an answer, ready to run.
struct FormulaCandidate {
  let reading: Reading
  let formula: Formula
}

extension Formula {
  /// Whether the expression applies something that has no value at some numbers.
  ///
  /// A quotient has none where its denominator is 0, which is a point here and there.
  fileprivate var mayLackValues: Bool {
    graph.nodeIDs.contains { node in
      guard case .result(let op, let operands) = graph.kind(of: node) else { return false }
      switch op {
      case .log, .sqrt: return true
      case .power:
        guard case .constant(let exponent) = graph.kind(of: operands[1]),
          let number = exponent.number
        else { return true }
        return number != number.rounded()
      default: return false
      }
    }
  }
}
