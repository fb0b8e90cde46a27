import Grading
import LessonFormat
import ModelLanguage
import Testing

@testable import Tutor

@Suite struct HabitTests {
  private static func item(_ number: Int) -> Habits.Item {
    Habits.Item(step: "step-\(number)", variant: 0)
  }

  @Test func `the second hit within five questions is a habit, the third is no news`() {
    var habits = Habits()
    habits.note("own-factor", in: Self.item(1))
    #expect(!habits.isHabit("own-factor", in: Self.item(1)))
    #expect(habits.isHabit("own-factor", in: Self.item(2)))
    #expect(!habits.isHabit("stopped-early", in: Self.item(2)))
    habits.note("own-factor", in: Self.item(2))
    #expect(!habits.isHabit("own-factor", in: Self.item(3)))
  }

  @Test(arguments: [(3, true), (4, false)])
  func `questions in between count`(between: Int, isHabit: Bool) {
    var habits = Habits()
    habits.note("own-factor", in: Self.item(0))
    for number in 1...between { habits.note(nil, in: Self.item(number)) }
    habits.note("own-factor", in: Self.item(99))
    #expect(habits.isHabit("own-factor", in: Self.item(99)) == isHabit)
  }

  @Test func `the same question answered again is not another one`() {
    var habits = Habits()
    for _ in 0..<2 { habits.note("own-factor", in: Self.item(1)) }
    #expect(!habits.isHabit("own-factor", in: Self.item(1)))
  }
}

@Suite struct DiagnosisInLessonTests {
  private static let text = """
    ---
    format: 1
    id: slips
    title: Slips
    summary: Two products and a step.
    needs: []
    gives: []
    ---

    ## First

    ```model
    w = 2
    x = 3
    y = w*x
    loss = (y - 10)^2
    ```

    ```predict
    id: first
    ask: What is `dloss/dw`?
    answer: dloss/dw
    hints: [a, b, c]
    vary:
      w: 2..9
      x: 3..9
    ```

    ## Upstream

    ```predict
    id: upstream
    ask: What is `dloss/dy`?
    answer: dloss/dy
    hints: [a, b, c]
    ```

    ## Second

    ```model
    u = 4
    v = 5
    z = u*v + u
    ```

    ```predict
    id: second
    ask: What is `dz/dv`?
    answer: dz/dv
    hints: [a, b, c]
    vary:
      u: [3, 4, 5, 6, 7]
      v: [3, 4, 5, 6, 7]
    ```

    ## Later

    ```model
    w = 2
    x = 3
    y = w*x
    loss = (y - 10)^2
    ```

    ```predict
    id: later
    ask: What is `dloss/dx`?
    answer: dloss/dx
    hints: [a, b, c]
    ```

    ## Slope of a list

    ```model
    p = [1, 2]
    q = sum(p^2)
    ```

    ```predict
    id: list
    ask: What is `dq/dp`?
    answer: dq/dp
    hints: [a, b, c]
    ```
    """

  private func session(at id: String) throws -> Session {
    let chapter = try Chapter(parsing: Self.text)
    let index = try #require(chapter.steps.firstIndex { $0.id == id })
    var session = Session(of: chapter, seed: 5, pacing: .byHand, startingAt: index)
    _ = session.begin()
    return session
  }

  private func answer(in events: [Event]) throws -> Answer {
    let answers = events.compactMap {
      if case .answered(let answer) = $0.fact { answer } else { nil }
    }
    return try #require(answers.first)
  }

  @Test func `a diagnosed answer gets its remark and the place where the passes part`() throws {
    var session = try session(at: "first")
    let answer = try answer(in: session.receive("-16"))
    #expect(answer.judgement.diagnosis?.misconception.name == "own-factor")
    #expect(answer.remark?.plain(in: session.scene).contains("takes w itself") == true)
    let misstep = try #require(answer.misstep)
    #expect(misstep.label == "w")
    #expect(misstep.rows.map(\.label) == ["loss", "y - 10", "y"])
    #expect(misstep.learners.gradient == -16)
    #expect(misstep.truth.first?.localSlope?.description == "x")
    // The same slip again is not explained again: a hint follows.
    let again = session.receive("-16")
    #expect(try self.answer(in: again).remark == nil)
    #expect(again.contains { if case .hinted = $0.fact { true } else { false } })
  }

  @Test func `the second hit is named as a habit and numbers are dealt that tell it apart`() throws
  {
    var session = try session(at: "first")
    _ = session.receive("-16")
    for line in ["skip", "skip"] { _ = session.receive(line) }
    #expect(session.scene.step.id == "second")
    let events = session.receive("5")
    let habits = events.compactMap {
      if case .noticed(let habit) = $0.fact { habit.name } else { nil }
    }
    #expect(habits == ["own-factor"])
    #expect(session.scene.variant == 1)
    let scene = session.scene
    let suspect = try #require(Misconception.named("own-factor"))
    let collisions = Collisions(
      of: try #require(scene.step.question).answer, digits: 3, in: scene.trace, suspect: suspect)
    #expect(collisions.showsSuspect)

    // Going on after a kill meets the very same numbers.
    let kept = events.compactMap { $0.kept(in: "slips") }
    #expect(kept.last?.kind == .dealt && kept.last?.text == "own-factor")
  }

  @Test func `a session rebuilt from what was kept knows the habits and the numbers`() throws {
    var live = try session(at: "first")
    var kept = live.begin().compactMap { $0.kept(in: "slips") }
    for line in ["-16", "skip", "skip", "5", "7", "hint"] {
      kept += live.receive(line).compactMap { $0.kept(in: "slips") }
    }
    let rebuilt = Session(of: live.chapter, seed: 5, pacing: .byHand, replaying: kept)
    #expect(rebuilt.scene.model.program == live.scene.model.program)
    #expect(rebuilt.habits == live.habits)
    #expect(rebuilt.remarked == live.remarked)
    #expect(Set(rebuilt.uncorrected.keys) == Set(live.uncorrected.keys))
  }

  @Test func `a right answer built on an earlier wrong one is told so`() throws {
    var session = try session(at: "upstream")
    _ = session.receive("-4")
    _ = session.receive("skip")
    _ = session.receive("skip")
    #expect(session.scene.step.id == "later")
    let answer = try answer(in: session.receive("-8"))
    #expect(answer.judgement.reason == .carriedForward)
    #expect(answer.judgement.message == "Right from your -4 for `dloss/dy`, but that was off.")
    #expect(session.receive("-16").contains { if case .passed = $0.fact { true } else { false } })
  }

  @Test func `an answer that was mended is not carried forward`() throws {
    var session = try session(at: "upstream")
    _ = session.receive("-4")
    _ = session.receive("-8")
    for line in ["", "skip"] { _ = session.receive(line) }
    #expect(session.scene.step.id == "later")
    #expect(try answer(in: session.receive("-8")).judgement.reason != .carriedForward)
  }

  @Test func `a list is asked for in a lesson`() throws {
    var session = try session(at: "list")
    #expect(
      try answer(in: session.receive("[2, 5]")).judgement.message == "Entry 2 is not right yet.")
    #expect(try answer(in: session.receive("[1, 2]")).judgement.diagnosis != nil)
    #expect(
      session.receive("[2, 4]").contains { if case .passed = $0.fact { true } else { false } })
    #expect(session.tally.results == ["list": .right])
  }
}
