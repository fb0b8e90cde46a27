import ArgumentParser
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
      var preview = Preview(
        path: path, seed: seed, console: display.console, lines: .standard(display.console))
      try preview.run(from: from)
    }
  }
}

/// A chapter file that is being written.
private struct Preview {
  let path: String
  let seed: UInt64
  let console: Console
  let lines: LineSource
  /// What the file was like when it was last looked at.
  private var stamp: FileStamp?

  init(path: String, seed: UInt64, console: Console, lines: LineSource) {
    (self.path, self.seed, self.console, self.lines) = (path, seed, console, lines)
  }

  mutating func run(from step: String?) throws {
    guard var chapter = try firstChapter() else { return }
    var start = LessonRun.Start.at(try step.map { try chapter.stepIndex($0) } ?? 0)
    var isFirst = true
    while true {
      let run = LessonRun(
        console: console, lines: lines, keeper: ProgressKeeper(), options: "",
        hasChanged: hasChanged, isGreeting: isFirst)
      isFirst = false
      switch run.run(chapter, from: start, seed: seed).ending {
      case .left, .inputEnded: return
      case .finished:
        guard lines.isTerminal, let next = waitForSaving() else { return }
        chapter = next
        start = .at(0)
      case .changed(let step, let index, let typed):
        if let next = read() { chapter = next }
        // A step that was renamed is still the one in its place.
        let same = chapter.steps.firstIndex { $0.id == step }
        start = .at(same ?? min(index, chapter.steps.count - 1), typed: typed)
      }
    }
  }

  /// The chapter to start with; a person may mend a file that can't be read yet, a script may not.
  private mutating func firstChapter() throws -> Chapter? {
    let file = try ChapterFile(path: path)
    stamp = FileStamp(path)
    do throws(Diagnostic.List) {
      return try Chapter(parsing: file.text)
    } catch {
      guard lines.isTerminal else { throw Failure(.badData, file.problems(error)) }
      Console.warn(file.problems(error))
      return waitForSaving()
    }
  }

  /// Waits until the file is saved in a form that can be read; nil if the author leaves first.
  private mutating func waitForSaving() -> Chapter? {
    console.write("  Waiting for '\(path)' to be saved. 'quit' or Ctrl-D leaves.")
    while true {
      switch lines.next(prompt: "preview> ", wakingWhen: hasChanged) {
      case .woken:
        if let chapter = read() { return chapter }
      case .endOfInput: return nil
      case .interrupted: continue
      case .line(let line):
        if Command(word: line.filter { !$0.isWhitespace }) == .quit { return nil }
      }
    }
  }

  private var hasChanged: () -> Bool {
    { [path, stamp] in
      // An editor may take the file away for a moment while it saves.
      guard let now = FileStamp(path) else { return false }
      return now != stamp
    }
  }

  /// Reads the file again, and says what is wrong with it.
  private mutating func read() -> Chapter? {
    stamp = FileStamp(path)
    let file: ChapterFile
    do {
      file = try ChapterFile(path: path)
    } catch {
      Console.warn((error as? Failure)?.lines ?? [])
      return nil
    }
    do throws(Diagnostic.List) {
      let chapter = try Chapter(parsing: file.text)
      tell(ChapterLint(chapter, seed: seed).findings)
      return chapter
    } catch {
      Console.warn(file.problems(error))
      return nil
    }
  }

  private func tell(_ findings: [Finding]) {
    console.write("")
    console.write("  Saved and read again.")
    guard let first = findings.first?.diagnostic else { return }
    console.write(
      "  lint: \(findings.count) \(findings.count == 1 ? "finding" : "findings"), the first in line "
        + "\(first.range.start.line): \(first.message)")
  }
}
