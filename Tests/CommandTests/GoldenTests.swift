import Foundation
import Testing

/// A whole session of each chapter, as a script types it and as it is printed.
///
/// `UPDATE_GOLDEN=1 swift test` writes the transcripts anew and fails, so that a run that records is
/// never taken for one that checks.
@Suite struct GoldenTests {
  /// Each chapter's lines: some slips, some help, then the right answers.
  private static let scripts: [(chapter: String, lines: [String])] = [
    (
      "sensitivity",
      [
        "7.5", "hint", "1.5", "dy/dx = 3", "show", "3", "two", "2", "-2", "set x = 3.1", "6", "b",
        "a", "0",
      ]
    ),
    (
      "chain-rule",
      [
        "7", "10", "1", "3", "why", "6", "4.5", "24", "24.5", "12", "99", "99", "99", "99", "skip",
        "a", "d",
      ]
    ),
    (
      "product-rule",
      [
        "5", "10", "back", "10", "16", "1e-4", "4", "-3", "7", "0", "hint", "hint", "5", "4", "8",
        "p'*q'", "p'*q + p*q'",
      ]
    ),
    (
      "relu-blocking",
      ["1.5", "1.5", "0", "0", "-15", "0", "7", "12", "4", "0.5", "0", "1.1", "1.5"]
    ),
    (
      "weight-update",
      [
        "8", "-8", "-16", "-24", "2*(10 - y)*x", "x*2*(w*x - 10)", "26", "4.4", "10.24", "-0.8",
        "0.056",
        "1/18", "1/9", "up", "down",
      ]
    ),
  ]

  @Test(arguments: scripts.indices)
  func `a whole session of each chapter reads as it should`(index: Int) throws {
    let (chapter, lines) = Self.scripts[index]
    let outcome = try Learner().learn(chapter, lines)
    #expect(outcome.errors == "")
    #expect(outcome.status == 1)  // every script holds a wrong answer
    #expect(outcome.output.contains("Chapter done"))
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    try expectGolden(outcome.output, "\(chapter).txt")
  }

  @Test func `the sessions in the README are real ones`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let readme = try String(
      contentsOf: folder.appendingPathComponent("../../README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```\n")
    let sessions = blocks.filter { $0.contains("\n? ") || $0.hasPrefix("? ") }
    #expect(sessions.count == 2)
    let golden = try Self.scripts.map {
      try String(
        contentsOf: folder.appendingPathComponent("Golden/\($0.chapter).txt"), encoding: .utf8)
    }
    for session in sessions { #expect(golden.contains { $0.contains(session) }, "\(session)") }
  }

  private func expectGolden(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name)")
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
}
