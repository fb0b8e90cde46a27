import Foundation
import TerminalTesting

/// Somebody with a home folder of their own, who runs the built program.
final class Learner {
  let home = NSTemporaryDirectory() + "backprop-tutor-learner-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  /// What a program said and how it ended.
  struct Outcome {
    var output: String
    var errors: String
    var status: Int32
  }

  /// Where progress is kept.
  var progressPath: String { home + "/.local/share/backprop-tutor/progress.sqlite" }

  func environment(_ changes: [String: String] = [:]) -> [String: String] {
    let plain = [
      "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "INPUTRC": "/dev/null", "SWIFT_BACKTRACE": "enable=no",
    ]
    return plain.merging(changes) { $1 }.filter { !$0.value.isEmpty }
  }

  /// Runs the program with `input` on a pipe.
  func run(
    _ arguments: String..., input: Data = Data(), environment changes: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, input: input, environment: changes)
  }

  /// Runs the program with `input` on a pipe.
  func run(
    _ arguments: [String], input: Data = Data(), environment changes: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try builtExecutable(named: "backprop-tutor"))
    process.arguments = arguments
    process.environment = environment(changes)
    // Files, not pipes: a pipe that nobody empties would stop the program.
    let folder = home + "/run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func file(_ name: String, _ content: Data = Data()) throws -> URL {
      let url = URL(fileURLWithPath: folder + "/" + name)
      try content.write(to: url)
      return url
    }
    let (output, errors) = (try file("output"), try file("errors"))
    process.standardInput = try FileHandle(forReadingFrom: file("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      status: process.terminationReason == .exit ? process.terminationStatus : -1)
  }

  /// Takes a chapter from a pipe, one line at a time.
  func learn(_ chapter: String, _ lines: [String]) throws -> Outcome {
    try run("learn", chapter, input: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// Starts the program in a terminal.
  func terminal(
    _ arguments: String..., columns: Int = 80, rows: Int = 24,
    environment changes: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: builtExecutable(named: "backprop-tutor"), arguments: arguments,
      environment: environment(changes), columns: columns, rows: rows)
  }
}
