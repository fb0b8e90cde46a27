import Grading
public import LessonFormat
import ModelLanguage

/// A run through a chapter in which everything that a learner can meet is said once.
public enum Rehearsal {
  /// The events of a run that takes every hint, gives every listed wrong answer and tries every experiment.
  public static func events(of chapter: Chapter, seed: UInt64) -> [Event] {
    var session = Session(of: chapter, seed: seed, pacing: .byHand)
    var events = session.begin()
    for index in chapter.steps.indices {
      guard session.isOpen, session.stepIndex == index else { break }
      for line in wrongLines(for: session.scene) where session.stage == .asking {
        events += session.receive(line)
      }
      for _ in 0..<3 where session.stage == .asking { events += session.receive("hint") }
      if session.stage == .asking { events += session.receive("again") }
      if session.stage == .asking, let answer = session.scene.rightAnswer {
        events += session.receive(answer)
      }
      if session.stage == .asking { events += session.receive("skip") }
      guard session.isOpen, session.stepIndex == index else { continue }
      for experiment in chapter.steps[index].experiments {
        events += session.receive(experiment.command)
      }
      events += session.receive("why") + session.receive("")
    }
    return events
  }

  /// Every wrong answer that the chapter has a word for.
  private static func wrongLines(for scene: Scene) -> [String] {
    guard let question = scene.step.question else { return [] }
    switch question.kind {
    case .choice(let choices):
      return choices.indices.filter { !scene.rightChoices.contains($0) }
        .map { String(Array(ChoiceQuestion.letters)[$0]) }
    case .formula: return question.mistakes.map(\.value.description)
    case .number, .sign:
      return question.mistakes.compactMap { scene.evaluateTensor($0.value)?.value }
        .map { NumberText.exact($0) }
    }
  }
}
