import Grading
import LessonFormat
import ModelLanguage
import Testing

@testable import Tutor

/// A session at the step of this id, its first screen shown.
private func session(
  _ chapter: String, at step: String, _ pacing: Session.Pacing = .byHand
) throws -> Session {
  let chapter = ShippedChapters.chapter(chapter)
  let index = try #require(chapter.steps.firstIndex { $0.id == step })
  var session = Session(of: chapter, seed: 3, pacing: pacing, startingAt: index)
  _ = session.begin()
  return session
}

extension [Event] {
  /// What happened, a word each.
  fileprivate var words: [String] {
    map { String(describing: $0.fact).prefix { $0 != "(" }.description }
  }
}

@Suite struct SessionTests {
  @Test func `a right answer rests until Enter, or goes on at once in a script`() throws {
    var byHand = try session("sensitivity", at: "smaller-nudge")
    #expect(byHand.receive("1.5").words == ["answered", "passed"])
    #expect(byHand.stage == .resting)
    #expect(byHand.receive("").words == ["entered"])
    #expect(byHand.stepIndex == 2)

    var script = try session("sensitivity", at: "smaller-nudge", .continuous)
    #expect(script.receive("3/2").words == ["answered", "passed", "entered"])
  }

  @Test func `a listed mistake gets its remark, the same one again gets a hint`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    let first = session.receive("7.5")
    #expect(first.words == ["answered"])
    guard case .answered(let answer) = first[0].fact else { return }
    #expect(answer.remark?.plain(in: session.scene).hasPrefix("7.5 is where") == true)
    #expect(session.receive("7.5").words == ["answered", "hinted"])
  }

  @Test func `wrong answers climb the hints, then bring the ledger and fresh numbers`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    for number in 1...3 {
      #expect(session.receive("99").words == ["answered", "hinted"])
      #expect(session.hintsGiven == number)
    }
    #expect(session.receive("99").words == ["answered", "revealed", "dealt"])
    #expect(session.scene.variant == 1)
    #expect(session.hintsGiven == 0)
    #expect(session.stage == .asking)
    #expect(session.receive(session.rightAnswer).words == ["answered", "passed"])
    #expect(session.tally.results == ["smaller-nudge": .right])
  }

  @Test func `where there are no fresh numbers the worked ledger ends the step`() throws {
    var session = try session("weight-update", at: "blame-as-formula")
    for _ in 1...3 { _ = session.receive("hint") }
    #expect(session.receive("hint").words == ["revealed", "passed"])
    #expect(session.stage == .resting)
  }

  @Test(arguments: ["what?", "", "set", "set q = 1", "7 and a half", "dy/dx", "12,345"])
  func `what is no answer costs nothing`(line: String) throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    let before = session.snapshot
    let events = session.receive(line)
    #expect(session.snapshot == before)
    #expect(events.allSatisfy { $0.kept(in: "sensitivity") == nil })
    #expect(!events.isEmpty)
  }

  @Test func `a rounded answer with too few digits may be given again`() throws {
    var session = try session("weight-update", at: "perfect-rate")
    let events = session.receive("0.056")
    guard case .answered(let answer) = events.first?.fact else { return }
    #expect(answer.judgement.verdict == .imprecise)
    #expect(events.words == ["answered"] && session.tally.wrong == 0)
    #expect(session.receive("1/18").words == ["answered", "passed"])
    #expect(session.tally.results == ["perfect-rate": .atOnce])
  }

  @Test func `why waits for an answer, then works the question through`() throws {
    var session = try session("chain-rule", at: "back-to-the-input")
    #expect(session.receive("why").words == ["told"])
    _ = session.receive("123")
    #expect(session.receive("why").words == ["revealed", "dealt"])
    _ = session.receive(session.rightAnswer)
    #expect(session.receive("why").words == ["explained"])
    let ledger = try #require(session.scene.ledger)
    #expect(ledger.output == "y")
    #expect(ledger.rows.first?.gradient == .scalar(1))
  }

  @Test func `again deals fresh numbers, before and after the answer`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    #expect(session.receive("again").words == ["dealt"])
    let first = session.scene
    #expect(session.receive("again").words == ["dealt"])
    #expect(
      session.scene.given != first.given || session.scene.model.program != first.model.program)
    _ = session.receive(session.rightAnswer)
    #expect(session.receive("again").words == ["dealt"])
    #expect(session.stage == .asking)
  }

  @Test func `a question counts once, by its best end`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    _ = session.receive("1.5")
    _ = session.receive("again")
    _ = session.receive("skip")
    _ = session.receive("back")
    _ = session.receive("hint")
    _ = session.receive("1.5")
    #expect(session.tally.results == ["smaller-nudge": .atOnce])
  }

  @Test func `back opens the step before, and not before the first`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    #expect(session.receive("back").words == ["entered", "passed"])
    #expect(session.stepIndex == 0)
    #expect(session.receive("back").words == ["told"])
  }

  @Test(arguments: ["quit", "exit", "bye", ":q", "QUIT", "  quit  "])
  func `every word for leaving leaves`(word: String) throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    #expect(session.receive(word).words == ["left"])
    #expect(!session.isOpen)
  }

  @Test(arguments: [
    ("weight-update", "did-it-help", "loss", "invalid"),
    ("weight-update", "did-it-help", "2*loss/2", "invalid"),
    ("weight-update", "did-it-help", "(y - 10)^2", "correct"),
    ("weight-update", "take-the-step", "w = 4.4", "correct"),
    ("weight-update", "perfect-rate", "w = 1/18", "invalid"),
    ("relu-blocking", "at-the-corner", "3", "invalid"),
    ("relu-blocking", "at-the-corner", "0", "correct"),
    ("relu-blocking", "at-the-corner", "c", "correct"),
    ("sensitivity", "no-wire", "1e-400", "invalid"),
  ])
  func `an answer says what it says and nothing else`(
    chapter: String, step: String, line: String, verdict: String
  ) throws {
    var session = try session(chapter, at: step)
    guard case .answered(let answer) = session.receive(line).first?.fact else { return }
    #expect(answer.judgement.verdict.rawValue == verdict, "\(answer.judgement)")
  }

  @Test func `a script passes over any number of steps that only show`() throws {
    let steps = (1...100).map { "## Step \($0)\n\nNothing is asked here.\n" }
    let chapter = try Chapter(
      parsing: "---\nformat: 1\nid: long\ntitle: Long\nsummary: Many steps.\n---\n\n"
        + steps.joined(separator: "\n").replacing(
          "Nothing is", with: "```model\nx = 1\n```\n\nNothing is", maxReplacements: 1))
    var session = Session(of: chapter, seed: 1, pacing: .continuous)
    #expect(session.begin().count == 201)
    #expect(session.stage == .finished)
  }

  @Test(arguments: [("negative", true), ("-", true), ("-3", true), ("+", false), ("0", false)])
  func `a question for a sign takes words, signs and numbers`(line: String, isRight: Bool) throws {
    let chapter = try Chapter(
      parsing: """
        ---
        format: 1
        id: signs
        title: Signs
        summary: One question.
        ---

        ## Which way

        ```model
        x = 2
        y = 7 - 3*x
        ```

        ```predict
        id: which-way
        kind: sign
        ask: Which sign has `dy/dx`?
        answer: dy/dx
        hints: [Look at the last line., A term that is taken away lowers the output., "One more `x` takes 3 away."]
        ```
        """)
    var session = Session(of: chapter, seed: 1, pacing: .byHand)
    _ = session.begin()
    let words = session.receive(line).words
    #expect(words == (isRight ? ["answered", "passed"] : ["answered", "hinted"]))
  }

  @Test func `a slip in a command is recognised`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    guard case .answered(let answer) = session.receive("hnit").first?.fact else { return }
    #expect(answer.suggestion == .hint)
  }

  @Test func `experiments run on a copy and show slopes only when nothing is asked`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    let before = session.snapshot
    guard case .played(.changed(let open)) = session.receive("set x = -4; y = x^2").first?.fact
    else {
      Issue.record("not played")
      return
    }
    #expect(open.trace.value(of: "y") == .scalar(16))
    #expect(open.slopes.isEmpty)
    #expect(session.snapshot == before)
    #expect(session.scene.trace.value(of: "y") == .scalar(6))

    _ = session.receive("1.5")
    guard case .played(.changed(let resting)) = session.receive("set y = x*500").first?.fact else {
      return
    }
    #expect(resting.slopes.map(\.after) == [.scalar(500)])
    #expect(resting.slopes.map(\.before) == [.scalar(3)])
  }

  @Test func `a number that is worked out is an input like any other`() throws {
    var session = try session("weight-update", at: "slope-of-loss")
    _ = session.receive("-8")
    guard case .played(.changed(let play)) = session.receive("set w = 14/3").first?.fact else {
      return
    }
    // dloss/dw is the next step's question, so its slope in the lesson is not told here.
    #expect(play.slopes.map(\.label) == ["dloss/dy"])
    #expect(play.slopes.map(\.before) == [.scalar(-8)])
    _ = session.receive("")
    _ = session.receive("-24")
    guard case .played(.changed(let next)) = session.receive("set w = 14/3").first?.fact else {
      return
    }
    let slope = try #require(next.slopes.first { $0.label == "dloss/dw" })
    #expect(abs((slope.after.number ?? .nan) - 24) < 1e-9)
  }

  @Test(arguments: [
    ("set y = log(x - 2)", "log(0) has no finite value"), ("set z = 3", "the model has no 'z'"),
    ("set x == 3", "unexpected '='"), ("set x = (1", "this bracket is never closed"),
    ("set y = 2*yy", "unknown name 'yy'"), ("set x", "expected '=' after 'x'"),
  ])
  func `an experiment that cannot run says why`(line: String, expected: String) throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    guard case .played(.failed(let error)) = session.receive(line).first?.fact else {
      Issue.record("'\(line)' was played")
      return
    }
    #expect(error.lines.joined(separator: "\n").contains(expected), "\(error.lines)")
  }

  @Test func `the shipped chapters' words never collide with a command`() {
    let words = Set(Command.allCases.flatMap(\.words))
    for chapter in ShippedChapters.all {
      for step in chapter.steps {
        #expect(words.isDisjoint(with: step.model.names), "\(chapter.id)/\(step.id)")
      }
    }
  }
}
