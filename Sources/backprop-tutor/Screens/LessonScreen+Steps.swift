import Drawing
import Grading
import LessonFormat
import Tutor

/// How a step begins and ends.
extension LessonScreen {
  /// What a person is told before the first screen.
  var welcome: [StyledText] {
    guard isTerminal else { return [] }
    return [StyledText()]
      + paragraph(
        "Type your answers below. 'hint', 'skip', 'back', 'help' and 'quit' work at every prompt.",
        .aside)
  }

  func opening(_ scene: Scene) -> [StyledText] {
    spaced([
      heading(scene), model(scene), picture(scene),
      scene.step.opening.lines(in: scene.asInLesson, width: width()), question(scene),
    ])
  }

  func resumption(_ scene: Scene, hints: Int) -> [StyledText] {
    let given =
      hints == 0 ? "" : hints == 1 ? " You have had one hint." : " You have had \(hints) hints."
    return paragraph("Welcome back. You were here.\(given)") + [StyledText()] + opening(scene)
  }

  /// - Parameter habit: What the numbers were dealt to bring to light, if anything.
  func freshNumbers(_ scene: Scene, telling habit: Misconception?) -> [StyledText] {
    spaced([
      paragraph(
        habit == nil
          ? "The same question with fresh numbers:"
          : "The same question with fresh numbers, on which that idea and the right one part:"),
      model(scene), picture(scene),
      question(scene),
    ])
  }

  func heading(_ scene: Scene) -> [StyledText] {
    let number = (chapter.steps.firstIndex { $0.id == scene.step.id } ?? 0) + 1
    return StyledText(
      "\(chapter.title), step \(number) of \(chapter.steps.count): \(scene.step.title)", .title
    ).wrapped(to: width())
  }

  func model(_ scene: Scene) -> [StyledText] {
    ModelView(trace: scene.trace, hidden: scene.hiddenName).lines(width: width())
  }

  func picture(_ scene: Scene) -> [StyledText] {
    scene.step.picture.map { PictureView(picture: $0, scene: scene).lines(width: width()) } ?? []
  }

  func closing(_ scene: Scene) -> [StyledText] {
    scene.step.closing.lines(in: scene, width: width())
  }

  /// The backward pass, where the chapter asks for a picture of it; it gives nothing away any more.
  func backwardPicture(_ scene: Scene) -> [StyledText] {
    guard let kind = scene.step.picture?.kind, kind == .film || kind == .ledger,
      let ledger = scene.ledger
    else { return [] }
    return LedgerView(ledger: ledger).lines(width: width())
  }

  func question(_ scene: Scene) -> [StyledText] {
    if let task = scene.step.editTask {
      return task.ask.styled(in: scene.asInLesson).wrapped(
        to: width(), first: StyledText("? ", .strong))
        + paragraph(
          "(Change the model: 'set NAME = EXPRESSION', 'swap OLD NEW' or 'edit'; 'undo' takes a "
            + "change back.)", .aside)
    }
    guard let question = scene.step.question else { return [] }
    var text = question.ask.styled(in: scene)
    if question.digits != 3 { text += StyledText(" (to \(question.digits) digits)") }
    let ask = text.wrapped(to: width(), first: StyledText("? ", .strong))
    guard case .choice(let choices) = question.kind else { return ask }
    return ask
      + zip(ChoiceQuestion.letters, choices).flatMap { letter, choice in
        choice.text.styled(in: scene).wrapped(to: width(), first: StyledText("    \(letter)) "))
      }
  }

  func ending(_ scene: Scene, _ passage: Passage) -> [StyledText] {
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
  func experiments(_ scene: Scene) -> [StyledText] {
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

  func finish(_ tally: Tally) -> [StyledText] {
    let questions = chapter.steps.count { $0.task != nil }
    var sentence = "\(tally.count(atLeast: .right)) of \(questions) questions answered"
    let atOnce = tally.count(atLeast: .atOnce)
    if atOnce > 0 { sentence += ", \(atOnce) of them at the first try" }
    let open = chapter.steps.indices.filter {
      chapter.steps[$0].task != nil
        && (tally.results[chapter.steps[$0].id] ?? .skipped) < .revealed
    }
    let places = open.map { String($0 + 1) }.joined(separator: ", ")
    return [StyledText("Chapter done: \(chapter.title).", .title)] + paragraph(sentence + ".")
      + (open.isEmpty
        ? []
        : paragraph("Not answered this time: \(open.count == 1 ? "step" : "steps") \(places)."))
  }
}
