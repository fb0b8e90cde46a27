import Drawing
import Grading
import LessonFormat
import ModelLanguage
import Tutor

/// What follows an answer, a hint or an experiment.
extension LessonScreen {
  func verdict(on answer: Answer, in scene: Scene) -> [StyledText] {
    let judgement = answer.judgement
    let echo = judgement.readAs.map { paragraph("(\($0))", .aside) } ?? []
    let message = judgement.message.map { text in
      RichText(plain: text).styled(in: scene).wrapped(to: page.width, first: StyledText("  "))
    }
    switch judgement.verdict {
    case .correct:
      return echo + (message ?? [])
    case .imprecise:
      return echo + (message ?? [])
    case .invalid:
      let meant = answer.suggestion.map {
        paragraph("Did you mean the command '\($0.rawValue)'?")
      }
      return (message ?? []) + (meant ?? []) + paragraph("That cost nothing.", .aside)
    case .incorrect:
      let said = answer.remark.map {
        $0.styled(in: scene).wrapped(to: page.width, first: StyledText("  "))
      }
      let misstep = answer.misstep.map { MisstepView(misstep: $0).lines(on: page) } ?? []
      // What was said once is not said again; a hint follows.
      let isKnown = answer.remark == nil && judgement.reason == .misconception
      return spaced([
        echo + [StyledText("  Not yet.", .bad)] + (said ?? (isKnown ? nil : message) ?? [])
          + (judgement.reason == .carriedForward ? paragraph("'back' returns to it.") : []),
        misstep,
      ])
    }
  }

  /// The same misconception for the second time.
  var noticed: [StyledText] {
    paragraph(
      "An answer to another of your last five questions fits the same idea, so it may be a habit.")
  }

  func hint(_ number: Int, _ text: RichText, in scene: Scene) -> [StyledText] {
    let count = scene.step.hints.count
    return text.styled(in: scene.asInLesson).wrapped(
      to: page.width, first: StyledText("  Hint \(number) of \(count): ", .strong),
      rest: StyledText("  "))
  }

  func worked(_ scene: Scene) -> [StyledText] {
    let ledger = scene.ledger.map { LedgerView(ledger: $0).lines(on: page) } ?? []
    return spaced([ledger, answer(scene)])
  }

  /// The answer of this variant, as the engine has it.
  func answer(_ scene: Scene) -> [StyledText] {
    if let task = scene.step.editTask { return solution(of: task, in: scene) }
    guard let question = scene.step.question else { return [] }
    if case .choice(let choices) = question.kind {
      guard let right = scene.rightChoices.first else { return [] }
      let (letter, choice) = (Array(ChoiceQuestion.letters)[right], choices[right])
      return (StyledText("The answer: \(letter)) ") + choice.text.styled(in: scene))
        .wrapped(to: page.width, first: StyledText("  "))
    }
    let label: String
    if case .formula = question.kind {
      label = "With these numbers: "
    } else {
      label = "The answer: "
    }
    let value = StyledText(scene.text(of: question.answer), .gradient)
    let text = question.answer.description
    // A long expression, or one with a name that stands nowhere on the screen, explains nothing.
    let isTold =
      text.count <= 24 && question.answer.names.allSatisfy { scene.model.nodes[$0] != nil }
    return
      (StyledText(label) + (isTold ? StyledText(text, .code) + StyledText(" = ") : StyledText())
      + value)
      .wrapped(to: page.width, first: StyledText("  "))
  }

  /// One change that does what the step asks, and the model after it.
  private func solution(of task: EditTask, in scene: Scene) -> [StyledText] {
    spaced([
      task.solution.split(separator: ";").enumerated().flatMap { number, part in
        StyledText(part.trimmingPrefix(while: \.isWhitespace).description, .code)
          .wrapped(to: page.width, first: StyledText(number == 0 ? "  One way: " : "           "))
      },
      ModelView(trace: (scene.solved ?? scene).trace, hidden: nil).lines(on: page),
    ])
  }

  /// A change that the step asks for: the model as it is now, its slopes, and what is still missing.
  func edited(_ edit: Edit, in scene: Scene) -> [StyledText] {
    spaced([
      ModelView(trace: edit.trace, hidden: nil, changed: edit.changed).lines(on: page),
      PlayView(page: page).slopes(edit.slopes), checks(edit.checks),
      edit.unmet.map {
        [StyledText("  Not there yet.", .strong)]
          + $0.styled(in: scene).wrapped(to: page.width, first: StyledText("  "))
      } ?? [],
    ])
  }

  func undone(_ scene: Scene) -> [StyledText] {
    spaced([
      paragraph("Taken back:"), ModelView(trace: scene.trace, hidden: nil).lines(on: page),
    ])
  }

  /// The model as a line to change; a person finds it at the prompt.
  func offered(_ line: String) -> [StyledText] {
    guard !isTerminal else {
      return paragraph(PlayView.modelOffered)
    }
    return paragraph("Type the whole model, for example:")
      + StyledText(line, .code).wrapped(to: page.width, first: StyledText("    "))
  }

  private func checks(_ checks: [NudgeCheck]) -> [StyledText] {
    let entries = checks.flatMap(\.check.entries)
    guard !entries.isEmpty else { return [] }
    let errors = entries.compactMap(\.relativeError)
    let largest = errors.max().map { NumberText.rounded($0, to: 2) } ?? "unknown"
    let odd = checks.filter { !$0.agrees }.map(\.input)
    let count = entries.count == 1 ? "1 slope" : "\(entries.count) slopes"
    return paragraph(
      "Checked by nudging: \(count), the largest relative error \(largest)."
        + (odd.isEmpty ? "" : " They disagree by \(odd.joined(separator: ", "))."))
  }

  /// What was tried on a copy.
  func played(_ result: PlayResult) -> [StyledText] {
    PlayView(page: page, heading: "On a copy (* is what changed):").lines(for: result)
  }
}
