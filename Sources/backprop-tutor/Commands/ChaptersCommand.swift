import ArgumentParser
import Foundation

/// Lists the chapters with their progress.
struct ChaptersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chapters", abstract: "List the chapters with your progress.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Failure.reporting {
      let course = try Course(lessons: course.lessons)
      let keeper = ProgressKeeper(path: self.course.progressPath)
      let standings = keeper.standings(in: course)
      let console = display.console
      guard json else {
        console.write(HomeScreen(standings: standings, width: console.width).chapterLines)
        return
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let entries = standings.map { chapter, standing in
        Entry(
          id: chapter.id, title: chapter.title, summary: chapter.summary,
          needs: chapter.needs, gives: chapter.gives, steps: standing.stepCount,
          done: standing.stepsDone,
          state: standing.isOpen ? "started" : standing.isFinished ? "done" : "new")
      }
      FileHandle.standardOutput.write(try encoder.encode(entries) + Data("\n".utf8))
    }
  }

  private struct Entry: Encodable {
    var id, title, summary: String
    var needs, gives: [String]
    var steps, done: Int
    var state: String
  }
}
