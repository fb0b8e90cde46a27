import LessonFormat
import Testing

@testable import Tutor

@Suite struct StateMachineTests {
  /// Every line that can make a difference, for the state that `session` is in.
  private func lines(for session: Session) -> [String] {
    [
      session.rightAnswer, session.wrongAnswer, "what?", "", "hint", "why", "show", "again",
      "skip", "back", "help", "set", "set \(session.scene.model.names[0]) = 3", "undo", "edit",
      "quit",
    ]
  }

  /// What plays with a copy, and may cost help.
  private func playLines(for session: Session) -> [String] {
    ["trace", "trace", "nudge \(session.scene.model.leafNames.first ?? "x") 0.1", "up", "resume"]
  }

  /// Every state that can be reached, with variants told apart up to the second.
  ///
  /// A third variant opens nothing new: the rules look at a variant's number only to deal the next.
  private func reachableStates(
    of chapter: Chapter, _ pacing: Session.Pacing
  ) -> [Session.Snapshot: Session] {
    var session = Session(of: chapter, seed: 7, pacing: pacing)
    _ = session.begin()
    var found = [session.snapshot: session]
    var open = [session]
    while let session = open.popLast() {
      for line in lines(for: session) {
        var next = session
        _ = next.receive(line)
        let isNew = found[next.snapshot] == nil
        guard isNew, next.scene.variant <= 2, next.wrongAnswers <= 5, next.undoable.count <= 1
        else { continue }
        found[next.snapshot] = next
        if next.isOpen { open.append(next) }
      }
    }
    return found
  }

  /// Every kind of step is in the first five chapters; `lint` walks through all of them.
  private static let chapters = ShippedChapters.all.indices.prefix(5)

  @Test(arguments: chapters, [Session.Pacing.byHand, .continuous])
  func `from every state quit leaves in one step and skip alone reaches the end`(
    index: Int, pacing: Session.Pacing
  ) {
    let chapter = ShippedChapters.all[index]
    let states = reachableStates(of: chapter, pacing)
    #expect(states.count > chapter.steps.count * 4)
    // A script passes over the steps that ask nothing.
    let stops = chapter.steps.indices.filter {
      pacing == .byHand || chapter.steps[$0].task != nil
    }
    // It ends in the last step, whatever that is.
    #expect(
      Set(states.keys.map(\.stepIndex)) == Set(stops).union([chapter.steps.count - 1]))
    for session in states.values where session.isOpen {
      var leaving = session
      _ = leaving.receive("quit")
      #expect(leaving.stage == .left)

      var skipping = session
      var skips = 0
      while skipping.isOpen, skips <= chapter.steps.count {
        _ = skipping.receive("skip")
        skips += 1
      }
      #expect(skipping.stage == .finished, "stuck after \(skips) skips from \(session.snapshot)")
    }
  }

  @Test(arguments: ShippedChapters.all.indices)
  func `right answers alone reach the end, and so do wrong ones with the help they bring`(
    index: Int
  ) {
    let chapter = ShippedChapters.all[index]
    var session = Session(of: chapter, seed: 1, pacing: .continuous)
    _ = session.begin()
    for _ in chapter.steps where session.isOpen { _ = session.receive(session.rightAnswer) }
    #expect(session.stage == .finished)
    #expect(session.tally.count(atLeast: .atOnce) == chapter.steps.count { $0.task != nil })
    #expect(session.tally.wrong == 0)

    var struggling = Session(of: chapter, seed: 1, pacing: .continuous)
    _ = struggling.begin()
    var lines = 0
    while struggling.isOpen, lines < 1000 {
      let isFresh = struggling.scene.variant > 0
      // A change that misses its goal costs nothing, and brings no help by itself.
      let line = struggling.scene.step.editTask == nil ? struggling.wrongAnswer : "hint"
      _ = struggling.receive(isFresh ? struggling.rightAnswer : line)
      lines += 1
    }
    #expect(struggling.stage == .finished)
  }

  @Test(arguments: chapters)
  func `a session rebuilt from what was kept is the session that was left`(index: Int) throws {
    let chapter = ShippedChapters.all[index]
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(state: seed)
      var session = Session(of: chapter, seed: seed, pacing: .byHand)
      var kept = [KeptEvent(.started, chapter: chapter.id, text: String(seed))]
      kept += session.begin().compactMap { $0.kept(in: chapter.id) }
      for _ in 0..<60 where session.isOpen {
        let all = lines(for: session).dropLast() + playLines(for: session)
        let line = all.randomElement(using: &generator) ?? ""
        kept += session.receive(line).compactMap { $0.kept(in: chapter.id) }
        let rebuilt = Session(of: chapter, seed: seed, pacing: .byHand, replaying: kept)
        #expect(rebuilt.snapshot == session.snapshot, "seed \(seed), after '\(line)'")
        #expect(rebuilt.tally == session.tally, "seed \(seed), after '\(line)'")
        #expect(rebuilt.scene.given == session.scene.given)
        #expect(rebuilt.scene.model.program == session.scene.model.program)
      }
    }
  }
}

/// A generator whose every run is the same.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
