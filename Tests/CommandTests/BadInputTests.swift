import Foundation
import Testing

@Suite struct BadInputTests {
  @Test(arguments: [
    String(repeating: "1", count: 1 << 20),
    String(repeating: "(", count: 10_000),
    String(repeating: "set x = ", count: 5_000),
    "\u{0}\u{0}1.5\u{0}",
    "\u{1B}[2J\u{7}",
    "set x = \u{1B}]0;title\u{7}",
    String(repeating: "-", count: 400) + "1",
    "é😀漢字",
  ])
  func `no line can break a session`(line: String) throws {
    let outcome = try Learner().learn("sensitivity", [line, "1.5", "quit"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Right."))
    #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\u{7}"))
    #expect(outcome.output.utf8.count < 20_000)
  }

  @Test func `bytes that are no UTF-8 are an unreadable answer`() throws {
    let input = Data([0xFF, 0xFE, 0x80, 0x0A]) + Data("1.5\nquit\n".utf8)
    let outcome = try Learner().run("learn", "sensitivity", input: input)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("That cost nothing."))
  }

  @Test func `a broken chapter shows all its diagnostics and nothing is half loaded`() throws {
    let learner = try Learner()
    let path = learner.home + "/broken.md"
    let text = """
      ---
      format: 1
      id: broken
      title: Broken
      summary: A chapter with mistakes.
      ---

      ## First

      ```model
      x = 2
      y = tahn(x)
      ```

      ## Second

      ```predict
      id: Second
      ask: What?
      ```
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let outcome = try learner.run("learn", "broken", "--lessons", path)
    #expect(outcome.status == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("\(path):12:5"))
    #expect(outcome.errors.contains("    ^^^^ did you mean 'tanh'?"))
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("error:") } > 1)
    #expect(!FileManager.default.fileExists(atPath: learner.progressPath))
  }

  @Test func `what an error quotes cannot drive the terminal`() throws {
    for arguments in [["learn", "\u{1B}[31mred"], ["chapters", "--lessons", "/\u{1B}]0;x\u{7}"]] {
      let outcome = try Learner().run(arguments)
      #expect(outcome.status != 0 && !outcome.errors.isEmpty)
      #expect(!outcome.errors.contains("\u{1B}"))
    }
  }

  @Test func `a lessons path that is not there exits 66`() throws {
    let outcome = try Learner().run("chapters", "--lessons", "/nowhere/at/all")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("/nowhere/at/all"))
  }

  @Test func `a chapter of one's own runs from a file and from a folder`() throws {
    let learner = try Learner()
    let folder = learner.home + "/lessons"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // The example of the author's manual.
    let manual = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Lessons/README.md"), encoding: .utf8)
    let example = try #require(
      manual.components(separatedBy: "````markdown\n").last?.components(separatedBy: "\n````").first
    )
    try Data(example.utf8).write(to: URL(fileURLWithPath: folder + "/doubling.md"))
    for path in [folder, folder + "/doubling.md"] {
      let outcome = try learner.run(
        "learn", "doubling", "--lessons", path, "--from", "1", input: Data("2\n".utf8))
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test(arguments: ["not a database at all, but somebody's notes\n"])
  func `a foreign progress file is kept, named, and the lesson runs all the same`(
    content: String
  ) throws {
    let learner = try Learner()
    let path = learner.home + "/notes.txt"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    let outcome = try learner.run(
      "learn", "sensitivity", "--progress", path, input: Data("1.5\nquit\n".utf8))
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains(path) && outcome.errors.contains("--progress"))
    #expect(outcome.output.contains("Right.") && outcome.output.contains("Progress was not kept."))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
    #expect(try learner.run("progress", "--progress", path).status == 65)
    #expect(try learner.run("progress", "reset", "--all", "--progress", path).status == 74)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(content.utf8))
  }

  @Test func `where nothing can be written the lesson runs and says so`() throws {
    // A folder below a file can never be made, not even by root.
    let outcome = try Learner().run(
      "learn", "sensitivity", input: Data("1.5\nquit\n".utf8),
      environment: ["HOME": "/dev/null", "XDG_DATA_HOME": "/dev/null/share"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("progress is not being kept"))
    #expect(outcome.output.contains("Right."))
  }

  @Test(arguments: [["lern"], ["learn", "--seed", "x"], ["chapters", "--nope"]])
  func `misuse of the command line exits 64`(arguments: [String]) throws {
    #expect(try Learner().run(arguments).status == 64)
  }
}
