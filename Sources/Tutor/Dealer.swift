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
  /// How many variants of a step are told from fresh ones.
  private static let mostRemembered = 20

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
    guard step.question?.variation.isEmpty == false, let authored = authored(step)
    else { return nil }
    let number = scene.variant + 1
    let seen = scene.seen + [signature(scene)]
    return fresh(authored, scene, number, suspect, knowing: seen)
      ?? fresh(authored, scene, number, suspect, knowing: [signature(authored), signature(scene)])
  }

  /// - Parameter known: What the next variant is not to be.
  private func fresh(
    _ authored: Scene, _ scene: Scene, _ number: Int, _ suspect: Misconception?,
    knowing known: [String]
  ) -> Scene? {
    let step = scene.step
    guard let question = step.question else { return nil }
    var generator = SplitMix64(seed: seed ^ SplitMix64.seed(from: "\(step.id)/\(number)"))
    let goodEnough = suspect == nil ? penalty(of: authored, suspect: nil) : 0
    var best: (scene: Scene, penalty: Int)?
    var fairDraws = 0
    let mostFairDraws = suspect == nil ? Self.mostFairDraws : Self.mostTellingDraws
    for _ in 0..<Self.mostDraws where fairDraws < mostFairDraws {
      guard let drawn = draw(step, question, number, using: &generator),
        !known.contains(signature(drawn)), SceneCheck(drawn)?.isFair == true
      else { continue }
      fairDraws += 1
      let hasSameAnswer = key(of: drawn) == key(of: scene)
      let penalty =
        penalty(of: drawn, suspect: suspect) + (hasSameAnswer ? Self.penaltyOfSameAnswer : 0)
      if best.map({ penalty < $0.penalty }) ?? true { best = (drawn, penalty) }
      if penalty <= goodEnough { break }
    }
    guard var next = best?.scene else { return nil }
    next.seen = Array((scene.seen + [signature(scene)]).suffix(Self.mostRemembered))
    return next
  }

  /// The scenes that could be dealt: every combination of what may vary, or `most` of them drawn at random.
  ///
  /// - Returns: The scenes, and how many combinations there are.
  func space(of step: Step, most: Int) -> (scenes: [Scene], count: Int) {
    guard let question = step.question, !question.variation.isEmpty else { return ([], 0) }
    let domains = question.variation.map(\.domain.elements)
    let count = domains.reduce(1) { product, domain in
      let (next, overflows) = product.multipliedReportingOverflow(by: domain.count)
      return overflows ? .max : next
    }
    let names = question.variation.map(\.name)
    func scene(of values: [Expr]) -> Scene? {
      self.scene(step, question, 1, binding: Array(zip(names, values)))
    }
    if count <= most {
      let combinations = domains.reduce([[]]) { lists, domain in
        lists.flatMap { list in domain.map { list + [$0] } }
      }
      return (combinations.compactMap(scene), count)
    }
    var generator = SplitMix64(seed: seed ^ SplitMix64.seed(from: "\(step.id)/space"))
    let drawn = (0..<most).map { _ in
      domains.map { $0[Int.random(in: $0.indices, using: &generator)] }
    }
    return (drawn.compactMap(scene), count)
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
    let values = question.variation.map { ($0.name, $0.domain.element(using: &generator)) }
    return scene(step, question, number, binding: values)
  }

  /// The scene with some names bound anew; nil if its model does not run.
  private func scene(
    _ step: Step, _ question: Question, _ number: Int, binding values: [(name: String, value: Expr)]
  ) -> Scene? {
    var changes: [String: Expr] = [:]
    var given = question.given
    for (name, value) in values {
      if given[name] == nil {
        changes[name] = value
      } else if let number = value.literalValue {
        given[name] = number
      }
    }
    guard let model = try? Model(step.model.program.rebinding(changes)),
      let trace = try? Trace(model)
    else { return nil }
    return Scene(step: step, variant: number, trace: trace, given: given)
  }

  /// What a learner would see as the same numbers.
  private func signature(_ scene: Scene) -> String {
    "\(scene.model.program) \(scene.given.sorted { $0.key < $1.key })"
  }
}

extension VariedName.Domain {
  /// One right-hand side, each equally likely.
  func element(using generator: inout some RandomNumberGenerator) -> Expr {
    switch self {
    case .list(let expressions):
      expressions[Int.random(in: expressions.indices, using: &generator)]
    case .range(let low, let high, let step):
      Self.element(
        Int.random(in: 0...Self.last(low, high, step), using: &generator), from: low, step: step)
    }
  }

  /// Every right-hand side.
  var elements: [Expr] {
    switch self {
    case .list(let expressions): expressions
    case .range(let low, let high, let step):
      (0...Self.last(low, high, step)).map { Self.element($0, from: low, step: step) }
    }
  }

  private static func last(_ low: Double, _ high: Double, _ step: Double) -> Int {
    Int(((high - low) / step + 1e-9).rounded(.down))
  }

  private static func element(_ index: Int, from low: Double, step: Double) -> Expr {
    let value = low + step * Double(index)
    // The step's own decimals: 0.1 + 2 * 0.1 is meant to be 0.3.
    return Expr(literal: Double(NumberText.rounded(value, to: 12)) ?? value)
  }
}

extension Step {
  /// Every live number that a learner can meet in the step.
  var liveNumbers: [Expr] {
    var texts = (opening + closing).flatMap(\.texts) + experiments.map(\.remark)
    texts += [ask].compactMap(\.self) + hints
    if let question {
      texts += question.mistakes.map(\.remark)
      if case .choice(let choices) = question.kind {
        texts += choices.flatMap { [$0.text] + ($0.remark.map { [$0] } ?? []) }
      }
    }
    return texts.flatMap(\.liveNumbers)
  }
}
