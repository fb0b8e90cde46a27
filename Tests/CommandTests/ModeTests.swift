import Drawing
import Foundation
import TerminalTesting
import Testing

/// A whole chapter in a real terminal of every kind.
@Suite struct ModeTests {
  struct Size: CustomStringConvertible {
    let columns, rows: Int
    var description: String { "\(columns)×\(rows)" }
  }

  enum Mode: String, CaseIterable {
    case color, noColor, dumb, locale, plain

    var environment: [String: String] {
      switch self {
      case .color, .plain: [:]
      case .noColor: ["NO_COLOR": "1"]
      case .dumb: ["TERM": "dumb"]
      case .locale: ["LANG": "C"]
      }
    }

    var options: [String] { self == .plain ? ["--plain"] : [] }

    /// Whether everything is told in sentences.
    var isPlain: Bool { self == .plain || self == .dumb }
  }

  /// A whole run through a chapter: every step shown, helped with and passed, and played with.
  private func run(_ chapter: String, _ mode: Mode, _ size: Size) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      running: builtExecutable(named: "backprop-tutor"),
      arguments: ["learn", chapter, "--seed", "1", "--no-motion"] + mode.options,
      environment: try Learner().environment(mode.environment), columns: size.columns,
      rows: size.rows)
    func type(_ line: String) throws {
      try terminal.send(Keys(line), .enter)
      // Where the rows are few, long output waits for a key before it comes to the prompt.
      while try terminal.expect(anyOf: ["> ", "any key"]).hasSuffix("key") {
        try terminal.send("q")
      }
    }
    try terminal.expect("> ")
    for line in ["", "film", "film", "hint", "skip", "graph", "graph", "check", "check", "skip"] {
      try type(line)
    }
    repeat {
      try terminal.send("skip", .enter)
    } while try !terminal.expect(anyOf: ["/9> ", "/9 Enter> ", "Chapter done"]).hasSuffix("done")
    _ = try terminal.waitForExit()
    return terminal
  }

  @Test(
    arguments: [
      Size(columns: 80, rows: 24), Size(columns: 40, rows: 12), Size(columns: 200, rows: 60),
    ],
    Mode.allCases)
  func `no line is too wide, and nothing strays`(size: Size, mode: Mode) throws {
    let terminal = try run("whole-pipeline", mode, size)
    let text = terminal.plainTranscript.replacing("\r\n", with: "\n")
    #expect(text.contains("Chapter done"))
    for line in text.split(whereSeparator: \.isNewline) {
      #expect(String(line).cellWidth <= size.columns, "\(mode.rawValue) at \(size): \(line)")
    }
    let raw = terminal.transcript
    switch mode {
    // Colours come as SGR, and Readline brackets pastes; the cursor goes nowhere.
    case .color, .locale:
      #expect(raw.contains("\u{1B}["))
      let strays = raw.replacing(
        #/\u{1B}\[[0-9;]*m|\u{1B}\[\?2004[hl]|\u{1B}\[K|\u{1B}\[C/#, with: "")
      #expect(!strays.contains("\u{1B}"), "\(strays.debugDescription.prefix(400))")
    case .noColor: #expect(!raw.contains(#/\u{1B}\[[0-9;]*m/#))
    case .dumb, .plain: #expect(!raw.contains("\u{1B}") && !raw.contains("\u{8}"))
    }
    if mode == .locale { #expect(raw.utf8.allSatisfy { $0 < 0x80 }) }
  }

  @Test func `the transcript in words says everything by itself`() throws {
    let terminal = try run("whole-pipeline", .plain, Size(columns: 80, rows: 24))
    let words = terminal.plainTranscript.split { $0.isWhitespace }.joined(separator: " ")
    for sentence in [
      "The whole pipeline, step 1 of",  // where one is
      "a = x * y, which is 6.", "Question:", "Hint 1 of 3:", "Frame 1 of",
      "backward: it starts at c",
      "x receives 10 (upstream, from a) times 2 (local), which makes 20.",
      "gradient 20", "relative error",
    ] {
      #expect(words.contains(sentence), "'\(sentence)' is not in the transcript")
    }
  }
}
