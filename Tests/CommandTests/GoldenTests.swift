import Drawing
import Foundation
import Lessons
import Testing

/// A whole session of each chapter, as a script types it and as it is printed.
///
/// `UPDATE_GOLDEN=1 swift test` writes the transcripts anew and fails, so that a run that records is
/// never taken for one that checks.
@Suite struct GoldenTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  /// The scripts, `CHAPTER.in`, `CHAPTER-right.in` and `CHAPTER-wrong.in`: a line for each answer or command.
  private static let scripts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".in") }.map { String($0.dropLast(3)) }.sorted()
  }()

  private static func chapter(of script: String) -> String {
    script.replacing("-right", with: "").replacing("-wrong", with: "")
  }

  @Test(arguments: scripts)
  func `a whole session of each chapter reads as it should`(script: String) throws {
    let lines = try String(
      contentsOf: Self.folder.appendingPathComponent("\(script).in"), encoding: .utf8)
    let outcome = try Learner().run("learn", Self.chapter(of: script), input: Data(lines.utf8))
    #expect(outcome.errors == "")
    #expect(outcome.status == (script.hasSuffix("-right") ? 0 : 1))
    #expect(outcome.output.contains("Chapter done"))
    #expect(!outcome.output.contains("\u{1B}"))
    // What was typed stands behind the prompt as it is.
    let printed = outcome.output.split(separator: "\n").filter { !$0.contains(#/^\d+/\d+> /#) }
    #expect(printed.allSatisfy { String($0).cellWidth <= 80 })
    try expectGolden(outcome.output, "\(script).txt", in: Self.folder)
  }

  @Test func `every chapter has a session, each later one a right and a wrong path`() {
    let ids = Lessons.inOrder.map(\.name)
    #expect(Set(Self.scripts.map(Self.chapter(of:))) == Set(ids))
    for id in ids.dropFirst(5) {
      #expect(Self.scripts.contains("\(id)-right") && Self.scripts.contains("\(id)-wrong"))
    }
  }

  @Test func `the sessions in the README are real ones`() throws {
    let readme = try String(
      contentsOf: Self.folder.appendingPathComponent("../../../README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```\n")
    let sessions = blocks.filter { $0.contains("\n? ") || $0.hasPrefix("? ") }
    #expect(sessions.count == 2)
    let golden = try Self.scripts.map {
      try String(contentsOf: Self.folder.appendingPathComponent("\($0).txt"), encoding: .utf8)
    }
    for session in sessions { #expect(golden.contains { $0.contains(session) }, "\(session)") }
    let sandbox = try #require(blocks.first { $0.hasPrefix("> x = 3") })
    let pictures = try String(
      contentsOf: Self.folder.appendingPathComponent("../Pictures/readme.txt"), encoding: .utf8)
    #expect(pictures.contains("=== Unicode, 80 columns\n" + sandbox))
  }
}
