import Autodiff
import Grading
import LessonFormat
import ModelLanguage
import Testing

@testable import Tutor

/// Every question of the shipped chapters.
private let questions: [(chapter: String, step: Step)] = ShippedChapters.all.flatMap { chapter in
  chapter.steps.filter { $0.question != nil }.map { (chapter.id, $0) }
}

extension Dealer {
  /// The authored scene and the variants after it, as many as there are.
  fileprivate func scenes(of step: Step, count: Int) -> [Scene] {
    var scenes = authored(step).map { [$0] } ?? []
    while scenes.count < count, let last = scenes.last, let next = fresh(after: last) {
      scenes.append(next)
    }
    return scenes
  }
}

@Suite struct DealerTests {
  /// The scenes that a learner can meet first: the authored one and some variants.
  private func scenes(of step: Step) -> [Scene] {
    Dealer(seed: 11).scenes(of: step, count: 5)
  }

  @Test(arguments: questions.indices)
  func `no listed mistake is accepted, and it is told from the others`(index: Int) throws {
    let (chapter, step) = questions[index]
    let question = try #require(step.question)
    guard case .number = question.kind else { return }
    for scene in scenes(of: step) {
      let place = "\(chapter)/\(step.id), variant \(scene.variant): \(scene.model.program)"
      for (number, mistake) in question.mistakes.enumerated() {
        let value = try #require(scene.evaluateTensor(mistake.value)?.value)
        let judgement = try #require(scene.judge(NumberText.exact(value)))
        // A mistake of another shape, as one number for three, is no answer at all.
        let wanted = try #require(scene.evaluateTensor(question.answer)?.value.shape)
        let verdict: Judgement.Verdict = value.shape == wanted ? .incorrect : .invalid
        #expect(judgement.verdict == verdict, "mistake \(number) at \(place)")
        if scene.variant == 0, verdict == .incorrect {
          #expect(judgement.mistake == number, "mistake \(number) at \(place)")
        }
      }
    }
  }

  @Test(arguments: questions.indices)
  func `a variant is the same for the same seed and differs from the chapter's numbers`(
    index: Int
  ) throws {
    let (_, step) = questions[index]
    let question = try #require(step.question)
    let authored = try #require(Dealer(seed: 1).authored(step))
    let scenes = Dealer(seed: 1).scenes(of: step, count: 6)
    #expect(scenes.count == (question.variation.isEmpty ? 1 : 6), "\(step.id)")
    for (scene, twin) in zip(scenes, Dealer(seed: 1).scenes(of: step, count: 6)).dropFirst() {
      #expect(scene.model.program == twin.model.program && scene.given == twin.given)
      #expect(scene.model.program != authored.model.program || scene.given != authored.given)
      // Only what the chapter lists may change.
      let varied = Set(question.variation.map(\.name))
      for (old, new) in zip(authored.model.program.statements, scene.model.program.statements)
      where !varied.contains(old.name) {
        #expect(old == new)
      }
    }
  }

  @Test func `different seeds deal different numbers`() throws {
    let step = try #require(
      ShippedChapters.chapter("sensitivity").steps.first { $0.id == "smaller-nudge" })
    let dealt = Set(
      (0..<10).compactMap { Dealer(seed: $0).scenes(of: step, count: 2).last }
        .map { "\($0.model.program) \($0.given)" })
    #expect(dealt.count > 5)
  }
}
