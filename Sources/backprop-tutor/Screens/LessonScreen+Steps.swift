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
      heading(scene), model(scene), isDrawnAbove(scene) ? [] : picture(scene),
      scene.step.opening.lines(in: scene.asInLesson, on: page), question(scene),
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
      model(scene), question(scene),
    ])
  }

  func heading(_ scene: Scene) -> [StyledText] {
    let number = (chapter.steps.firstIndex { $0.id == scene.step.id } ?? 0) + 1
    return StyledText(
      "\(chapter.title), step \(number) of \(chapter.steps.count): \(scene.step.title)", .title
    ).wrapped(to: page.width)
  }

  func model(_ scene: Scene) -> [StyledText] {
    ModelView(trace: scene.trace, hidden: scene.hiddenName).lines(on: page)
  }

  /// The step's picture as far as it gives nothing away; all of it where nothing is asked.
  func picture(_ scene: Scene) -> [StyledText] {
    let isOpen = scene.step.task != nil
    // In words these say what the model has just said.
    let isModel = [.pipe, .graph, .film].contains(scene.step.picture?.kind)
    return page.isPlain && isOpen && isModel ? [] : drawn(scene.figure(isOpen: isOpen))
  }

  /// Whether the step before drew the same picture of the same model, which is still in sight.
  private func isDrawnAbove(_ scene: Scene) -> Bool {
    guard let index = chapter.steps.firstIndex(where: { $0.id == scene.step.id }), index > 0,
      let picture = scene.step.picture, case let before = chapter.steps[index - 1],
      scene.variant == 0
    else { return false }
    return before.picture?.kind == picture.kind && before.picture?.names == picture.names
      && before.model.program == scene.model.program
  }

  private func drawn(_ figure: Figure?) -> [StyledText] {
    figure.map { FigureView(figure: $0, plotHeight: 9).lines(on: page) } ?? []
  }

  func closing(_ scene: Scene) -> [StyledText] {
    scene.step.closing.lines(in: scene, on: page)
  }

  /// The whole picture, once the task is done; it gives nothing away any more.
  private func wholePicture(_ scene: Scene) -> [StyledText] {
    scene.step.task == nil ? [] : drawn(scene.figure(isOpen: false))
  }

  /// What stands before a question.
  private var questionMark: StyledText {
    StyledText(page.isPlain ? "  Question: " : "? ", .strong)
  }

  func question(_ scene: Scene) -> [StyledText] {
    if let task = scene.step.editTask {
      return task.ask.styled(in: scene.asInLesson).wrapped(
        to: page.width, first: questionMark)
        + paragraph(
          "(Change the model: 'set NAME = EXPRESSION', 'swap OLD NEW' or 'edit'; 'undo' takes a "
            + "change back.)", .aside)
    }
    guard let question = scene.step.question else { return [] }
    var text = question.ask.styled(in: scene)
    if question.digits != 3 { text += StyledText(" (to \(question.digits) digits)") }
    let ask = text.wrapped(to: page.width, first: questionMark)
    guard case .choice(let choices) = question.kind else { return ask }
    return ask
      + zip(ChoiceQuestion.letters, choices).flatMap { letter, choice in
        choice.text.styled(in: scene).wrapped(to: page.width, first: StyledText("    \(letter)) "))
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
      // The words last: they are what must be in sight when the picture has pushed the rest up.
      return spaced([word, wholePicture(scene), closing(scene), experiments(scene)])
    }
  }

  /// The commands below each other, each with its remark beside it, or below where that is narrow.
  ///
  /// The `#` keeps a line what it is when it is copied whole.
  func experiments(_ scene: Scene) -> [StyledText] {
    let experiments = scene.step.experiments
    let column = (experiments.map(\.command.cellWidth).max() ?? 0) + 3
    return experiments.enumerated().flatMap { number, experiment in
      let remark = experiment.remark.styled(in: scene)
      let command = StyledText(experiment.command, .code)
      if page.isPlain {
        return page.paragraph(StyledText("Try ") + command + StyledText(": ") + remark)
      }
      let first = StyledText(number == 0 ? "  Try: " : "       ", .aside)
      let mark = StyledText(remark.spans.isEmpty ? "" : "# ", .aside)
      if column <= page.width / 2 {
        return remark.wrapped(
          to: page.width, first: (first + command).padded(to: 7 + column) + mark)
      }
      return command.wrapped(to: page.width, first: first, rest: StyledText("           "))
        + remark.wrapped(to: page.width, first: StyledText("         ") + mark)
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
    return StyledText("Chapter done: \(chapter.title).", .title).wrapped(to: page.width)
      + paragraph(sentence + ".")
      + (open.isEmpty
        ? []
        : paragraph("Not answered this time: \(open.count == 1 ? "step" : "steps") \(places)."))
  }
}
