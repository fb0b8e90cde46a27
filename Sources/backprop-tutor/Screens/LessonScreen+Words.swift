import Drawing
import Tutor

/// What is said beside the lesson.
extension LessonScreen {
  var help: [StyledText] {
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
    case .cannotPlay(let lines):
      lines.count == 1
        ? paragraph(lines[0]) : lines.flatMap { StyledText($0).unwrapped(to: width()) }
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
}

extension StyledText {
  /// The line as it is, indented by two and cut at `width`: for text with a caret below it.
  fileprivate func unwrapped(to width: Int) -> [StyledText] {
    [StyledText("  " + String(plainText.prefix(max(0, width - 2))))]
  }
}
