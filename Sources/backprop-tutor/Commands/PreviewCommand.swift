import ArgumentParser
import Drawing
import LessonFormat
import ModelLanguage
import Tutor

/// Runs one chapter file and takes it up again whenever it is saved.
struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Try a chapter file while you write it.",
    discussion: """
      Each time the file is saved it is read again and you stay on the same step. A file with mistakes leaves \
      the chapter as it was. Nothing is kept as progress.
      """)

  @Argument(help: "The chapter file.")
  var path: String

  @Option(help: ArgumentHelp("Start at this step, by number or id.", valueName: "step"))
  var from: String?

  @Option(help: "Fix the numbers that fresh variants are drawn from.")
  var seed: UInt64 = 1

  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Failure.reporting {
      let preview = Preview(
        path: path, seed: seed, console: display.console, lines: .standard(display.console))
      try preview.run(from: from)
    }
  }
}

/// A chapter file that is being written.
private final class Preview {
  private let path: String
  private let seed: UInt64
  private let console: Console
  private let lines: LineSource
  /// What the file was like when it was last looked at.
  private var stamp: FileStamp?
  /// The chapter as it could last be read.
  private var chapter: Chapter?

  init(path: String, seed: UInt64, console: Console, lines: LineSource) {
    (self.path, self.seed, self.console, self.lines) = (path, seed, console, lines)
  }

  func run(from step: String?) throws {
    guard var chapter = try firstChapter() else { return }
    var start = LessonRun.Start.at(try step.map { try chapter.stepIndex($0) } ?? 0)
    var isFirst = true
    while true {
      let run = LessonRun(
        console: console, lines: lines, keeper: ProgressKeeper(), options: "", watch: watch,
        isGreeting: isFirst)
      isFirst = false
      switch run.run(chapter, from: start, seed: seed).ending {
      case .left, .inputEnded: return
      case .finished:
        guard lines.isTerminal, waitForSaving(), let next = self.chapter else { return }
        chapter = next
        start = .again(chapter.steps.count - 1, isOver: true, typed: "")
      case .changed(let place):
        chapter = self.chapter ?? chapter
        // A step that was renamed is still the one in its place.
        let same = chapter.steps.firstIndex { $0.id == place.step }
        start = .again(
          same ?? min(place.index, chapter.steps.count - 1), isOver: place.isOver,
          typed: place.typed)
      }
    }
  }

  /// The chapter to start with; a person may mend a file that can't be read yet, a script may not.
  private func firstChapter() throws -> Chapter? {
    stamp = FileStamp(path)
    let file = try ChapterFile(path: path)
    do throws(Diagnostic.List) {
      chapter = try Chapter(parsing: file.text)
      return chapter
    } catch {
      guard lines.isTerminal else { throw Failure(.badData, file.problems(error)) }
      Console.warn(file.problems(error))
      return waitForSaving() ? chapter : nil
    }
  }

  /// Waits until the file is saved in a form that can be read; false if the author leaves first.
  private func waitForSaving() -> Bool {
    write("Waiting for '\(path)' to be saved. 'quit' or Ctrl-D leaves.")
    while true {
      switch lines.next(prompt: "preview> ", wakingWhen: watch.hasChanged) {
      case .woken:
        if watch.reload() { return true }
      case .endOfInput: return false
      case .interrupted: continue
      case .line(let line):
        if Command(word: line.filter { !$0.isWhitespace }) == .quit { return false }
      }
    }
  }

  private var watch: ChapterWatch {
    ChapterWatch(hasChanged: { [self] in isNew }, reload: { [self] in reload() })
  }

  private var isNew: Bool {
    // An editor may take the file away for a moment while it saves.
    guard let now = FileStamp(path) else { return false }
    return now != stamp
  }

  /// Reads the file again, and says what is wrong with it.
  private func reload() -> Bool {
    stamp = FileStamp(path)
    let file: ChapterFile
    do {
      file = try ChapterFile(path: path)
    } catch {
      Console.warn((error as? Failure)?.lines ?? [])
      return false
    }
    do throws(Diagnostic.List) {
      let chapter = try Chapter(parsing: file.text)
      self.chapter = chapter
      tell(ChapterLint(chapter, seed: seed).findings)
      return true
    } catch {
      Console.warn(file.problems(error))
      return false
    }
  }

  private func tell(_ findings: [Finding]) {
    console.write([StyledText()])
    write("Saved and read again.")
    guard let first = findings.first else { return }
    let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
    write(
      "lint: \(count), the first in line \(first.diagnostic.range.start.line): "
        + "\(first.diagnostic.message) [\(first.rule.rawValue)]")
  }

  private func write(_ text: String) {
    console.write(StyledText(text).wrapped(to: console.page.width, first: StyledText("  ")))
  }
}
