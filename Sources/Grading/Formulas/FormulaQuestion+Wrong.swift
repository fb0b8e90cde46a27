import Autodiff
import ModelLanguage

/// What is said to a formula that is not the key.
extension FormulaQuestion {
  /// What is wrong with an answer that is not the key: the first that fits.
  ///
  /// - Parameter point: A point where it differs, if one is known.
  func incorrect(
    _ answer: FormulaCandidate, key: Formula, _ scope: Scope, at point: [String: Tensor]? = nil
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
      for (factor, reason, message) in Self.factors where abs(ratio - factor) <= 1e-6 * abs(factor)
      {
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
  private func difference(_ answer: FormulaCandidate, key: Formula) -> Judgement {
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
  func described(_ point: [String: Tensor]) -> String {
    let leaves = (model?.names ?? []).compactMap { name in
      point[name].map { "\(name) = \(NumberText.rounded($0, to: 4))" }
    }
    return leaves.prefix(4).joined(separator: ", ")
  }
}
