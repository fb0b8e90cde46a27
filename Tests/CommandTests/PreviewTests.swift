import Foundation
import TerminalTesting
import Testing

@Suite struct PreviewTests {
  private let learner: Learner
  private let path: String

  init() throws {
    learner = try Learner()
    path = learner.home + "/two-gates.md"
    #expect(try learner.run("new-chapter", "two-gates", "--in", learner.home).status == 0)
  }

  /// Saves the chapter as editors do, by putting another file in its place.
  private func save(replacing old: String, with new: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(
      to: URL(fileURLWithPath: path), options: .atomic)
  }

  @Test func `a saved chapter is read again, on the same step and with what was typed`() throws {
    let terminal = try learner.terminal("preview", path, "--from", "two-gates-slope")
    try terminal.expect("? What is dy/dx when x is 2?")
    try terminal.expect("2/3> ")
    try terminal.send("1")
    try terminal.expect("1")
    try save(replacing: "What is `dy/dx` when", with: "Now what is `dy/dx` where")
    try terminal.expect("Saved and read again.")
    try terminal.expect("? Now what is dy/dx where x is 2?")
    try terminal.expect("2/3> 1")
    try terminal.send("2", .enter)
    try terminal.expect("Right.")
    // What is told after the answer can be worked on without answering again.
    try save(replacing: "Say why the answer", with: "Tell why the answer")
    try terminal.expect("Tell why the answer is")
    try terminal.expect("2/3 Enter> ")
    try save(replacing: "Tell why the answer", with: "Explain why the answer")
    try terminal.expect("Explain why the answer is")
    try terminal.expect("2/3 Enter> ")
    try save(replacing: "## A step that asks\n", with: "## Another title\n")
    try terminal.expect("Two gates, step 2 of 3: Another title")
    try terminal.expect("2/3 Enter> ")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(!FileManager.default.fileExists(atPath: learner.progressPath))
  }

  @Test func `a file with mistakes leaves the chapter as it was`() throws {
    let terminal = try learner.terminal("preview", path, "--from", "2")
    try terminal.expect("2/3> ")
    try save(replacing: "answer: dy/dx", with: "answer: dy/dq")
    try terminal.expect("unknown name 'q'")
    try terminal.expect("2/3> ")
    try terminal.send("12", .enter)  // the old chapter goes on where it was
    try terminal.expect("Say why the answer is 12")
    try terminal.expect("2/3 Enter> ")
    try save(replacing: "answer: dy/dq", with: "answer: dy/du")
    try terminal.expect("Saved and read again.")
    try terminal.expect("lint: ")
    try terminal.expect("2/3 Enter> ")
    try terminal.send(.control("d"))
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `a file that can't be read yet is waited for`() throws {
    try save(replacing: "format: 1", with: "format: 9")
    let terminal = try learner.terminal("preview", path)
    try terminal.expect("format '9' is not known here")
    try terminal.expect("preview> ")
    try save(replacing: "format: 9", with: "format: 1")
    try terminal.expect("Two gates, step 1 of 3")
    try terminal.expect("1/3 Enter> ")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `in a pipe a preview is a session that is not kept`() throws {
    let good = try learner.run("preview", path, input: Data("12\nswap tanh relu\n".utf8))
    #expect(good.status == 0)
    #expect(good.output.contains("Chapter done: Two gates."))
    #expect(!FileManager.default.fileExists(atPath: learner.progressPath))
    #expect(try learner.run("preview", learner.home + "/none.md").status == 66)
    #expect(try learner.run("preview", path, "--from", "9").status == 64)
    try save(replacing: "format: 1", with: "format: 9")
    #expect(try learner.run("preview", path).status == 65)
  }
}
