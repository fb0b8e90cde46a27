import Foundation
import TerminalTesting
import Testing

struct PasteTests {
  @Test func `a pasted block arrives line by line`() throws {
    let terminal = try probe()
    try terminal.send(.paste("a = 1\nb = 2\n\nc = 3"), .enter)
    for line in ["a = 1", "b = 2", "", "c = 3"] {
      try terminal.expectLine("line: [\(line)]")
    }
    #expect(try terminal.leave() == .exited(0))
  }

  @Test func `the later lines of a block stand after their prompts`() throws {
    let terminal = try probe()
    try terminal.send(.paste("one\ntwo\u{7}\u{1b}[2J"), .enter)
    try terminal.expect("line: [one]\r\n> two^G^[[2J\r\nline: [two")
  }

  @Test func `a newline at the end of a block is no further line`() throws {
    let terminal = try probe()
    try terminal.send(.paste("one\ntwo\n"), .enter)
    try terminal.expectLine("line: [one]")
    try terminal.expectLine("line: [two]")
    #expect(try terminal.leave() == .exited(0))
    #expect(!terminal.plainTranscript.contains("line: []"))
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `lines typed faster than they are read arrive in order`(name: String) throws {
    let terminal = try probe(terminal: name)
    let lines = (1...300).map { "line number \($0)" }
    try terminal.send(Keys(lines.map { $0 + "\r" }.joined()))
    for line in lines { try terminal.expectLine("line: [\(line)]") }
    #expect(try terminal.leave() == .exited(0))
  }

  @Test func `what is typed while no prompt is up is not lost`() throws {
    let terminal = try probe()
    try terminal.send("work", .enter)
    try terminal.expect("working\r\n")
    try terminal.send("early\rbird")
    try terminal.expect("bird")
    terminal.signal(SIGUSR1)
    try terminal.expectLine("line: [early]", then: "> bird")
    try terminal.send("s", .enter)
    try terminal.expectLine("line: [birds]")
  }
}
