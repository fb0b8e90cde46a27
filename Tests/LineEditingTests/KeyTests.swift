import Foundation
import TerminalTesting
import Testing

struct KeyTests {
  @Test(arguments: [
    (" ", "space"),
    ("\r", "enter"),
    ("\u{1b}", "escape"),
    ("\u{1b}[A", "up"),
    ("\u{1b}[B", "down"),
    ("\u{1b}[C", "right"),
    ("\u{1b}[D", "left"),
    ("\u{1b}OC", "right"),
    ("a", "character a"),
    ("∂", "character ∂"),
    ("\t", "other"),
    ("\u{1b}[15;2~", "other"),
  ])
  func `a key arrives by itself, unseen, and as one event`(typed: String, event: String) throws {
    for listening in ["all", "film"] {
      let terminal = try listeningProbe(listening)
      try terminal.send(Keys(typed))
      try terminal.expectNext(event)
      try terminal.send("x")
      try terminal.expectNext("character x")
    }
  }

  @Test func `a key may arrive in pieces, however short the waits`() throws {
    let terminal = try listeningProbe("steps")
    try terminal.expectNext("timed out")
    for piece in [[0x1b], [0x5b], [0xe2], [0x88]] as [[UInt8]] {
      if piece == [0xe2] {
        try terminal.send("C")
        try terminal.expectNext("right")
        try terminal.expectNext("timed out")
      }
      try terminal.send(Keys(bytes: piece))
      try terminal.expectNext("timed out")
    }
    try terminal.send(Keys(bytes: [0x82]))
    try terminal.expectNext("character ∂")
  }

  @Test func `the rest of a half-read key is no text for the next prompt`() throws {
    let terminal = try listeningProbe("half")
    try terminal.expectNext("timed out")
    try terminal.send("\u{1b}")
    try terminal.expectNext("timed out")
    try terminal.send("[Crest", .control("m"))
    try terminal.expect("working\r\n")
    terminal.signal(SIGUSR1)
    try terminal.expectLine("line: [rest]")
  }

  @Test func `escape alone is a key although nothing follows`() throws {
    let terminal = try probe()
    try terminal.send("wait 5", .enter)
    try terminal.expect("waiting\r\n")
    try terminal.send("\u{1b}")
    try terminal.expectNext("escape")
  }

  @Test func `a paste arrives key by key`() throws {
    let terminal = try listeningProbe("all")
    try terminal.send("a b\rσ\u{1b}[D\u{1b}[3~z")
    for event in [
      "character a", "space", "character b", "enter", "character σ", "left", "other", "character z",
    ] {
      try terminal.expectNext(event)
    }
  }

  @Test(arguments: ["0", "0.02", "-1", "nan"])
  func `a wait ends when the time is up, and not before`(seconds: String) throws {
    let terminal = try probe()
    try terminal.send("wait \(seconds)", .enter)
    try terminal.expect("waiting\r\n")
    try terminal.expectNext("timed out")
    try terminal.expect("> ")
  }

  @Test(arguments: ["inf", "1e300", "30"])
  func `a key ends a long wait`(seconds: String) throws {
    let terminal = try probe()
    try terminal.send("wait \(seconds)", .enter)
    try terminal.expect("waiting\r\n")
    try terminal.send("x")
    try terminal.expectNext("character x")
    try terminal.expect("> ")
  }

  @Test func `what was typed before is kept`() throws {
    let terminal = try probe()
    try terminal.send("work, then all", .enter)
    try terminal.expect("working\r\n")
    try terminal.send("a\rσ")
    try terminal.expect("σ")
    terminal.signal(SIGUSR1)
    try terminal.expect("listening on ")
    try terminal.expect("\r\n")
    for event in ["character a", "enter", "character σ"] { try terminal.expectNext(event) }
  }

  @Test func `what was not read is for the next prompt`() throws {
    let terminal = try listeningProbe("once")
    try terminal.send("abc\rd")
    try terminal.expectNext("character a")
    try terminal.expect("working\r\n")
    terminal.signal(SIGUSR1)
    try terminal.expectLine("line: [bc]", then: "> d")
    try terminal.send("e", .enter)
    try terminal.expectLine("line: [de]")
  }

  @Test(arguments: [("once", "character a\r\n"), ("thrown", "character a\r\nThrown()\r\n")])
  func `the terminal is given back, and a prompt edits as before`(
    listening: String, output: String
  ) throws {
    let terminal = try probe()
    try terminal.send("before", .enter)
    try terminal.expectLine("line: [before]")
    try terminal.send("listen \(listening)", .enter)
    try terminal.expect("listening")
    #expect(!terminal.isInLineMode)
    try terminal.send("a")
    try terminal.expect(output + "working\r\n")
    #expect(terminal.isInLineMode)
    terminal.signal(SIGUSR1)
    try terminal.expect("> ")
    try terminal.send(.up, .up, .control("a"), "∂", .backspace, "un", .enter)
    try terminal.expectLine("line: [unbefore]")
    #expect(try terminal.leave() == .exited(0))
    #expect(terminal.isInLineMode)
  }

  @Test func `a program that exits gives the terminal back`() throws {
    let terminal = try listeningProbe("exited")
    try terminal.send("a")
    #expect(try terminal.waitForExit() == .exited(3))
    #expect(terminal.isInLineMode)
  }

  @Test func `afterwards ctrl-C is the caller's again`() throws {
    let terminal = try listeningProbe("once")
    try terminal.send("a")
    try terminal.expect("working\r\n")
    try terminal.send(.control("c"))
    #expect(try terminal.waitForExit() == .signalled(SIGINT))
  }

  @Test func `ctrl-D ends the input once`() throws {
    let terminal = try listeningProbe("all")
    try terminal.send(.control("d"))
    try terminal.expectNext("end of input")
    try terminal.expect("working\r\n")
    terminal.signal(SIGUSR1)
    try terminal.expect("> ")
    try terminal.send("on", .enter)
    try terminal.expectLine("line: [on]")
  }
}
