import ArgumentParser
import Drawing
import LessonFormat
import LineEditing
import Tutor

/// The menu; in a pipe, the list of chapters and how to start.
struct HomeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "home", abstract: "Show the menu of chapters (the default).")

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Failure.reporting {
      let home = Home(
        course: try Course(lessons: course.lessons),
        keeper: ProgressKeeper(path: course.progressPath), console: display.console,
        options: course.asTyped)
      if LineEditor.isUsable { try home.runMenu() } else { home.explain() }
    }
  }
}

/// The menu of chapters.
private struct Home {
  let course: Course
  let keeper: ProgressKeeper
  let console: Console
  let options: String

  private var screen: HomeScreen {
    HomeScreen(standings: keeper.standings(in: course), page: console.page)
  }

  /// Without a terminal there is nobody to choose.
  func explain() {
    let first = course.entries.first?.outline.id ?? ""
    console.write(
      screen.title + [StyledText()] + screen.chapterLines(summaries: true) + [StyledText()])
    console.write(
      StyledText("Run backprop-tutor in a terminal for the menu, or start a chapter by name:")
        .wrapped(to: console.page.width, first: StyledText("  ")))
    console.write("    backprop-tutor learn \(first)")
    console.write("  Answers can be piped, one a line:")
    console.write("    printf '1.5\\n3\\n' | backprop-tutor learn \(first)")
  }

  func runMenu() throws {
    let lines = LineSource.standard(console)
    let run = LessonRun(
      console: console, lines: lines, keeper: keeper, options: options)
    showMenu()
    while true {
      switch lines.next(prompt: "chapter> ", completions: completions) {
      case .endOfInput: return
      case .interrupted:
        console.write("  To leave, type 'quit' or press Ctrl-D.")
      case .woken: continue  // nothing is watched here
      case .line(let line):
        guard let choice = choice(of: line) else { continue }
        guard case .chapter(let entry) = choice else { return }
        console.write(screen.advice(on: entry.outline))
        switch run.run(
          try entry.chapter(), from: .resume, seed: .random(in: 0...UInt64(UInt32.max))
        ).ending {
        case .finished: showMenu()
        case .left, .inputEnded, .changed: return
        }
      }
    }
  }

  private enum Choice {
    case chapter(Course.Entry)
    case quit
  }

  /// What a line chooses; nil if it was answered on the spot.
  private func choice(of line: String) -> Choice? {
    let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let entry = word.isEmpty ? keeper.nextChapter(in: course) : course.entry(word)
    if let entry { return .chapter(entry) }
    switch Command(word: word) {
    case .quit: return .quit
    case .help: console.write([StyledText()] + screen.help)
    case .show: showMenu()
    case _?: console.write("  '\(word)' works inside a chapter; here, choose one.")
    case nil:
      let nearest = course.nearest(to: word).map { "; did you mean '\($0)'?" }
      console.write("  There is no chapter '\(word.prefix(60))'" + (nearest ?? "."))
    }
    return nil
  }

  private func showMenu() {
    console.write(
      [StyledText()] + screen.title + [StyledText()] + screen.chapterLines(summaries: false)
        + [StyledText()])
    if let next = keeper.nextChapter(in: course) {
      console.write(screen.invitation(to: next.outline))
    }
  }

  private var completions: PromptCompletions {
    PromptCompletions(
      course.entries.map { Completion($0.outline.id, note: $0.outline.title) }
        + [Command.help, .quit].map { Completion($0.rawValue, note: $0.summary) })
  }
}
