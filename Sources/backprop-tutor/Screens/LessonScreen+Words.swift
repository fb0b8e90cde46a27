import Drawing
import Tutor

/// What is said beside the lesson.
extension LessonScreen {
  var help: [StyledText] {
    let commands = Command.all(in: .lesson)
    return spaced([
      paragraph(
        "An answer is a number (0.5, -1/6), an expression in the model's names (w1*w2), or the "
          + "letter of a choice. Everything else you can type:"),
      CommandList(commands: commands.filter { !$0.isForTrying }).lines(on: page),
      paragraph(
        "To try things, on a copy that leaves the lesson as it is; '= w*x' works out any expression:"
      ),
      CommandList(commands: commands.filter(\.isForTrying)).lines(on: page),
      paragraph(
        isTerminal
          ? "Tab completes, Up recalls, Ctrl-R searches, Ctrl-C clears the line, Ctrl-D leaves."
          : "Blank lines are passed over."),
    ])
  }

  func told(_ notice: Notice) -> [StyledText] {
    switch notice {
    case .answerWanted:
      paragraph("Type your answer, or 'hint', 'skip' or 'help'.")
    case .answerFirst:
      paragraph("'why' works the question through after an answer or the third hint.")
    case .atFirstStep:
      paragraph("This is the first step.")
    case .nothingToUndo:
      paragraph("There is no change to take back.")
    case .changeWanted(let command):
      paragraph(
        (command.map { "Did you mean '\($0.rawValue)'? " } ?? "")
          + "This step asks you to change the model: with 'set NAME = EXPRESSION', 'swap OLD NEW' or "
          + "'edit'.")
    case .noFreshNumbers:
      paragraph("This step has no fresh numbers to deal.")
    case .nothingAsked:
      paragraph("Nothing is asked just now. Enter goes on.")
    case .cannotPlay(let error): PlayView(page: page).failed(error)
    case .enterToGoOn(let command):
      paragraph(
        (command.map { "Did you mean '\($0.rawValue)'? " } ?? "")
          + "Nothing is asked just now. Enter goes on; 'set' tries things.")
    case .wouldTell:
      paragraph(
        "That would show what is asked. Type it again to see it; it then counts as help.")
    case .betWanted:
      paragraph(PlayView.betAgain)
    case .nothingChanged:
      paragraph("You have changed nothing; the lesson is as it was.")
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
}
