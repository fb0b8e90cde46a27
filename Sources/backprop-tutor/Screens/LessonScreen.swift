import Drawing
import Grading
import LessonFormat
import ModelLanguage
import Tutor

/// Tells the events of a session in lines of text.
struct LessonScreen {
  let chapter: Chapter
  let width: () -> Int
  /// Whether a person is at the other end, who can press Enter.
  let isTerminal: Bool

  /// What the cursor stands behind.
  func prompt(for session: Session) -> String {
    let place = "\(session.stepIndex + 1)/\(chapter.steps.count)"
    return session.stage == .resting ? "\(place) Enter> " : "\(place)> "
  }

  /// What happened, after a blank line.
  func lines(for event: Event) -> [StyledText] {
    let lines = body(of: event)
    return lines.isEmpty ? [] : [StyledText()] + lines
  }

  private func body(of event: Event) -> [StyledText] {
    let scene = event.scene
    switch event.fact {
    case .entered: return opening(scene)
    case .resumed(let hints): return resumption(scene, hints: hints)
    case .answered(let answer): return verdict(on: answer, in: scene)
    case .hinted(let number, let text): return hint(number, text, in: scene)
    case .revealed: return spaced([worked(scene), closing(scene)])
    case .dealt: return freshNumbers(scene)
    case .passed(let passage): return ending(scene, passage)
    case .finished(let tally): return finish(tally)
    case .showed: return spaced([model(scene), question(scene)])
    case .explained: return worked(scene)
    case .played(let play): return played(play, in: scene)
    case .helped: return help
    case .told(let notice): return told(notice)
    case .left: return []
    }
  }

  // MARK: Steps

  /// What a person is told before the first screen.
  var welcome: [StyledText] {
    guard isTerminal else { return [] }
    return [StyledText()]
      + paragraph(
        "Type your answers below. 'hint', 'skip', 'back', 'help' and 'quit' work at every prompt.",
        .aside)
  }

  private func opening(_ scene: Scene) -> [StyledText] {
    spaced([
      heading(scene), model(scene), picture(scene),
      scene.step.opening.lines(in: scene, width: width()), question(scene),
    ])
  }

  private func resumption(_ scene: Scene, hints: Int) -> [StyledText] {
    let given =
      hints == 0 ? "" : hints == 1 ? " You have had one hint." : " You have had \(hints) hints."
    return paragraph("Welcome back. You were here.\(given)") + [StyledText()] + opening(scene)
  }

  private func freshNumbers(_ scene: Scene) -> [StyledText] {
    spaced([
      paragraph("The same question with fresh numbers:"), model(scene), picture(scene),
      question(scene),
    ])
  }

  private func heading(_ scene: Scene) -> [StyledText] {
    let number = (chapter.steps.firstIndex { $0.id == scene.step.id } ?? 0) + 1
    return StyledText(
      "\(chapter.title), step \(number) of \(chapter.steps.count): \(scene.step.title)", .title
    ).wrapped(to: width())
  }

  private func model(_ scene: Scene) -> [StyledText] {
    ModelView(trace: scene.trace, hidden: scene.hiddenName).lines(width: width())
  }

  private func picture(_ scene: Scene) -> [StyledText] {
    scene.step.picture.map { PictureView(picture: $0, scene: scene).lines(width: width()) } ?? []
  }

  private func closing(_ scene: Scene) -> [StyledText] {
    scene.step.closing.lines(in: scene, width: width())
  }

  /// The backward pass, where the chapter asks for a picture of it; it gives nothing away any more.
  private func backwardPicture(_ scene: Scene) -> [StyledText] {
    guard let kind = scene.step.picture?.kind, kind == .film || kind == .ledger,
      let ledger = scene.ledger
    else { return [] }
    return LedgerView(ledger: ledger).lines(width: width())
  }

  private func question(_ scene: Scene) -> [StyledText] {
    guard let question = scene.step.question else { return [] }
    var text = question.ask.styled(in: scene)
    if question.digits != 3 { text += StyledText(" (to \(question.digits) digits)") }
    let ask = text.wrapped(to: width(), first: StyledText("? ", .strong))
    guard case .choice(let choices) = question.kind else { return ask }
    return ask
      + zip("abcdefghijklmnopqrstuvwxyz", choices).flatMap { letter, choice in
        choice.text.styled(in: scene).wrapped(to: width(), first: StyledText("    \(letter)) "))
      }
  }

