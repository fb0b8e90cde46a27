import ArgumentParser
import Drawing
import LessonFormat
import Tutor

/// Shows or resets the learner's progress.
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress", abstract: "Show your progress, or start chapters afresh.",
    subcommands: [Show.self, Reset.self], defaultSubcommand: Show.self)

  /// Prints what was done in each chapter.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what you did in each chapter (the default).")

    @OptionGroup var course: CourseOptions
    @OptionGroup var display: DisplayOptions

    func run() throws {
      try Failure.reporting {
        let course = try Course(lessons: course.lessons)
        let keeper = ProgressKeeper(path: self.course.progressPath)
        guard keeper.isKeeping else { throw Failure(.badData) }
        let console = display.console
        let events = Dictionary(grouping: keeper.allEvents, by: \.chapter)
        var table = Table(
          heading: ["chapter", "steps", "right", "wrong", "hints", "skipped"].map {
            StyledText($0, .aside)
          },
          alignments: [.left, .right, .right, .right, .right, .right])
        for chapter in course.entries.map(\.outline) {
          let counts = Counts(events[chapter.id] ?? [])
          let standing = Standing(in: chapter, events: events[chapter.id] ?? [])
          let numbers = [
            "\(standing.stepsDone)/\(standing.stepCount)", "\(counts.right)", "\(counts.wrong)",
            "\(counts.hints)", "\(counts.skipped)",
          ]
          table.addRow([StyledText(chapter.id, .strong)] + numbers.map { StyledText($0) })
        }
        console.write(table.lines(on: console.page))
        console.write([StyledText(), StyledText("  Kept in \(self.course.progressPath)", .aside)])
      }
    }
  }

  /// Makes chapters start at their first step again.
  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start a chapter, or all of them, afresh.",
      discussion: "What you did stays in the file, but no longer counts.")

    @Argument(help: "The chapter's name or number.")
    var chapter: String?

    @Flag(help: "Every chapter.")
    var all = false

    @OptionGroup var course: CourseOptions
    @OptionGroup var display: DisplayOptions

    func validate() throws {
      if (chapter == nil) != all {
        throw ValidationError("name a chapter, or say --all")
      }
    }

    func run() throws {
      try Failure.reporting {
        let course = try Course(lessons: course.lessons)
        let chosen = try chapter.map { word in
          guard let found = course.entry(word) else {
            let nearest = course.nearest(to: word).map { "; did you mean '\($0)'?" } ?? ""
            throw Failure(.usage, "error: there is no chapter '\(word)'\(nearest)")
          }
          return [found.outline]
        }
        let reset = chosen ?? course.entries.map(\.outline)
        let keeper = ProgressKeeper(path: self.course.progressPath)
        keeper.keep(reset.map { KeptEvent(.reset, chapter: $0.id) })
        guard keeper.isKeeping else { throw Failure(.cannotWrite) }
        let names = reset.map(\.title).joined(separator: ", ")
        display.console.write("Starts afresh: \(names).")
      }
    }
  }

  private struct Counts {
    var right = 0
    var wrong = 0
    var hints = 0
    var skipped = 0

    init(_ events: [KeptEvent]) {
      for event in events.sinceReset {
        switch (event.kind, event.verdict) {
        case (.answered, "correct"): right += 1
        case (.answered, "incorrect"): wrong += 1
        case (.hinted, _): hints += 1
        case (.passed, _) where event.text == Passage.skipped.rawValue: skipped += 1
        default: break
        }
      }
    }
  }
}
