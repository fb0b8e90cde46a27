import Testing

@testable import Tutor

@Suite struct StandingTests {
  private let chapter = ShippedChapters.chapter("sensitivity")

  /// What is kept of a session in which these lines are typed.
  private func kept(_ lines: [String]) -> [KeptEvent] {
    var session = Session(of: chapter, seed: 5, pacing: .byHand)
    var kept = [KeptEvent(.started, chapter: chapter.id, text: "5")]
    kept += session.begin().compactMap { $0.kept(in: chapter.id) }
    for line in lines { kept += session.receive(line).compactMap { $0.kept(in: chapter.id) } }
    return kept
  }

  @Test func `a chapter nobody touched is neither open nor done`() {
    let standing = Standing(in: chapter, events: [])
    #expect(!standing.isOpen && !standing.isFinished)
    #expect(standing.stepsDone == 0 && standing.stepCount == 8)
  }

  @Test func `an open run counts its own steps, each once`() {
    let standing = Standing(in: chapter, events: kept(["", "1.5", "back", "skip"]))
    #expect(standing.isOpen && !standing.isFinished)
    #expect(standing.stepsDone == 2)
    #expect(standing.seed == 5)
  }

  @Test func `a finished chapter stays done while it is taken again`() {
    let finished = kept(Array(repeating: "skip", count: 8))
    #expect(Standing(in: chapter, events: finished).stepsDone == 8)
    #expect(!Standing(in: chapter, events: finished).isOpen)
    let again = Standing(in: chapter, events: finished + kept([""]))
    #expect(again.isOpen && again.isFinished)
    #expect(again.stepsDone == 1)
  }

  @Test func `a reset makes what came before not count`() {
    let reset = KeptEvent(.reset, chapter: chapter.id)
    #expect(
      Standing(in: chapter, events: kept(["", "1.5"]) + [reset])
        == Standing(in: chapter, events: []))
  }
}
