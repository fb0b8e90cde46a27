import Autodiff
public import ModelLanguage

/// A question for a formula, such as a slope in terms of the model's names.
///
/// Any way to write it counts: formulas are compared in finite fields, where nothing is rounded, and
/// where those can't tell, at many points.
public struct FormulaQuestion: Sendable {
  private let key: Expr
  private let model: Model?
  private let given: [String: Double]
  private let targets: [String]
  private let mistakes: [Expr]
  private let expression: Expr
  private let domains: [String: Domain]
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

  private var sampling: Sampling {
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
    var parts: [[Candidate]] = []
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

  private func candidates(for part: String, in scope: Scope) throws(Refusal) -> [Candidate] {
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
    var candidates: [Candidate] = []
    for reading in readings {
      let formula = try scope.formula(reading.expression)
      candidates.append(Candidate(reading: reading, formula: formula))
    }
    return candidates
  }

  /// `2*(y - 10)*x = 2*x*y - 20*x` shows one formula twice.
  private func refuseUnequalSteps(_ parts: [[Candidate]]) throws(Refusal) {
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

  private func verdict(on answer: Candidate, key: Formula, _ scope: Scope) -> Judgement {
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
    on answer: Candidate, key: Formula, _ scope: Scope, _ outcome: Sampling.Outcome
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

  private func correct(_ answer: Candidate) -> Judgement {
    let hint = FormHint(on: answer.reading.expression, key: key, model: model)
    return Judgement(.correct, .equal, message: hint?.text)
  }

  /// What is wrong with an answer that is not the key: the first that fits.
  ///
  /// - Parameter point: A point where it differs, if one is known.
  private func incorrect(
    _ answer: Candidate, key: Formula, _ scope: Scope, at point: [String: Tensor]? = nil
  ) -> Judgement {
    let rounded = RoundedConstant(in: answer.reading, over: model, given: scope.given)
    if rounded?.isRight(for: key, at: sampling.points, differingAt: point) == true {
      return Judgement(
        .imprecise, .roundedConstant,
        message: "Right but for one number that is rounded. Use the exact one there.")
    }
    let samples = SampledAnswer(answer.formula, key: key, points: sampling.points)
    let mistake = mistakes.firstIndex { mistake in
      (try? scope.formula(mistake)).map { sampling.areEqual(answer.formula, $0) } ?? false
    }
    let diagnosis = diagnosis(of: samples, scope)
    if mistake != nil || diagnosis != nil {
      return Judgement(
        .incorrect, mistake == nil ? .misconception : .listedMistake,
        message: mistake == nil ? diagnosis?.remark : nil, mistake: mistake, diagnosis: diagnosis)
    }
    return nearMiss(samples) ?? difference(answer, key: key)
  }

  private func diagnosis(of samples: SampledAnswer, _ scope: Scope) -> Diagnosis? {
    guard let model,
      let diagnostician = Diagnostician(of: expression, over: model, given: scope.given)
    else { return nil }
    let ways = diagnostician.wrongWays.ways.filter { way in
      samples.follows { way.value(at: $0.point, over: $0.forward)?.number }
    }
    return diagnostician.diagnosis(by: ways, elsewhere: samples.samples.map(\.forward))
  }

  private func nearMiss(_ samples: SampledAnswer) -> Judgement? {
    if let ratio = samples.constantRatio {
      for (factor, reason, message) in Self.factors where abs(ratio - factor) <= 1e-6 * abs(factor) {
        return Judgement(.incorrect, reason, message: message)
      }
      return Judgement(.incorrect, .constantFactor, message: "Right but for a constant factor.")
    }
    return samples.constantOffset.map { _ in
      Judgement(.incorrect, .constantOffset, message: "Right but for a number that is added.")
    }
  }

  private static let factors: [(Double, Judgement.Reason, String)] = [
    (-1, .wrongSign, "Right but for the sign."),
    (2, .factorOfTwo, "Out by a factor of 2."), (0.5, .factorOfTwo, "Out by a factor of 2."),
  ]

  /// A point where the formulas differ, with both values, small whole numbers first.
  private func difference(_ answer: Candidate, key: Formula) -> Judgement {
    guard !answer.reading.expression.names.isEmpty else {
      let names = (model?.names ?? []).joined(separator: ", ")
      return Judgement(
        .incorrect, .different,
        message: names.isEmpty
          ? nil : "That is a single number. Write a formula with the names \(names).")
    }
    for point in tellingPoints {
      guard let right = (try? key.run(at: point))?.value,
        let given = (try? answer.formula.run(at: point))?.value,
        // Where a function is all but flat nobody can check by hand.
        [right, given].allSatisfy({ $0 == 0 || (1e-2...1e4).contains(abs($0)) })
      else { continue }
      let (left, other) = (NumberText.rounded(given, to: 4), NumberText.rounded(right, to: 4))
      guard left != other else { continue }
      return Judgement(
        .incorrect, .different,
        message: "At \(described(point)) your formula gives \(left), and the right one \(other).")
    }
    return Judgement(.incorrect, .different)
  }

  /// Points that are easy to check by hand, and then some of those that were compared.
  private var tellingPoints: [[String: Tensor]] {
    guard let model, model.point.values.allSatisfy({ $0.number != nil }) else { return [] }
    let leaves = model.leafNames
    // Domains are given where a model's own numbers mean nothing.
    let own = domains.isEmpty ? [model.point] : []
    let small: [[String: Tensor]] = (0..<4).compactMap { shift in
      var point: [String: Tensor] = [:]
      for (index, leaf) in leaves.enumerated() {
        let value = Double((index + shift) % 3 + 1)
        guard domains[leaf]?.contains(value) != false else { return nil }
        point[leaf] = .scalar(value)
      }
      return point
    }
    var points = sampling.points
    return own + small + (0..<24).map { _ in points.next() }
  }

  /// A few leaves of `point`, in the order of the program.
  private func described(_ point: [String: Tensor]) -> String {
    let leaves = (model?.names ?? []).compactMap { name in
      point[name].map { "\(name) = \(NumberText.rounded($0, to: 4))" }
    }
    return leaves.prefix(4).joined(separator: ", ")
  }
}

/// A reading of an answer, ready to run.
private struct Candidate {
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
