import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// What keeps a question from being asked with the numbers of one scene.
///
/// The dealer deals no scene that has such a flaw, and `lint` finds none in the chapter's own numbers.
struct SceneCheck {
  private let scene: Scene
  private let question: Question
  /// What would give the answer away.
  private let telling: TellingText

  init?(_ scene: Scene) {
    guard let question = scene.step.question else { return nil }
    self.scene = scene
    self.question = question
    telling = TellingText(question, in: scene)
  }

  /// Whether a learner may be asked with these numbers.
  var isFair: Bool { checks.allSatisfy { $0().isEmpty } }

  /// Everything against these numbers.
  var flaws: [Finding] { checks.flatMap { $0() } }

  /// The cheap ones first: a scene with one flaw is not dealt, whatever the others are.
  private var checks: [() -> [Finding]] {
    [
      missingValues, wrongChoices, nearMistakes, corners, answerAbove, answerInHints,
      nearMisconceptions,
    ]
  }

  private func missingValues() -> [Finding] {
    var missing = scene.step.liveNumbers.filter { scene.evaluate($0) == nil }
    if scene.evaluateTensor(question.answer) == nil { missing.insert(question.answer, at: 0) }
    if let answer = missing.first {
      return [
        Finding(
          .noValue, "\(answer) has no value with \(numbers)", at: answer.range,
          mend: "leave these numbers out of 'vary'")
      ]
    }
    guard let key = scene.evaluateTensor(question.answer),
      key.value.entries.contains(where: { $0 != 0 && abs($0) <= key.roundingErrorBound })
    else { return [] }
    return [
      Finding(
        .noValue, "the answer is 0 but for rounding with \(numbers)", at: question.answer.range,
        mend: "choose numbers on which it is 0, or far from it")
    ]
  }

  private func wrongChoices() -> [Finding] {
    guard case .choice = question.kind, scene.rightChoices.count != 1 else { return [] }
    return [
      Finding(
        .noValue, "\(scene.rightChoices.count) choices are right with \(numbers)",
        at: question.answer.range, mend: "leave these numbers out of 'vary'")
    ]
  }

  private func nearMistakes() -> [Finding] {
    switch question.kind {
    case .formula, .choice: return []
    case .number, .sign: break
    }
    guard let key = scene.evaluateTensor(question.answer)?.value else { return [] }
    return question.mistakes.compactMap { mistake in
      guard let wrong = scene.evaluateTensor(mistake.value)?.value else {
        return Finding(
          .noValue, "\(mistake.value) has no value with \(numbers)", at: mistake.value.range,
          mend: "leave these numbers out of 'vary'")
      }
      let isNear =
        wrong.shape == key.shape
        && zip(wrong.entries, key.entries).allSatisfy {
          Collisions.isNear($0, $1, digits: question.digits)
        }
      guard isNear else { return nil }
      return Finding(
        .mistakeAccepted,
        "this mistake is \(NumberText.rounded(wrong)), and the answer \(NumberText.rounded(key))",
        at: mistake.value.range, mend: "choose numbers on which they differ")
    }
  }

  private func corners() -> [Finding] {
    let cornered = question.answer.derivatives.first(where: scene.standsOnCorner)
    if let cornered, !question.isAtCorner {
      return [
        Finding(
          .corner,
          "d\(cornered.of)/d\(cornered.withRespectTo) stands on a corner with \(numbers)",
          at: question.answer.range,
          mend: "move the numbers off it, or say 'corner: true' if the question is about it")
      ]
    }
    if cornered == nil, question.isAtCorner {
      return [
        Finding(
          .corner, "the question says 'corner: true', and no slope in it stands on one",
          at: question.answer.range, mend: "take the line out")
      ]
    }
    return []
  }

  // MARK: What gives the answer away

  private func answerAbove() -> [Finding] {
    let texts = scene.step.opening.flatMap(\.texts) + [question.ask]
    let title = RichText(pieces: [.text(scene.step.title)], at: scene.step.range)
    return (texts + [title]).filter { telling.isTold(by: $0, mayNameValues: true) }.prefix(1).map {
      Finding(
        .answerAbove, "the answer, \(telling.answer), is printed above the question",
        at: $0.range ?? question.answer.range,
        mend: "say it in other words, or choose numbers on which it is another one")
    }
  }

  private func answerInHints() -> [Finding] {
    question.hints.enumerated().compactMap { index, hint in
      // The last sets up the sum, and a value of the model may be one of its numbers.
      let isLast = index == question.hints.count - 1
      guard telling.isTold(by: hint, mayNameValues: isLast) else { return nil }
      return Finding(
        .answerInHint, "hint \(index + 1) holds the answer, \(telling.answer)",
        at: hint.range ?? question.answer.range,
        mend: "stop one sum short of it, or choose numbers on which it is another one")
    }
  }

  private func nearMisconceptions() -> [Finding] {
    guard case .number = question.kind else { return [] }
    let near = Collisions.nearMisses(
      of: question.answer, digits: question.digits, in: scene.trace, given: scene.given)
    return near.prefix(1).map { misconception, value in
      Finding(
        .misconceptionNear,
        "'\(misconception.name)' gives \(NumberText.rounded(value)), too near \(telling.answer) to tell",
        at: question.answer.range, mend: "choose other numbers, or ask for more digits")
    }
  }

  /// The numbers of this scene, for a message.
  private var numbers: String {
    guard scene.variant > 0 else { return "the chapter's numbers" }
    let varied = question.variation.map(\.name)
    let statements = scene.model.program.statements.filter { varied.contains($0.name) }
      .map { "\($0.name) = \($0.value)" }
    let given = scene.given.filter { varied.contains($0.key) }.sorted { $0.key < $1.key }
      .map { "\($0.key) = \(NumberText.exact($0.value))" }
    return (statements + given).joined(separator: ", ")
  }
}

extension Scene {
  /// Whether a slope of the model holds by convention only, because some node on the way stands on a corner.
  func standsOnCorner(_ top: String, by bottom: String) -> Bool {
    guard let output = model.nodes[top], let input = model.input(named: bottom),
      let pass = try? trace.forward.backward(
        from: output, withRespectTo: [input], keepsEdges: false)
    else { return false }
    return !pass.corners.isEmpty
  }
}
