import Drawing
import ModelLanguage
import Tutor

/// Tells what happened in a sandbox in lines of text.
struct SandboxScreen {
  let page: Page
  /// Whether a person is at the other end.
  let isTerminal: Bool

  func lines(for event: Sandbox.Event) -> [StyledText] {
    switch event {
    case .played(let result): PlayView(page: page, isBrief: true).lines(for: result)
    case .offered(let line): offered(line)
    case .showed(let trace): show(trace)
    case .betWanted: remark(PlayView.betAgain)
    case .misspelled(let command): remark("Did you mean '\(command.rawValue)'?")
    case .helped: help
    case .saving, .loading, .left: []
    }
  }

  func welcome(_ trace: Trace) -> [StyledText] {
    let words = page.paragraph(
      "Define with 'x = 3', work out with 'dy/dx' or any expression; 'help' lists the rest, 'quit' leaves.",
      .aside)
    return [StyledText()] + words
      + (trace.model.program.statements.isEmpty ? [] : [StyledText()] + show(trace))
  }

  func farewell(isUnsaved: Bool) -> [StyledText] {
    guard isUnsaved, isTerminal else { return [] }
    return remark("The model was not saved. 'save FILE' keeps one.")
  }

  var interrupted: [StyledText] {
    page.paragraph("To leave, type 'quit' or press Ctrl-D.", .aside)
  }

  func remark(_ text: String) -> [StyledText] { page.paragraph(text) }

  private func show(_ trace: Trace) -> [StyledText] {
    PlayView(page: page).model(trace)
  }

  private func offered(_ line: String) -> [StyledText] {
    isTerminal
      ? remark(PlayView.modelOffered)
      : remark("Type the whole model, for example:")
        + StyledText(line, .code).wrapped(to: page.width, first: StyledText("    "))
  }

  private var help: [StyledText] {
    remark(
      "'x = 3' and 'y = tanh(2*x)' define; an expression, or a slope such as dy/dx, is worked out, "
        + "and _ is the last answer. Also:") + [StyledText()]
      + CommandList(commands: Command.all(in: .sandbox)).lines(on: page) + [StyledText()]
      + remark("Tab completes, Up recalls, Ctrl-R searches, Ctrl-C clears the line, Ctrl-D leaves.")
  }
}
