import LessonFormat
import Lessons
import Testing

@testable import Tutor

@Suite struct StandingTests {
  private let chapter = ShippedChapters.chapter("sensitivity")
  private let outline = ChapterOutline(ShippedChapters.chapter("sensitivity"))

  /// What is kept of a session in which these lines are typed.
  private func kept(_ lines: [String]) -> [KeptEvent] {
    var session = Session(of: chapter, seed: 5, pacing: .byHand)
    var kept = [KeptEvent(.started, chapter: chapter.id, text: "5")]
    kept += session.begin().compactMap { $0.kept(in: chapter.id) }
    for line in lines { kept += session.receive(line).compactMap { $0.kept(in: chapter.id) } }
    return kept
  }

  @Test func `a chapter nobody touched is neither open nor done`() {
    let standing = Standing(in: outline, events: [])
    #expect(!standing.isOpen && !standing.isFinished)
    #expect(standing.stepsDone == 0 && standing.stepCount == 8)
  }

  @Test func `an outline read alone is the whole chapter's`() throws {
    for file in Lessons.inOrder {
      let text = String(decoding: file.content, as: UTF8.self)
      #expect(try ChapterOutline(parsing: text) == ChapterOutline(Chapter(parsing: text)))
    }
  }

  @Test func `an open run counts its own steps, each once`() {
    let standing = Standing(in: outline, events: kept(["", "1.5", "back", "skip"]))
    #expect(standing.isOpen && !standing.isFinished)
    #expect(standing.stepsDone == 2)  // the second was passed twice
    #expect(standing.seed == 5)
  }

  @Test func `a finished chapter stays done while it is taken again`() {
    let finished = kept(["", "1.5"] + Array(repeating: "skip", count: 7))
    #expect(!Standing(in: outline, events: finished).isOpen)
    for events in [finished, finished + kept([""])] {
      let standing = Standing(in: outline, events: events)
      #expect(standing.isFinished)
      #expect(standing.stepsDone == 2)  // what was skipped is not done
    }
    #expect(Standing(in: outline, events: finished + kept([""])).isOpen)
  }

  @Test func `a reset makes what came before not count`() {
    let reset = KeptEvent(.reset, chapter: chapter.id)
    #expect(
      Standing(in: outline, events: kept(["", "1.5"]) + [reset])
        == Standing(in: outline, events: []))
  }
}
