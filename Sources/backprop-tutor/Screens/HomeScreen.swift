import Drawing
import LessonFormat
import Tutor

/// The list of chapters and what the learner may do next.
struct HomeScreen {
  let standings: [(chapter: ChapterOutline, standing: Standing)]
  let page: Page

  /// One line a chapter: number, title, bar, state, and the chapters that it builds on and that are not done.
  ///
  /// - Parameter summaries: Whether each has its summary below.
  func chapterLines(summaries: Bool) -> [StyledText] {
    let titleWidth = standings.map { $0.chapter.title.cellWidth }.max() ?? 0
    return standings.enumerated().flatMap { index, entry in
      let number = StyledText("\(index + 1)").paddedLeft(to: 4) + StyledText("  ")
      let title = StyledText(entry.chapter.title, .strong)
      if page.isPlain {
        let done = Bar(done: entry.standing.stepsDone, of: entry.standing.stepCount).sentence
        let text =
          StyledText("\(index + 1). ") + title + StyledText(": ") + done
          + StyledText(", \(state(entry.standing))\(after(entry.chapter)).")
          + StyledText(summaries ? " \(entry.chapter.summary)" : "")
        return text.wrapped(to: page.width, first: StyledText("  "))
      }
      let done = Bar(done: entry.standing.stepsDone, of: entry.standing.stepCount)
      let bar =
        done.line(width: 10) + StyledText("  " + state(entry.standing))
        + StyledText(after(entry.chapter), .aside)
      let line = number + title.padded(to: titleWidth) + StyledText("  ") + bar
      let lines =
        line.width <= page.width
        ? [line]
        : title.wrapped(to: page.width, first: number)
          + bar.wrapped(to: page.width, first: StyledText("      "))
      guard summaries else { return lines }
      let summary = StyledText(entry.chapter.summary, .aside)
      return lines + summary.wrapped(to: page.width, first: StyledText("      "))
    }
  }

  /// The numbers of the chapters that a chapter builds on and that are not done: `, after 2, 3`.
  private func after(_ chapter: ChapterOutline) -> String {
    let numbers = missing(for: chapter).compactMap { id in
      standings.firstIndex { $0.chapter.id == id }.map { String($0 + 1) }
    }
    return numbers.isEmpty ? "" : ", after " + numbers.joined(separator: ", ")
  }

  /// The ids of the chapters that a chapter builds on and that are not done.
  private func missing(for chapter: ChapterOutline) -> [String] {
    SkillGraph(standings.map(\.chapter)).prerequisites(of: chapter).map(\.id).filter { id in
      standings.first { $0.chapter.id == id }?.standing.isFinished == false
    }
  }

  /// What to tell a person who opens a chapter before those that it builds on; nothing if they are done.
  func advice(on chapter: ChapterOutline) -> [StyledText] {
    let titles = missing(for: chapter).compactMap { id in
      standings.first { $0.chapter.id == id }.map { "'\($0.chapter.title)'" }
    }
    guard let last = titles.last,
      standings.first(where: { $0.chapter.id == chapter.id })?.standing.isOpen == false
    else { return [] }
    let list = titles.count == 1 ? last : titles.dropLast().joined(separator: ", ") + " and " + last
    return [StyledText()]
      + StyledText("This chapter builds on \(list). You can take it all the same.", .aside)
      .wrapped(to: page.width, first: StyledText("  "))
  }

  private func state(_ standing: Standing) -> String {
    let missing = standing.stepCount - standing.stepsDone
    if standing.isFinished {
      return missing == 0
        ? "done" : "done but for \(missing == 1 ? "one step" : "\(missing) steps")"
    }
    return standing.isOpen
      ? "started, \(standing.stepsDone) of \(standing.stepCount) steps"
      : standing.stepCount == 1 ? "1 step" : "\(standing.stepCount) steps"
  }

  /// What Enter does, in words.
  func invitation(to chapter: ChapterOutline) -> [StyledText] {
    let standing = standings.first { $0.chapter.id == chapter.id }?.standing
    let verb =
      standing?.isOpen == true && standing?.isFinished == false
      ? "Enter goes on with \(chapter.title), where you were."
      : standing?.isFinished == true
        ? "Every chapter is done. Enter takes \(chapter.title) again."
        : "Enter starts \(chapter.title): \(chapter.summary.loweringFirst)"
    return StyledText("\(verb) Or type a number or a name; 'help' says more, 'quit' leaves.")
      .wrapped(to: page.width, first: StyledText("  "))
  }

  var title: [StyledText] {
    StyledText("backprop-tutor: how learning flows backward", .title).wrapped(to: page.width)
  }

  var help: [StyledText] {
    let lines = [
      "You predict gradients; the program runs the real forward and backward pass, judges your "
        + "answer and tells you why. Nothing you do is lost.",
      "Here: Enter, a chapter's number or name, 'help', 'quit'. 'after 2' says that a chapter builds on "
        + "chapter 2; you may open it anyway.",
      "In a chapter: type your answer. 'hint', 'why', 'show', 'again', 'set x = 3', 'swap tanh relu', 'skip', 'back', "
        + "'help' and 'quit' work at every prompt.",
    ]
    return lines.flatMap { StyledText($0).wrapped(to: page.width, first: StyledText("  ")) }
  }
}

extension String {
  /// For the middle of a sentence; a name of several capitals stays as it is.
  fileprivate var loweringFirst: String {
    let isName = dropFirst().first?.isLowercase == false
    return isName ? self : prefix(1).lowercased() + dropFirst()
  }
}
