import LessonFormat
import ModelLanguage

/// Walks a chapter as learners would, and looks for a place where they are stuck.
struct WayThrough {
  private let chapter: Chapter
  private let seed: UInt64

  init(_ chapter: Chapter, seed: UInt64) {
    (self.chapter, self.seed) = (chapter, seed)
  }

  var findings: [Finding] {
    let walks: [(name: String, pick: (Session, Int) -> String)] = [
      ("right answers", { session, _ in session.scene.rightAnswer ?? "" }),
      ("skips", { _, _ in "skip" }),
      ("hints", { session, _ in Self.isFresh(session) ? session.scene.rightAnswer ?? "" : "hint" }),
      (
        "wrong answers",
        { session, tries in
          if Self.isFresh(session) || tries > 8 { return session.scene.rightAnswer ?? "" }
          // A change that misses the goal costs nothing and brings no hint by itself.
          return session.scene.step.editTask != nil && tries > 0
            ? "hint" : session.scene.wrongAnswer
        }
      ),
    ]
    for walk in walks {
      if let step = stuckStep(walk.pick) {
        return [
          Finding(
            .deadEnd, "with \(walk.name) alone a learner does not get past this step",
            at: step.range, mend: "try it in a preview")
        ]
      }
    }
    return unevenSkips
  }

  /// After the worked example the same question comes with other numbers; a learner answers that.
  private static func isFresh(_ session: Session) -> Bool { session.scene.variant > 0 }

  /// How many lines a step may take on average.
  private static let mostTries = 31

  /// The first step that a walk does not leave.
  private func stuckStep(_ pick: (Session, Int) -> String) -> Step? {
    var session = Session(of: chapter, seed: seed, pacing: .continuous)
    _ = session.begin()
    var (index, tries, lines) = (session.stepIndex, 0, 0)
    while session.isOpen {
      lines += 1
      if lines > Self.mostTries * chapter.steps.count { return chapter.steps[index] }
      _ = session.receive(pick(session, tries))
      tries = session.stepIndex == index ? tries + 1 : 0
      index = session.stepIndex
      if tries >= Self.mostTries { return chapter.steps[index] }
    }
    return session.stage == .finished ? nil : chapter.steps[index]
  }

  /// The step behind which a skip leaves another state than the right answer.
  private var unevenSkips: [Finding] {
    var answering = Session(of: chapter, seed: seed, pacing: .byHand)
    _ = answering.begin()
    while answering.isOpen {
      let step = answering.scene.step
      var skipping = answering
      if answering.stage == .asking { _ = answering.receive(answering.scene.rightAnswer ?? "") }
      guard answering.isOpen else { break }
      _ = answering.receive("")
      _ = skipping.receive("skip")
      guard answering.place == skipping.place else {
        return [
          Finding(
            .deadEnd, "after a skip the next step is not as after the right answer",
            at: step.range, mend: "try it in a preview")
        ]
      }
    }
    return []
  }
}

extension Session {
  /// Where it stands and what is asked there.
  fileprivate struct Place: Equatable {
    var stage: Stage
    var stepIndex: Int
    /// Nothing is asked any more once the chapter is over.
    var asked: Asked?
  }

  fileprivate struct Asked: Equatable {
    var variant: Int
    var program: Program
    var hintsGiven: Int
  }

  fileprivate var place: Place {
    let asked = Asked(
      variant: scene.variant, program: scene.model.program, hintsGiven: hintsGiven)
    return Place(stage: stage, stepIndex: stepIndex, asked: isOpen ? asked : nil)
  }
}
