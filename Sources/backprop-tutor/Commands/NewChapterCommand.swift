import ArgumentParser
import Foundation
import LessonFormat

/// Writes a chapter to start from.
struct NewChapterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-chapter", abstract: "Write a chapter file to start from.",
    discussion: """
      The file holds one step of each kind and passes 'lint'. A file of that name is never overwritten.
      """)

  @Argument(help: "The chapter's id: lower-case words joined by '-'.")
  var id: String

  @Option(
    name: .customLong("in"), help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var folder = "."

  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Failure.reporting {
      guard Chapter.isID(id) else {
        throw Failure(
          .usage, "error: '\(id.prefix(60))' is no id",
          "  use lower-case words joined by '-', such as two-gates")
      }
      let isShipped = ChapterFile.shipped.contains { $0.name == id + ".md" }
      guard !isShipped else {
        throw Failure(
          .usage, "error: '\(id)' is the id of a shipped chapter",
          "  progress is kept under it, so choose another")
      }
      guard !folder.isEmpty else {
        throw Failure(.usage, "error: '--in' names no folder", "  leave it out for this folder")
      }
      let path = (folder.hasSuffix("/") ? folder : folder + "/") + id + ".md"
      guard !FileManager.default.fileExists(atPath: path) else {
        throw Failure(.cannotWrite, "error: '\(path)' is there already, and stays as it is")
      }
      do {
        try Data(ChapterTemplate.text(id: id).utf8)
          .write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      } catch {
        throw Failure(
          .cannotWrite, "error: '\(path)' can't be written", "  \(error.localizedDescription)")
      }
      let console = display.console
      let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "./_-".contains($0) }
      let typed = isPlain ? path : "'\(path)'"
      console.write("Wrote \(path). Next:")
      console.write("  backprop-tutor preview \(typed)   # try it; it is read again when you save")
      console.write("  backprop-tutor lint \(typed)      # prove it")
    }
  }
}
