import ArgumentParser
import Foundation
import Tutor

/// Proves chapters, for authors.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Prove chapters: every answer accepted, no mistake, no hint that gives it away.",
    discussion: """
      Every question is tried with the chapter's own numbers and with every variant that 'vary' allows \
      (\(ChapterLint.mostVariants) drawn from the seed where there are more, fewer of a model of over a hundred numbers). Each finding names its rule, \
      its place and the mend. Exit status: 1 if anything was found.
      """)

  @Argument(help: "Chapter files, or folders of them; without any, the shipped chapters.")
  var paths: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(
    help:
      "Tell also what is no finding: pictures not drawn yet, and wrong ideas that come to the right answer."
  )
  var notes = false

  @Flag(help: "List the rules and what each one promises.")
  var rules = false

  @Option(help: "Fix the numbers that variants are drawn from.")
  var seed: UInt64 = 1

  @OptionGroup var display: DisplayOptions

  func run() throws {
    if rules {
      let column = (LintRule.allCases.map(\.rawValue.count).max() ?? 0) + 3
      for rule in LintRule.allCases {
        display.console.write(
          rule.rawValue.padding(toLength: column, withPad: " ", startingAt: 0) + rule.promise)
      }
      return
    }
    let report = try Failure.reporting {
      let files =
        try paths.isEmpty ? ChapterFile.shipped : paths.flatMap { try ChapterFile.all(at: $0) }
      let report = LintReport(files, seed: seed)
      if json { try printJSON(report) } else { printText(report) }
      return report
    }
    if !report.items.isEmpty { throw ExitCode(Failure.Status.checkFailed.rawValue) }
  }

  private func printText(_ report: LintReport) {
    let console = display.console
    for item in report.items {
      var lines = item.finding.diagnostic.lines(file: item.file.name, text: item.file.text)
      lines[0] += " [\(item.finding.rule.rawValue)]"
      for line in lines + [""] { console.write(line) }
    }
    if notes {
      for note in report.notes {
        console.write("note: \(note.message)")
        console.write(" --> \(note.file.name):\(note.place.line):\(note.place.column)")
      }
    }
    let files = Set(report.items.map(\.file.name)).count
    let tried =
      "\(report.chapterCount) \(report.chapterCount == 1 ? "chapter" : "chapters"), "
      + "\(report.variantCount) variants tried"
      + (report.isSampled ? ", drawn with seed \(report.seed)" : "")
    console.write(
      report.items.isEmpty
        ? "\(tried): nothing found."
        : "\(tried): \(report.items.count) \(report.items.count == 1 ? "finding" : "findings") in "
          + "\(files) \(files == 1 ? "file" : "files").")
    if !notes, !report.notes.isEmpty {
      console.write(
        report.notes.count == 1
          ? "1 note; --notes tells it." : "\(report.notes.count) notes; --notes lists them.")
    }
  }

  private func printJSON(_ report: LintReport) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let output = Output(
      findings: report.items.map { item in
        let diagnostic = item.finding.diagnostic
        return Output.Finding(
          file: item.file.name, line: diagnostic.range.start.line,
          column: diagnostic.range.start.column, rule: item.finding.rule.rawValue,
          message: diagnostic.message, mend: diagnostic.advice)
      },
      notes: report.notes.map {
        Output.Note(
          file: $0.file.name, line: $0.place.line, column: $0.place.column, message: $0.message)
      },
      chapters: report.chapterCount, variants: report.variantCount, seed: report.seed,
      isSampled: report.isSampled)
    Console.writeText(String(decoding: try encoder.encode(output), as: UTF8.self) + "\n")
  }

  private struct Output: Encodable {
    struct Finding: Encodable {
      let file: String
      let line, column: Int
      let rule, message: String
      let mend: String?
    }

    struct Note: Encodable {
      let file: String
      let line, column: Int
      let message: String
    }

    let findings: [Finding]
    let notes: [Note]
    let chapters, variants: Int
    let seed: UInt64
    let isSampled: Bool
  }
}
