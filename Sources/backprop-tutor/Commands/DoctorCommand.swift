import ArgumentParser
import Foundation
import LineEditing

/// Prints what a bug report needs.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Show paths, terminal, locale and version.")

  @OptionGroup var course: CourseOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let console = display.console
    let size = terminalSize().map { "\($0.columns) by \($0.rows)" } ?? "unknown"
    let facts = [
      ("version", BackpropTutor.configuration.version),
      ("progress", course.progressPath),
      ("history", Environment.historyPath),
      ("chapters", course.lessons ?? "those inside the program"),
      ("terminal", LineEditor.isUsable ? "yes" : "no (input or output is a pipe or a file)"),
      ("size", size),
      ("TERM", Environment.nonEmpty("TERM") ?? "not set"),
      ("characters", console.renderer.usesASCII ? "ASCII" : "UTF-8"),
      ("colour", console.renderer.usesColor ? "on" : "off"),
      ("pictures", console.isPlain ? "in words" : "drawn"),
      ("motion", console.moves ? "on" : "off"),
    ]
    for (name, fact) in facts {
      console.write(name.padding(toLength: 12, withPad: " ", startingAt: 0) + fact)
    }
    let keeper = ProgressKeeper(path: course.progressPath)
    if !keeper.isKeeping { throw ExitCode(Failure.Status.cannotWrite.rawValue) }
  }
}
