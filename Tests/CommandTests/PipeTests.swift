import Foundation
import Lessons
import TerminalTesting
import Testing

@Suite struct PipeTests {
  /// The right answers of the first chapter.
  private let rightAnswers = ["1.5", "3", "3", "-2", "6", "a", "0"]

  @Test func `right answers alone exit 0`() throws {
    let outcome = try Learner().learn("sensitivity", rightAnswers)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("7 of 7 questions answered, 7 of them at the first try."))
  }

  @Test func `a wrong answer exits 1 even if the right one follows`() throws {
    let outcome = try Learner().learn("sensitivity", ["99"] + rightAnswers)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("Chapter done"))
  }

  @Test func `input that ends early exits 1 and says what is open`() throws {
    let outcome = try Learner().learn("sensitivity", ["1.5", "3"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("The question of step 4 of 8 is still open."))
  }

  @Test func `leaving by quit and passing over by skip are no failures`() throws {
    #expect(try Learner().learn("sensitivity", ["1.5", "quit"]).status == 0)
    #expect(
      try Learner().learn("sensitivity", Array(repeating: "skip", count: 7)).status == 0)
  }

  @Test func `a later run goes on at the exact step with the same fresh numbers`() throws {
    let learner = try Learner()
    let first = try learner.learn("sensitivity", ["1.5", "again", "hint"])
    let question = try #require(
      first.output.components(separatedBy: "fresh numbers:").last?
        .components(separatedBy: "3/8>").first?.trimmingCharacters(in: .whitespacesAndNewlines))
    let second = try learner.learn("sensitivity", [])
    #expect(second.output.contains("You have had one hint."))
    #expect(second.output.contains("step 3 of 8"))
    for line in question.split(separator: "\n") { #expect(second.output.contains(line)) }
  }

  @Test func `from a step starts afresh there, by number or by id`() throws {
    let learner = try Learner()
    for step in ["3", "same-slope-elsewhere"] {
      let outcome = try learner.run("learn", "1", "--from", step)
      #expect(outcome.output.contains("step 3 of 8"))
    }
    let unknown = try learner.run("learn", "1", "--from", "nowhere")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("has no step 'nowhere'"))
  }

  @Test func `the same seed deals the same numbers, another seed others`() throws {
    func transcript(_ seed: String) throws -> String {
      try Learner().run(
        "learn", "sensitivity", "--seed", seed, input: Data("again\nagain\n".utf8)
      ).output
    }
    #expect(try transcript("1") == transcript("1"))
    #expect(try transcript("1") != transcript("2"))
  }

  @Test func `an unknown chapter names the nearest and exits 64`() throws {
    let learner = try Learner()
    let outcome = try learner.run("learn", "chian-rule")
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("did you mean 'chain-rule'?"))
    #expect(!FileManager.default.fileExists(atPath: learner.progressPath))
  }

  @Test func `without a terminal the menu explains itself and exits 0`() throws {
    let outcome = try Learner().run()
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("backprop-tutor learn sensitivity"))
    #expect(outcome.errors == "")
  }

  @Test func `chapters lists a bar for each, and JSON for programs`() throws {
    let learner = try Learner()
    _ = try learner.learn("sensitivity", ["1.5", "3"])
    #expect(try learner.run("chapters").output.contains("███░░░░░░░  started, 3 of 8 steps"))
    struct Entry: Decodable {
      var id, state: String
      var done, steps: Int
    }
    let entries = try JSONDecoder().decode(
      [Entry].self, from: Data(learner.run("chapters", "--json").output.utf8))
    #expect(entries.map(\.id) == Lessons.inOrder.map(\.name))
    #expect(entries[0].state == "started" && entries[0].done == 3 && entries[0].steps == 8)
  }

  @Test func `progress is shown and reset by chapter or whole`() throws {
    let learner = try Learner()
    _ = try learner.learn("sensitivity", ["99", "1.5", "hint", "skip"])
    let shown = try learner.run("progress", "show").output
    let row = try #require(shown.split(separator: "\n").first { $0.contains("sensitivity") })
    #expect(row.split(separator: " ") == ["sensitivity", "2/8", "1", "1", "2", "1"])
    #expect(shown.contains(learner.progressPath))
    #expect(try learner.run("progress", "reset").status == 64)
    #expect(try learner.run("progress", "reset", "sensitivity").status == 0)
    #expect(try learner.run("chapters").output.contains("░░░░░░░░░░  8 steps"))
    #expect(try learner.learn("sensitivity", []).output.contains("step 2 of 8"))
    #expect(try learner.run("progress", "reset", "--all").status == 0)
  }

  @Test func `output that cannot be written ends the program with 74, a reader that left with 0`()
    throws
  {
    let program = try builtExecutable(named: "backprop-tutor")
    for (script, status) in [
      ("'\(program)' chapters >/dev/full", 74),
      ("(trap '' PIPE; yes again | '\(program)' learn 1; echo $? >status) | head -1", 0),
    ] {
      let learner = try Learner()
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", script]
      process.currentDirectoryURL = URL(fileURLWithPath: learner.home)
      process.environment = learner.environment()
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      let inner = try? String(contentsOfFile: learner.home + "/status", encoding: .utf8)
      #expect(
        inner.flatMap { Int32($0.prefix { $0 != "\n" }) } ?? process.terminationStatus == status)
    }
  }

  @Test func `plain transcripts have only ASCII where the locale has no more`() throws {
    let outcome = try Learner().run(
      "learn", "chain-rule", input: Data("hint\nhint\nhint\nwhy\n".utf8),
      environment: ["LANG": "C"])
    #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(outcome.output.contains("upstream * local slope"))
  }

  @Test func `the list of chapters is the folder's`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Lessons")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0 != "README.md" }
    #expect(Set(files) == Set(Lessons.inOrder.map { $0.name + ".md" }))
    for file in Lessons.inOrder {
      let onDisk = try Data(contentsOf: folder.appendingPathComponent(file.name + ".md"))
      #expect(onDisk == Data(file.content), "\(file.name) is embedded as an older version")
    }
  }
}
