import Foundation
import TerminalTesting
import Testing

struct SignalTests {
  @Test(arguments: [SIGTERM, SIGHUP])
  func `being told to end restores the terminal and ends the input`(signal: Int32) throws {
    let terminal = try probe()
    #expect(!terminal.isInLineMode)
    try terminal.send("half")
    try terminal.expect("half")
    terminal.signal(signal)
    try terminal.expect("\r\nend\r\n")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInLineMode)
    #expect(!terminal.plainTranscript.contains("line: "))
  }

  @Test func `ctrl-backslash at a prompt does nothing`() throws {
    let terminal = try probe()
    try terminal.send(.control("\\"))
    try terminal.send("still here", .enter)
    try terminal.expectLine("line: [still here]")
  }

  @Test func `ctrl-C between prompts is left to the caller`() throws {
    let terminal = try probe()
    try terminal.send("work", .enter)
    try terminal.expect("working\r\n")
    try terminal.send(.control("c"))
    #expect(try terminal.waitForExit() == .signalled(SIGINT))
  }

  @Test func `a resize keeps the half-typed line`() throws {
    let terminal = try probe()
    try terminal.send("half")
    try terminal.expect("half")
    try terminal.resize(columns: 40, rows: 10)
    try terminal.expect("> half")
    try terminal.send("-typed", .enter)
    try terminal.expectLine("line: [half-typed]")
    try terminal.send("size", .enter)
    try terminal.expectLine("size: 40x10")
  }

  @Test func `a resize between prompts counts for the next one`() throws {
    let terminal = try probe()
    try terminal.send("work", .enter)
    try terminal.expect("working\r\n")
    try terminal.resize(columns: 20, rows: 10)
    terminal.signal(SIGUSR1)
    try terminal.expect("> ")
    try terminal.send("0123456789abcdefghijklm")
    try terminal.expect("jklm")
    try terminal.send(.control("a"), "X", .enter)
    try terminal.expectLine("line: [X0123456789abcdefghijklm]")
    // From the second row to the first.
    #expect(terminal.transcript.contains("\u{1b}[A"))
  }

  @Test func `ctrl-Z stops and fg brings the half-typed line back`() throws {
    var environment = probeEnvironment()
    environment["PS1"] = "shell$ "
    environment["PROBE"] = try builtExecutable(named: "LineEditingProbe")
    let terminal = try PseudoTerminal(
      running: "/bin/sh", arguments: ["-i"], environment: environment)
    try terminal.expect("shell$ ")
    try terminal.send("\"$PROBE\"", .enter)
    try terminal.expect("> ")
    try terminal.send("half")
    try terminal.expect("half")
    try terminal.send(.control("z"))
    try terminal.expect("Stopped")
    try terminal.expect("shell$ ")
    #expect(terminal.isInLineMode)
    try terminal.send("fg", .enter)
    try terminal.expect("> half")
    try terminal.send("-typed", .enter)
    try terminal.expectLine("line: [half-typed]")
  }
}
