import Autodiff
public import ModelLanguage

/// A question for a formula, such as a slope in terms of the model's names.
///
/// Answers are compared with the key at sampled values of the leaves, so any way to write it counts.
public struct FormulaQuestion: Sendable {
  private let key: Expr
  private let model: Model
  private let given: [String: Double]
  private let targets: [String]
  private let mistakes: [Expr]
  private let seed: UInt64

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - id: With the key's text, the seed of the points: the same question is always judged alike.
  ///   - key: The right formula over the model's names and derivatives, as `dloss/dw`.
  ///   - model: The model whose names an answer may use, inputs and intermediates alike.
  ///   - given: Names beside the model's, with their fixed values; the model's come first.
  ///   - targets: What is asked, as learners write it before `=`.
  ///   - mistakes: Wrong formulas to recognise, written like the key.
  public init(
    id: String, key: Expr, model: Model, given: [String: Double] = [:], targets: [String] = [],
    mistakes: [Expr] = []
  ) {
    self.key = key
    self.model = model
    self.given = given
    self.targets = targets
    self.mistakes = mistakes
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

  private var sampling: Sampling {
    Sampling(centers: model.point, seed: seed)
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

  private func verdict(on answer: Candidate, key: Formula, _ scope: Scope) -> Judgement {
    switch sampling.compare(answer.formula, with: key) {
    case .equal:
      return Judgement(.correct, .equal)
    case .undecided:
      return Judgement(Refusal.questionFault)
    case .different:
      guard let mistake = mistake(equalTo: answer.formula, scope) else {
        guard !answer.reading.expression.names.isEmpty else {
          let names = model.names.joined(separator: ", ")
          return Judgement(
            .incorrect, .different,
            message: "That is a single number. Write a formula with the names \(names).")
        }
        return Judgement(.incorrect, .different)
      }
      return Judgement(.incorrect, .listedMistake, mistake: mistake)
    case .undefined(let point):
      if let mistake = mistake(equalTo: answer.formula, scope) {
        return Judgement(.incorrect, .listedMistake, mistake: mistake)
      }
      return Judgement(
        .incorrect, .undefinedSomewhere,
        message: "Your formula has no value at \(described(point)), where the right one has.")
    }
  }

  private func mistake(equalTo answer: Formula, _ scope: Scope) -> Int? {
    mistakes.firstIndex { mistake in
      guard let formula = try? scope.formula(mistake) else { return false }
      return sampling.areEqual(answer, formula)
    }
  }

  /// A few leaves of `point`, in the order of the program.
  private func described(_ point: [String: Tensor]) -> String {
    let leaves = model.names.compactMap { name in
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
