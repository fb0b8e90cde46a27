import Foundation
import GRDB
import TerminalTesting
import Testing

@Suite(.serialized) struct TerminalTests {
  /// A learner at the first question of the first chapter.
  private func firstQuestion(
    of learner: Learner, columns: Int = 80, environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try learner.terminal(columns: columns, environment: environment)
    try terminal.expect("chapter> ")
    try terminal.send(.enter)
    try terminal.expect("1/8 Enter> ")
    try terminal.send(.enter)
    try terminal.expect("2/8> ")
    return terminal
  }

  @Test func `a learner reaches a question in two keys and leaves from anywhere`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try terminal.send("1.5", .enter)
    try terminal.expect("Right.")
    try terminal.expect("2/8 Enter> ")
    try terminal.send(.enter)
    try terminal.expect("3/8> ")
    try terminal.send(.control("d"))
    try terminal.expect("Your place is kept")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `quit leaves at every kind of prompt`() throws {
    let learner = try Learner()
    // The menu.
    let menu = try learner.terminal()
    try menu.expect("chapter> ")
    try menu.send("quit", .enter)
    #expect(try menu.waitForExit() == .exited(0))
    // Between steps, at a number, at a formula, at a choice, at a change to the model.
    for (chapter, step, prompt) in [
      ("sensitivity", "1", "1/8 Enter> "), ("sensitivity", "2", "2/8> "),
      ("weight-update", "4", "4/10> "), ("chain-rule", "11", "11/11> "),
      ("chain-rule", "9", "9/11> "),
    ] {
      let terminal = try learner.terminal("learn", chapter, "--from", step)
      try terminal.expect(prompt)
      try terminal.send("quit", .enter)
      #expect(try terminal.waitForExit() == .exited(0))
    }
  }