  private func ending(_ scene: Scene, _ passage: Passage) -> [StyledText] {
    let word =
      switch passage {
      case .answered: [StyledText("  Right.", .good)]
      case .skipped: paragraph("Skipped; 'back' returns to it.")
      case .revealed, .shown: [StyledText]()
      }
    switch passage {
    case .skipped: return word
    case .revealed: return experiments(scene)
    case .answered, .shown:
      return spaced([word + closing(scene), backwardPicture(scene), experiments(scene)])
    }
  }

  /// The commands below each other, each with its remark beside it, or below where that is narrow.
  private func experiments(_ scene: Scene) -> [StyledText] {
    let experiments = scene.step.experiments
    let column = (experiments.map(\.command.cellWidth).max() ?? 0) + 3
    return experiments.enumerated().flatMap { number, experiment in
      let command =
        StyledText(number == 0 ? "  Try: " : "       ", .aside)
        + StyledText(experiment.command, .code)
      let remark = experiment.remark.styled(in: scene)
      if column <= width() / 2 {
        return remark.wrapped(to: width(), first: command.padded(to: 7 + column))
      }
      return [command] + remark.wrapped(to: width(), first: StyledText("         "))
    }
  }

  private func finish(_ tally: Tally) -> [StyledText] {
    let questions = chapter.steps.count { $0.question != nil }
    var sentence = "\(tally.count(atLeast: .right)) of \(questions) questions answered"
    let atOnce = tally.count(atLeast: .atOnce)
    if atOnce > 0 { sentence += ", \(atOnce) of them at the first try" }
    let open = chapter.steps.indices.filter {
      chapter.steps[$0].question != nil
        && (tally.results[chapter.steps[$0].id] ?? .skipped) < .revealed
    }
    let places = open.map { String($0 + 1) }.joined(separator: ", ")
    return [StyledText("Chapter done: \(chapter.title).", .title)] + paragraph(sentence + ".")
      + (open.isEmpty ? [] : paragraph("Not answered this time: step \(places)."))
  }

  // MARK: Answers

  private func verdict(on answer: Answer, in scene: Scene) -> [StyledText] {
    let judgement = answer.judgement
    let echo = judgement.readAs.map { paragraph("(\($0))", .aside) } ?? []
    let message = judgement.message.map { paragraph($0) } ?? []
    switch judgement.verdict {
    case .correct:
      return echo + message
    case .imprecise:
      return echo + message
    case .invalid:
      let meant = answer.suggestion.map {
        paragraph("Did you mean the command '\($0.rawValue)'?")
      }
      return message + (meant ?? []) + paragraph("That cost nothing.", .aside)
    case .incorrect:
      let said = answer.remark.map {
        $0.styled(in: scene).wrapped(to: width(), first: StyledText("  "))
      }
      return echo + [StyledText("  Not yet.", .bad)] + (said ?? message)
    }
  }

  private func hint(_ number: Int, _ text: RichText, in scene: Scene) -> [StyledText] {
    let count = scene.step.question?.hints.count ?? number
    return text.styled(in: scene).wrapped(
      to: width(), first: StyledText("  Hint \(number) of \(count): ", .strong),
      rest: StyledText("  "))
  }

  private func worked(_ scene: Scene) -> [StyledText] {
    let ledger = scene.ledger.map { LedgerView(ledger: $0).lines(width: width()) } ?? []
    return spaced([ledger, answer(scene)])
  }

