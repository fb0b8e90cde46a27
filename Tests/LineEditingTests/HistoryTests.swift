import Foundation
import TerminalTesting
import Testing

/// Each test has a folder of its own.
final class HistoryTests {
  private let folder = NSTemporaryDirectory() + "line-editing-\(UUID().uuidString)"
  private var file: String { folder + "/state/history" }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test func `up recalls the line before`() throws {
    let terminal = try probe()
    for line in ["first", "second"] {
      try terminal.send(Keys(line), .enter)
      try terminal.expectLine("line: [\(line)]")
    }
    try terminal.send(.up, .up, .enter)
    try terminal.expectLine("line: [first]")
  }

  @Test func `a recalled line that ctrl-C clears stays as it was`() throws {
    let terminal = try probe()
    try terminal.send("first", .enter)
    try terminal.expectLine("line: [first]")
    try terminal.send(.up, "-spoilt", .control("a"))
    try terminal.expect("first-spoilt")
    try terminal.send(.control("c"))
    try terminal.expect("interrupted\r\n> ")
    try terminal.send(.up, .enter)
    try terminal.expectLine("line: [first]")
  }

  @Test func `history survives a restart`() throws {
    let before = try probe(historyFile: file)
    try before.send("σ = 1", .enter)
    try before.expectLine("line: [σ = 1]")
    before.signal(SIGKILL)
    _ = try before.waitForExit()

    let after = try probe(historyFile: file)
    try after.send(.up, .enter)
    try after.expectLine("line: [σ = 1]")
  }

  @Test func `history is its owner's alone`() throws {
    let terminal = try probe(historyFile: file)
    try terminal.send("secret", .enter)
    try terminal.expectLine("line: [secret]")
    #expect(try permissions(file) == 0o600)
    #expect(try permissions(folder + "/state") == 0o700)
  }

  @Test func `repeated and blank lines are kept once and never`() throws {
    let terminal = try probe(historyFile: file)
    for line in ["a", "a", " ", "b", "a"] {
      try terminal.send(Keys(line), .enter)
      try terminal.expectLine("line: [\(line)]")
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "a\nb\na\n")
  }

  @Test func `the oldest of more than a thousand lines are dropped`() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/state", withIntermediateDirectories: true)
    let lines = (1...1_200).map { "line \($0)\n" }
    try lines.joined().write(toFile: file, atomically: false, encoding: .utf8)
    _ = try probe(historyFile: file)
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    #expect(kept == lines.suffix(1_000).joined())
    #expect(try permissions(file) == 0o600)
  }

  @Test func `a history that can't be written is reported and recalled`() throws {
    let terminal = try probe(historyFile: "/dev/null/history")
    #expect(terminal.plainTranscript.contains("history: /dev/null/history: not a directory"))
    try terminal.send("kept", .enter)
    try terminal.expect("line: [kept]\r\nhistory: /dev/null/history: not a directory\r\n> ")
    try terminal.send(.up, .enter)
    try terminal.expectLine("line: [kept]", then: "history")
  }

  private func permissions(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
