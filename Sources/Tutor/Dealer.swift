import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Deals the variants of a chapter's steps.
///
/// Each is a function of the seed and the one before, so a session that is replayed meets the same
/// numbers again.
struct Dealer: Sendable {
  let seed: UInt64

  /// How many draws may be unfair, or known already, before the step counts as having no fresh numbers.
  private static let mostDraws = 200
  /// Among how many fair draws the best is taken; more where a habit is to show.
  private static let mostFairDraws = 6, mostTellingDraws = 20
  private static let penaltyOfSameAnswer = 100

  /// The step with the numbers of the chapter file.
  ///
  /// - Returns: nil if the model does not run, which the format rules out.
  func authored(_ step: Step) -> Scene? {
    guard let trace = try? Trace(step.model) else { return nil }
    return Scene(step: step, variant: 0, trace: trace, given: step.question?.given ?? [:])
  }

  /// The variant after `scene`; nil if the step has no fresh numbers.
  ///
  /// The answer of before, which may be on the screen, is not right again if the step can help it,
  /// and as few wrong ideas as may be come to the right answer.
  ///
  /// - Parameter suspect: A misconception that the numbers are to tell from the others.
  func fresh(after scene: Scene, telling suspect: Misconception? = nil) -> Scene? {
    let step = scene.step
    guard let question = step.question, !question.variation.isEmpty,
      let authored = authored(step)
    else { return nil }
    let number = scene.variant + 1
    var generator = SplitMix64(seed: seed ^ SplitMix64.seed(from: "\(step.id)/\(number)"))
    let known = [signature(authored), signature(scene)]
    let goodEnough = suspect == nil ? penalty(of: authored, suspect: nil) : 0
    var best: (scene: Scene, penalty: Int)?
    var fairDraws = 0
    let mostFairDraws = suspect == nil ? Self.mostFairDraws : Self.mostTellingDraws
    for _ in 0..<Self.mostDraws where fairDraws < mostFairDraws {
      guard let drawn = draw(step, question, number, using: &generator), isFair(drawn),
        !known.contains(signature(drawn))
      else { continue }
      fairDraws += 1
      let hasSameAnswer = key(of: drawn) == key(of: scene)
      let penalty =
        penalty(of: drawn, suspect: suspect) + (hasSameAnswer ? Self.penaltyOfSameAnswer : 0)
      if penalty <= goodEnough { return drawn }
      if best.map({ penalty < $0.penalty }) ?? true { best = (drawn, penalty) }
    }
    return best?.scene
  }

  /// How badly a scene tells wrong ideas from right ones.
  private func penalty(of scene: Scene, suspect: Misconception?) -> Int {
    guard let question = scene.step.question, case .number = question.kind else { return 0 }
    let collisions = Collisions(
      of: question.answer, digits: question.digits, in: scene.trace, given: scene.given,
      suspect: suspect)
    guard suspect != nil else { return collisions.withKey }
    return collisions.withKey + 10 * collisions.withSuspect + (collisions.showsSuspect ? 0 : 1000)
  }

  private func key(of scene: Scene) -> Tensor? {
    scene.step.question.flatMap { scene.evaluateTensor($0.answer)?.value }
  }

  private func draw(
    _ step: Step, _ question: Question, _ number: Int,
    using generator: inout SplitMix64
  ) -> Scene? {
    var changes: [String: Expr] = [:]
    var given = question.given
    for varied in question.variation {
      let value = varied.domain.element(using: &generator)
      if given[varied.name] == nil {
        changes[varied.name] = value
      } else if let number = value.literalValue {
        given[varied.name] = number
      }
    }
    guard let model = try? Model(step.model.program.rebinding(changes)),
      let trace = try? Trace(model)
    else { return nil }
    return Scene(step: step, variant: number, trace: trace, given: given)
  }

  /// Whether every number in the step exists, and no wrong idea gives the right answer.
  ///
  /// "Gives" leaves a margin of four units in the last digit asked, so that rounding cannot make up for it.
  private func isFair(_ scene: Scene) -> Bool {
    guard let question = scene.step.question, let answer = key(of: scene) else { return false }
    guard scene.step.liveNumbers.allSatisfy({ scene.evaluate($0) != nil }) else { return false }
    switch question.kind {
    case .formula: return true
    case .choice: return scene.rightChoices.count == 1
    case .number, .sign: break
    }
    guard let key = answer.number else { return true }
    let unit = key == 0 ? 0 : Double.pow10(key.decimalExponent - question.digits + 1)
    return question.mistakes.allSatisfy { mistake in
      guard let wrong = scene.evaluate(mistake.value)?.value else { return false }
      return Swift.abs(wrong - key) > 4 * unit
    }
  }

  /// What a learner would see as the same numbers.
  private func signature(_ scene: Scene) -> String {
    "\(scene.model.program) \(scene.given.sorted { $0.key < $1.key })"
  }
}

extension Double {
  /// The exponent of the first significant digit: 2 for 123, -2 for 0.05.
  fileprivate var decimalExponent: Int {
    guard self != 0 else { return 0 }
    var exponent = 0
    var magnitude = Swift.abs(self)
    while magnitude >= 10 {
      magnitude /= 10
      exponent += 1
    }
    while magnitude < 1 {
      magnitude *= 10
      exponent -= 1
    }
    return exponent
  }

  fileprivate static func pow10(_ exponent: Int) -> Double {
    (0..<Swift.abs(exponent)).reduce(1) { power, _ in exponent > 0 ? power * 10 : power / 10 }
  }
}

extension VariedName.Domain {
  /// One right-hand side, each equally likely.
  func element(using generator: inout some RandomNumberGenerator) -> Expr {
    switch self {
    case .list(let expressions):
      return expressions[Int.random(in: expressions.indices, using: &generator)]
    case .range(let low, let high, let step):
      let last = Int(((high - low) / step + 1e-9).rounded(.down))
      let value = low + step * Double(Int.random(in: 0...last, using: &generator))
      // The step's own decimals: 0.1 + 2 * 0.1 is meant to be 0.3.
      return Expr(literal: Double(NumberText.rounded(value, to: 12)) ?? value)
    }
  }
}

extension Step {
  /// Every live number that a learner can meet in the step.
  var liveNumbers: [Expr] {
    var texts = (opening + closing).flatMap(\.texts) + experiments.map(\.remark)
    if let question {
      texts += [question.ask] + question.hints + question.mistakes.map(\.remark)
      if case .choice(let choices) = question.kind {
        texts += choices.flatMap { [$0.text] + ($0.remark.map { [$0] } ?? []) }
      }
    }
    return texts.flatMap(\.liveNumbers)
  }
}