  @Test func `tab completes commands, names and chapters`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal()
    try terminal.expect("chapter> ")
    try terminal.send("chain-r", .tab)
    try terminal.expect("chain-rule")
    try terminal.send(.enter)
    try terminal.expect("1/11 Enter> ")
    try terminal.send("sk", .tab, .enter)
    try terminal.expect("2/11> ")
    try terminal.send("s", .tab, .tab)  // set, show, skip, sin, sqrt, sigmoid, sign
    try terminal.expect("the model and its values again")
  }

  @Test func `up brings the last line back, in the next session too`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try terminal.send("0.123", .enter)
    try terminal.expect("2/8> ")
    try terminal.send(.up)
    try terminal.expect("0.123")
    try terminal.send(.control("c"))
    try terminal.expect("2/8> ")
    try terminal.send("quit", .enter)
    _ = try terminal.waitForExit()

    let second = try learner.terminal("learn")
    try second.expect("2/8> ")
    try second.send(.up, .up)
    try second.expect("0.123")
  }

  @Test func `ctrl-C clears the line and loses nothing`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try terminal.send(.control("c"))
    try terminal.expect("press Ctrl-D")
    try terminal.expect("2/8> ")
    try terminal.send("99")
    try terminal.expect("99")
    try terminal.send(.control("c"))
    try terminal.expect("2/8> ")
    try terminal.send("1.5", .enter)
    try terminal.expect("Right.")
  }

  @Test func `a resize keeps the line, and later screens fit the new width`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try terminal.send("1.")
    try terminal.expect("1.")
    try terminal.resize(columns: 40, rows: 12)
    try terminal.send("5", .enter)
    try terminal.expect("Right.")
    let closing = try terminal.expect("2/8 Enter> ")
    #expect(closing.split(separator: "\r\n").allSatisfy { $0.count <= 40 }, "\(closing)")
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `a pasted block is answered line by line`(term: String) throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner, environment: ["TERM": term])
    let block = "7.5\n1.5\n\n3"
    try terminal.send(term == "dumb" ? Keys(block) : .paste(block), .enter)
    try terminal.expect("Not yet.")
    try terminal.expect("Right.")
    try terminal.expect("step 3 of 8")
    try terminal.expect("Right.")
    try terminal.expect("3/8 Enter> ")
  }

  @Test func `after a kill the learner goes on at the very question`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try terminal.send("again", .enter)
    try terminal.expect("fresh numbers:")
    let model = try terminal.expect("? ")
    try terminal.send("99", .enter)
    try terminal.expect("Hint 1 of 3")
    try terminal.expect("2/8> ")
    try terminal.send("1.")  // typed but not sent: all that may be lost
    terminal.signal(SIGKILL)
    #expect(try terminal.waitForExit() == .signalled(SIGKILL))

    let second = try learner.terminal()
    try second.expect("Enter goes on with Sensitivity")
    try second.expect("chapter> ")
    try second.send(.enter)
    try second.expect("You have had one hint.")
    let screen = try second.expect("2/8> ")
    let statements = model.split(separator: "\r\n").filter { $0.contains(" = ") }
    #expect(statements.count == 2)
    for line in statements { #expect(screen.contains(line), "\(line) is not in \(screen)") }
  }

  @Test func `what a locked file did not take is kept once it is free`() throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner)
    try DatabaseQueue(path: learner.progressPath).inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      try terminal.send("99", .enter)
      try terminal.expect("progress is not being kept")
      try terminal.expect("2/8> ")
      try database.execute(sql: "ROLLBACK")
    }
    try terminal.send("1.5", .enter)
    try terminal.expect("2/8 Enter> ")
    try terminal.send("quit", .enter)
    try terminal.expect("Your place is kept")
    _ = try terminal.waitForExit()
    let shown = try learner.run("progress").output
    let row = try #require(shown.split(separator: "\n").first { $0.contains("sensitivity") })
    #expect(row.split(separator: " ") == ["sensitivity", "2/8", "1", "1", "1", "0"])
  }

  @Test(arguments: [
    ["TERM": "dumb"], ["NO_COLOR": "1"], ["LANG": "C"], ["TERM": "dumb", "LANG": "C"], [:],
  ])
  func `every terminal gets a whole session it can show`(environment: [String: String]) throws {
    let learner = try Learner()
    let terminal = try firstQuestion(of: learner, environment: environment)
    for (line, prompt) in [
      ("help", "2/8> "), ("7.5", "2/8> "), ("hint", "2/8> "), ("why", "2/8> "),
      ("back", "1/8 Enter> "), ("skip", "2/8> "), ("skip", "3/8> "), ("σ", "3/8> "),
    ] {
      try terminal.send(Keys(line), .enter)
      // The help is longer than the screen, and waits for a key.
      while try terminal.expect(anyOf: [prompt, "any key"]).hasSuffix("key") {
        try terminal.send(" ")
      }
    }
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
    if environment["TERM"] == "dumb" { #expect(!terminal.transcript.contains("\u{1B}")) }
    if environment["NO_COLOR"] != nil || environment["TERM"] == "dumb" {
      #expect(!terminal.transcript.contains("\u{1B}[1m"))
    } else {
      #expect(terminal.transcript.contains("\u{1B}[1m"))
    }
    if environment["LANG"] == "C" {
      // Readline echoes what was typed; the program itself writes ASCII.
      #expect(!terminal.transcript.contains("─") && !terminal.transcript.contains("×"))
    }
  }

  @Test func `the menu takes numbers and names, and helps with slips`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal()
    try terminal.expect("chapter> ")
    try terminal.send("sensitivty", .enter)
    try terminal.expect("did you mean 'sensitivity'?")
    try terminal.expect("chapter> ")
    try terminal.send("help", .enter)
    try terminal.expect("work at every prompt")
    try terminal.expect("chapter> ")
    try terminal.send("relu blocking", .enter)
    try terminal.expect("ReLU blocking, step 1 of 9")
    try terminal.expect("1/9 Enter> ")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `a finished chapter returns to the menu, which offers the next`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal()
    try terminal.expect("chapter> ")
    try terminal.send("1", .enter)
    for step in 1...8 {
      try terminal.expect("\(step)/8")
      try terminal.expect("> ")
      try terminal.send("skip", .enter)
    }
    try terminal.expect("Chapter done")
    try terminal.expect("done")
    try terminal.expect("Enter starts The chain rule")
  }
}
