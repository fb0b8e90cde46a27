import LessonFormat
import ModelLanguage
import Testing

private let doubling = """
  ---
  format: 1
  id: doubling
  title: Doubling
  summary: "A machine that doubles: its slope."
  needs: [nudge-ratio]
  gives:
    - two-links
  ---

  ## A machine that doubles

  ```model
  x = 3
  y = x*2
  ```

  It takes `=x`
  and *gives* `y`.

  - one `=y`
    and more
  - **two**

  > said
  > twice

  | a | b |
  | --- | ---: |
  | 1 | `x|y` |

  ## Its slope

  ```picture
  pipe x y
  ```

  Before.

  ```predict
  id: slope-of-doubling
  ask: What is `dy/dx` at `=x`?
  answer: dy/dx
  given: {nudge: 0.5}
  digits: 2
  mistakes:
    - is: y
      say: "`=y` is where it *is*."
  hints:
    - One.
    - >
      Two in
      two lines.
    - "`=y + nudge`"
  vary:
    x: -5..9
    nudge: 0.5..2 by 0.5
    y: [x*2, x*3]
  ```

  After.

  ```try
  set x = -4   # look at `y`
  set x = 1; set y = x^2
  ```

  ## Which way?

  ```predict
  id: which-way
  ask: Which way?
  answer: sign(dy/dx)
  choices:
    - text: up
      is: 1
    - text: down
      is: -1
      say: Not down.
  hints: [a, b, c]
  ```
  """

@Suite struct ChapterTests {
  private let chapter: Chapter

  init() throws {
    chapter = try Chapter(parsing: doubling)
  }

  @Test func `front matter gives the chapter's name and skills`() {
    #expect(chapter.id == "doubling")
    #expect(chapter.title == "Doubling")
    #expect(chapter.summary == "A machine that doubles: its slope.")
    #expect(chapter.needs == ["nudge-ratio"])
    #expect(chapter.gives == ["two-links"])
  }

  @Test func `a step is named after its question, else after its title`() {
    #expect(
      chapter.steps.map(\.id) == ["a-machine-that-doubles", "slope-of-doubling", "which-way"])
    #expect(chapter.steps.map(\.title) == ["A machine that doubles", "Its slope", "Which way?"])
  }

  @Test func `a step without a model works on the one before`() {
    #expect(chapter.steps.map(\.introducesModel) == [true, false, false])
    #expect(
      chapter.steps.map { "\($0.model.program)" } == Array(repeating: "x = 3\ny = x * 2", count: 3))
  }

  @Test func `prose is cut into its blocks`() {
    #expect(
      chapter.steps[0].opening.map(written) == [
        "It takes `=x` and *gives* `y`.",
        "- one `=y` and more - **two**",
        "> said twice",
        "|a|b| |1|`x|y`|",
      ])
  }

  @Test func `what stands after the question is told after the answer`() {
    #expect(chapter.steps[1].opening.map(written) == ["Before."])
    #expect(chapter.steps[1].closing.map(written) == ["After."])
  }

  @Test func `a picture has a kind and names`() {
    #expect(chapter.steps[1].picture?.kind == .pipe)
    #expect(chapter.steps[1].picture?.names == ["x", "y"])
  }

  @Test func `a question has all that its block says`() throws {
    let question = try #require(chapter.steps[1].question)
    #expect(written(question.ask) == "What is `dy/dx` at `=x`?")
    #expect("\(question.answer)" == "dy/dx")
    #expect(question.given == ["nudge": 0.5])
    #expect(question.digits == 2)
    #expect(question.hints.map(written) == ["One.", "Two in two lines.", "`=y + nudge`"])
    #expect(question.mistakes.map { "\($0.value)" } == ["y"])
    #expect(question.mistakes.map { written($0.remark) } == ["`=y` is where it *is*."])
    #expect(
      question.variation.map { "\($0.name) \(written($0.domain))" } == [
        "x -5.0..9.0 by 1.0", "nudge 0.5..2.0 by 0.5", "y x * 2, x * 3",
      ])
  }

  @Test func `choices make a question a choice`() throws {
    let question = try #require(chapter.steps[2].question)
    guard case .choice(let choices) = question.kind else {
      Issue.record("it is \(question.kind)")
      return
    }
    #expect(choices.map { written($0.text) } == ["up", "down"])
    #expect(choices.map { "\($0.value)" } == ["1", "-1"])
    #expect(choices.map { $0.remark.map(written) } == [nil, "Not down."])
    #expect(question.digits == 3)
  }

  @Test func `an experiment has a command, its changes and a remark`() {
    let experiments = chapter.steps[1].experiments
    #expect(experiments.map(\.command) == ["set x = -4", "set x = 1; set y = x^2"])
    #expect(
      experiments.map { ($0.edit?.statements ?? []).map { "\($0.name) = \($0.value)" } } == [
        ["x = -4"], ["x = 1", "y = x^2"],
      ])
    #expect(experiments.map { written($0.remark) } == ["look at `y`", ""])
  }
}

/// A text as a chapter would write it, in one line.
private func written(_ text: RichText) -> String {
  text.pieces.map { piece in
    switch piece {
    case .text(let words): words
    case .emphasis(let words): "*\(words)*"
    case .strong(let words): "**\(words)**"
    case .code(let words): "`\(words)`"
    case .live(let expression): "`=\(expression)`"
    }
  }
  .joined()
}

private func written(_ block: Block) -> String {
  switch block {
  case .paragraph(let text): written(text)
  case .list(let items): items.map { "- " + written($0) }.joined(separator: " ")
  case .quote(let text): "> " + written(text)
  case .table(let rows):
    rows.map { "|" + $0.map { written($0) + "|" }.joined() }.joined(separator: " ")
  }
}

private func written(_ domain: VariedName.Domain) -> String {
  switch domain {
  case .range(let low, let high, let step): "\(low)..\(high) by \(step)"
  case .list(let expressions): expressions.map { "\($0)" }.joined(separator: ", ")
  }
}