  /// The answer of this variant, as the engine has it.
  private func answer(_ scene: Scene) -> [StyledText] {
    guard let question = scene.step.question else { return [] }
    if case .choice(let choices) = question.kind {
      let key = scene.text(of: question.answer)
      let right = zip("abcdefghijklmnopqrstuvwxyz", choices).first {
        scene.text(of: $0.1.value) == key
      }
      guard let (letter, choice) = right else { return [] }
      return (StyledText("The answer: \(letter)) ") + choice.text.styled(in: scene))
        .wrapped(to: width(), first: StyledText("  "))
    }
    let label: String
    if case .formula = question.kind {
      label = "With these numbers: "
    } else {
      label = "The answer: "
    }
    return
      (StyledText(label) + StyledText(question.answer.description, .code)
      + StyledText(" = ") + StyledText(scene.text(of: question.answer), .gradient))
      .wrapped(to: width(), first: StyledText("  "))
  }

  // MARK: Play

  private func played(_ play: Play, in scene: Scene) -> [StyledText] {
    let slopes = play.slopes.flatMap { slope in
      (StyledText(slope.label, .code) + StyledText(" = ")
        + StyledText(NumberText.rounded(slope.after), .gradient)
        + StyledText(
          slope.before == slope.after
            ? ", as in the lesson" : ", in the lesson \(NumberText.rounded(slope.before))", .aside))
        .wrapped(to: width(), first: StyledText("    "))
    }
    return spaced([
      paragraph("On a copy (* is what you set):"),
      ModelView(trace: play.trace, hidden: nil, changed: play.changed).lines(width: width()),
      slopes,
    ])
  }

  // MARK: Words

  private var help: [StyledText] {
    let column = (Command.allCases.map(\.usage.cellWidth).max() ?? 0) + 7
    let commands = Command.allCases.flatMap { command in
      StyledText(command.summary).wrapped(
        to: width(),
        first: (StyledText("    ") + StyledText(command.usage, .code)).padded(to: column))
    }
    return spaced([
      paragraph(
        "An answer is a number (0.5, -1/6), an expression in the model's names (w1*w2), or the "
          + "letter of a choice. Everything else you can type:"),
      commands,
      paragraph(
        isTerminal
          ? "Tab completes, Up recalls, Ctrl-C clears the line, Ctrl-D leaves."
          : "Blank lines are passed over."),
    ])
  }

  private func told(_ notice: Notice) -> [StyledText] {
    switch notice {
    case .answerWanted:
      paragraph("Type your answer, or 'hint', 'skip' or 'help'.")
    case .answerFirst:
      paragraph("'why' works the question through after an answer or the third hint.")
    case .atFirstStep:
      paragraph("This is the first step.")
    case .noFreshNumbers:
      paragraph("This step has no fresh numbers to deal.")
    case .nothingAsked:
      paragraph("Nothing is asked just now. Enter goes on.")
    case .cannotPlay(let lines):
      lines.flatMap { StyledText($0).unwrapped(to: width()) }
    case .enterToGoOn(let command):
      paragraph(
        (command.map { "Did you mean '\($0.rawValue)'? " } ?? "")
          + "Nothing is asked just now. Enter goes on; 'set' tries things.")
    }
  }

  /// After Ctrl-C.
  var interrupted: [StyledText] {
    paragraph("To leave, type 'quit' or press Ctrl-D.", .aside)
  }

  /// After `quit` or the end of the input.
  ///
  /// - Parameter command: What to type to go on; nil if the place could not be kept.
  func farewell(_ session: Session, resumingWith command: String?) -> [StyledText] {
    let step = "step \(session.stepIndex + 1) of \(chapter.steps.count)"
    let open = session.stage == .asking ? "The question of \(step) is still open. " : ""
    guard let command else { return [StyledText()] + paragraph(open + "Progress was not kept.") }
    return [StyledText()] + paragraph(open + "Your place is kept. To go on:")
      + [StyledText("    ") + StyledText(command, .code)]
  }

  private func paragraph(_ text: String, _ role: StyledText.Role = .plain) -> [StyledText] {
    StyledText(text, role).wrapped(to: width(), first: StyledText("  "))
  }

  /// The groups that are not empty, one blank line apart.
  private func spaced(_ groups: [[StyledText]]) -> [StyledText] {
    Array(groups.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
  }
}

extension StyledText {
  /// The line as it is, indented by two and cut at `width`: for text with a caret below it.
  fileprivate func unwrapped(to width: Int) -> [StyledText] {
    [StyledText("  " + String(plainText.prefix(max(0, width - 2))))]
  }
}
