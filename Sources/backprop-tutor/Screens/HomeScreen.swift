import Drawing
import LessonFormat
import Tutor

/// The list of chapters and what the learner may do next.
struct HomeScreen {
  let standings: [(chapter: ChapterOutline, standing: Standing)]
  let width: Int

  /// One entry a chapter: number, title, bar, state; its summary below.
  var chapterLines: [StyledText] {
    let titleWidth = standings.map { $0.chapter.title.count }.max() ?? 0
    return standings.enumerated().flatMap { index, entry in
      let number = StyledText("\(index + 1)").paddedLeft(to: 4) + StyledText("  ")
      let title = StyledText(entry.chapter.title, .strong)
      let bar =
        Bar(done: entry.standing.stepsDone, of: entry.standing.stepCount).line(width: 10)
        + StyledText("  " + state(entry.standing))
      let line = number + title.padded(to: titleWidth) + StyledText("  ") + bar
      let lines =
        line.width <= width
        ? [line] : title.wrapped(to: width, first: number) + [StyledText("      ") + bar]
      let summary = StyledText(entry.chapter.summary, .aside)
      return lines + summary.wrapped(to: width, first: StyledText("      "))
    }
  }

  private func state(_ standing: Standing) -> String {
    let missing = standing.stepCount - standing.stepsDone
    if standing.isFinished {
      return missing == 0
        ? "done" : "done but for \(missing == 1 ? "one step" : "\(missing) steps")"
    }
    return standing.isOpen
      ? "started, \(standing.stepsDone) of \(standing.stepCount) steps"
      : "\(standing.stepCount) steps"
  }

  /// What Enter does, in words.
  func invitation(to chapter: ChapterOutline) -> [StyledText] {
    let standing = standings.first { $0.chapter.id == chapter.id }?.standing
    let verb =
      standing?.isOpen == true && standing?.isFinished == false
      ? "Enter goes on with \(chapter.title), where you were."
      : standing?.isFinished == true
        ? "Every chapter is done. Enter takes \(chapter.title) again."
        : "Enter starts \(chapter.title)."
    return StyledText("\(verb) Or type a number or a name; 'help' says more, 'quit' leaves.")
      .wrapped(to: width, first: StyledText("  "))
  }

  static let title = StyledText("backprop-tutor: how learning flows backward", .title)

  var help: [StyledText] {
    let lines = [
      "You predict gradients; the program runs the real forward and backward pass, judges your "
        + "answer and tells you why. Nothing you do is lost.",
      "Here: Enter, a chapter's number or name, 'help', 'quit'.",
      "In a chapter: type your answer. 'hint', 'why', 'show', 'again', 'set x = 3', 'skip', 'back', "
        + "'help' and 'quit' work at every prompt.",
    ]
    return lines.flatMap { StyledText($0).wrapped(to: width, first: StyledText("  ")) }
  }
}
