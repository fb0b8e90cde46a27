import Drawing
import Foundation
import Testing

/// Every picture as it is drawn and told: `Pictures/KIND.in` is typed into a sandbox, and what it
/// prints at each width in each mode is kept in `Pictures/KIND.txt`.
@Suite struct PictureTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Pictures")

  private static let scripts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".in") }.map { String($0.dropLast(3)) }.sorted()
  }()

  private static let widths = [40, 80, 120]
  private static let modes = ["": "Unicode", "--ascii": "ASCII", "--plain": "in words"]

  private func screen(_ script: String, _ mode: String, _ width: Int) throws -> String {
    let lines = try String(
      contentsOf: Self.folder.appendingPathComponent("\(script).in"), encoding: .utf8)
    let options = [mode].filter { !$0.isEmpty } + ["--no-motion", "--color", "never"]
    let outcome = try Learner().run(
      ["sandbox"] + options, input: Data(lines.utf8), environment: ["COLUMNS": String(width)])
    #expect(outcome.errors == "")
    return outcome.output
  }

  /// What is printed without the lines that a prompt begins, which are the script's own.
  private func printed(_ screen: String) -> [Substring] {
    screen.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("> ") && !$0.hasPrefix("bet> ")
    }
  }

  @Test(arguments: scripts)
  func `every picture looks as it should at every width in every mode`(script: String) throws {
    var text = ""
    for (mode, name) in Self.modes.sorted(by: { $0.key < $1.key }) {
      for width in Self.widths {
        let screen = try screen(script, mode, width)
        text += "=== \(name), \(width) columns\n\(screen)"
        for line in printed(screen) {
          #expect(String(line).cellWidth <= width, "\(script) at \(width), \(name): \(line)")
        }
        #expect(!screen.contains("\u{1B}"))
      }
    }
    try expectGolden(text, "\(script).txt", in: Self.folder)
  }

  @Test(arguments: scripts)
  func `ascii is ASCII, and words are words`(script: String) throws {
    let ascii = try printed(screen(script, "--ascii", 80)).joined(separator: "\n")
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    let words = printed(try screen(script, "--plain", 80)).joined(separator: "\n")
    let art = Set("─│┌┐└┘├┤┬┴┼●○▸◂▲▼→←█▉▊▋▌▍▎▏░▒▓")
    #expect(words.allSatisfy { !art.contains($0) && !("\u{2800}"..."\u{28FF}").contains($0) })
    // Nothing stands in columns: no run of blanks within a sentence.
    for line in words.split(separator: "\n") {
      #expect(!line.drop { $0 == " " }.contains("   "), "\(line)")
    }
  }

  @Test func `every kind of picture has its screens`() {
    let kinds = [
      "pipe", "graph", "ledger", "tangent", "area", "lines", "bars", "film", "valley", "trace",
      "cells", "hchart",
    ]
    #expect(Set(kinds).isSubset(of: Self.scripts))
  }
}

/// Compares a text with the file that keeps it; with `UPDATE_GOLDEN=1` writes the file and fails, so
/// that a run that records is never taken for one that checks.
func expectGolden(_ text: String, _ name: String, in folder: URL) throws {
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name); run again without UPDATE_GOLDEN to check")
    return
  }
  let golden = try String(contentsOf: file, encoding: .utf8)
  let pairs = zip(
    text.split(separator: "\n", omittingEmptySubsequences: false),
    golden.split(separator: "\n", omittingEmptySubsequences: false))
  for (number, (now, before)) in pairs.enumerated() where now != before {
    Issue.record("\(name):\(number + 1)\n  was: \(before)\n  now: \(now)")
    return
  }
  #expect(text == golden)
}
