import ArgumentParser
import Drawing
import LessonFormat
import Tutor

/// Runs one chapter.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Take a chapter, from where you were.",
    discussion: """
      From a pipe, every line is an answer or a command, and the transcript is printed without \
      escapes. The exit status is then 1 if an answer was wrong or the input ended while questions \
      were open.
      """)

  @Argument(help: "The chapter's name or number; without it, the one to go on with.")
  var chapter: String?

  @Option(help: ArgumentHelp("Start afresh at this step, by number or id.", valueName: "step"))
  var from: String?

  @Option(help: "Fix the numbers that fresh variants are drawn from.")
  var seed: UInt64?

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let isGood = try Failure.reporting { try learn() }
    if !isGood { throw ExitCode(Failure.Status.checkFailed.rawValue) }
  }

  /// - Returns: Whether a script may take it for a success.
  private func learn() throws -> Bool {
    let course = try Course(lessons: course.lessons)
    let console = display.console
    let lines = LineSource.standard(console)
    // A step asked for by name must exist before anything is kept.
    let named = try chapter.map { try find($0, in: course) }
    let keeper = ProgressKeeper(path: self.course.progressPath)
    guard let entry = named ?? keeper.nextChapter(in: course) else { return true }
    let chosen = try entry.chapter()
    let start = try from.map { LessonRun.Start.at(try chosen.stepIndex($0)) } ?? .resume
    // A script meets the same numbers each time; a person need not.
    let seed = self.seed ?? (lines.isTerminal ? .random(in: 0...UInt64(UInt32.max)) : 0)
    if lines.isTerminal {
      let screen = HomeScreen(standings: keeper.standings(in: course), page: console.page)
      console.write(screen.advice(on: entry.outline))
    }
    let run = LessonRun(
      console: console, lines: lines, keeper: keeper, options: self.course.asTyped)
    let (ending, wrongAnswers) = run.run(chosen, from: start, seed: seed)
    if ending == .finished, let next = keeper.nextChapter(in: course),
      next.outline.id != chosen.id
    {
      console.write(
        StyledText("Next: backprop-tutor learn \(next.outline.id)\(self.course.asTyped)")
          .wrapped(to: console.page.width, first: StyledText("  ")))
    }
    return lines.isTerminal || (wrongAnswers == 0 && ending != .inputEnded)
  }

  private func find(_ word: String, in course: Course) throws -> Course.Entry {
    if let entry = course.entry(word) { return entry }
    let advice =
      course.nearest(to: word).map { "did you mean '\($0)'?" }
      ?? "the chapters are: \(course.entries.map(\.outline.id).joined(separator: ", "))"
    throw Failure(.usage, "error: there is no chapter '\(word.prefix(60))'", "  \(advice)")
  }
}

extension Chapter {
  /// The index of the step that `word` names, by its number or id.
  func stepIndex(_ word: String) throws -> Int {
    if let number = Int(word), steps.indices.contains(number - 1) { return number - 1 }
    if let index = steps.firstIndex(where: { $0.id == word }) { return index }
    throw Failure(
      .usage, "error: '\(id)' has no step '\(word)'",
      "  its steps are 1 to \(steps.count), or: " + steps.map(\.id).joined(separator: ", "))
  }
}
