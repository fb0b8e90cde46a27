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
      (\(ChapterLint.mostVariants) drawn from the seed where there are more). Each finding names its rule, \
      its place and the mend. Exit status: 1 if anything was found.
      """)

  @Argument(help: "Chapter files, or folders of them; without any, the shipped chapters.")
  var paths: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

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
    for (kind, notes) in Dictionary(grouping: report.notes, by: \.picture).sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      let places = notes.prefix(3).map { "\($0.file.name):\($0.place.line)" }
      console.write(
        "note: the picture '\(kind.rawValue)' is not drawn yet; the model's values stand for it "
          + "(\(notes.count) times: \(places.joined(separator: ", "))\(notes.count > 3 ? ", …" : ""))"
      )
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
      picturesNotDrawn: report.notes.map {
        Output.PictureNote(
          file: $0.file.name, line: $0.place.line, column: $0.place.column,
          picture: $0.picture.rawValue)
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

    struct PictureNote: Encodable {
      let file: String
      let line, column: Int
      let picture: String
    }

    let findings: [Finding]
    let picturesNotDrawn: [PictureNote]
    let chapters, variants: Int
    let seed: UInt64
    let isSampled: Bool
  }
}
