import ArgumentParser
import Foundation
import LessonFormat
import Tutor

/// Lists the chapters with their progress.
struct ChaptersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chapters", abstract: "List the chapters with your progress.")

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Show which chapter builds on which, and by which skills.")
  var graph = false

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if json && graph {
      throw ValidationError(
        "--graph and --json exclude each other: JSON holds the graph in 'after'.")
    }
  }

  func run() throws {
    try Failure.reporting {
      let course = try Course(lessons: course.lessons)
      if graph {
        let shipped = try Course(lessons: nil).entries.map(\.outline)
        let screen = SkillGraphScreen(
          graph: SkillGraph(course.entries.map(\.outline)), shipped: SkillGraph(shipped))
        display.console.write(screen.lines(on: display.console.page))
        return
      }
      let keeper = ProgressKeeper(path: self.course.progressPath)
      let standings = keeper.standings(in: course)
      let console = display.console
      guard json else {
        console.write(
          HomeScreen(standings: standings, page: console.page)
            .chapterLines(summaries: true))
        return
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let graph = SkillGraph(course.entries.map(\.outline))
      let entries = standings.map { chapter, standing in
        Entry(
          id: chapter.id, title: chapter.title, summary: chapter.summary,
          needs: chapter.needs, gives: chapter.gives,
          after: graph.prerequisites(of: chapter).map(\.id), steps: standing.stepCount,
          done: standing.stepsDone,
          state: standing.isOpen ? "started" : standing.isFinished ? "done" : "new")
      }
      FileHandle.standardOutput.write(try encoder.encode(entries) + Data("\n".utf8))
    }
  }

  private struct Entry: Encodable {
    var id, title, summary: String
    var needs, gives, after: [String]
    var steps, done: Int
    var state: String
  }
}
