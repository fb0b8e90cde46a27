import TerminalTesting
import Testing

struct EditingTests {
  @Test func `a line arrives as typed`() throws {
    let terminal = try probe()
    try terminal.send("w1 * x", .enter)
    try terminal.expectLine("line: [w1 * x]")
    #expect(try terminal.leave() == .exited(0))
  }

  @Test func `an empty line is a line`() throws {
    let terminal = try probe()
    try terminal.send(.enter)
    try terminal.expectLine("line: []")
  }

  @Test func `ctrl-C clears a half-typed line`() throws {
    let terminal = try probe()
    try terminal.send("half")
    try terminal.expect("half")
    try terminal.send(.control("c"))
    try terminal.expect("^C\r\ninterrupted\r\n> ")
    try terminal.send("whole", .enter)
    try terminal.expectLine("line: [whole]")
  }

  @Test func `ctrl-C on an empty line keeps the prompt`() throws {
    let terminal = try probe()
    for _ in 1...3 {
      try terminal.send(.control("c"))
      try terminal.expect("^C\r\ninterrupted\r\n> ")
    }
    #expect(try terminal.leave() == .exited(0))
  }

  @Test func `ctrl-C leaves a search`() throws {
    let terminal = try probe()
    try terminal.send("first", .enter)
    try terminal.expectLine("line: [first]")
    try terminal.send(.control("r"), "fir")
    try terminal.expect("r': first")
    try terminal.send(.control("c"))
    try terminal.expect("interrupted\r\n> ")
    try terminal.send("second", .enter)
    try terminal.expectLine("line: [second]")
  }

  @Test func `ctrl-C leaves a paste that never ends`() throws {
    let terminal = try probe()
    // More than the terminal holds, so that the probe is in the paste when Ctrl-C comes.
    try terminal.send("\u{1b}[200~", Keys(String(repeating: "lost", count: 50_000)))
    try terminal.send(.control("c"))
    try terminal.expect("interrupted\r\n> ")
    try terminal.send("found", .enter)
    try terminal.expectLine("line: [found]")
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `ctrl-D on an empty line ends the input on a fresh line`(name: String) throws {
    let terminal = try probe(terminal: name)
    try terminal.send(.control("d"))
    let seen = try terminal.expect("end\r\n")
    #expect(seen.filter { $0 == "\r\n" || $0 == "\n" }.count == 2)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.isInLineMode)
  }

  @Test func `ctrl-D on a half-typed line ends nothing`() throws {
    let terminal = try probe()
    try terminal.send("half", .control("d"), .enter)
    try terminal.expectLine("line: [half]")
  }

  @Test func `backspace removes a whole character in UTF-8`() throws {
    let terminal = try probe()
    try terminal.send("σx", .backspace, .backspace, "∂y", .enter)
    try terminal.expectLine("line: [∂y]")
  }

  @Test func `bytes that are not UTF-8 are repaired`() throws {
    let terminal = try probe()
    try terminal.send(Keys(bytes: [0x61, 0xff, 0xfe, 0x62]), .enter)
    try terminal.expectLine("line: [a\u{fffd}\u{fffd}b]")
  }

  @Test func `zero bytes are harmless`() throws {
    let terminal = try probe()
    try terminal.send("a", Keys(bytes: [0]), "b", .enter)
    try terminal.expectLine("line: [ab]")
    try terminal.send(.paste("c\0d\ne"), .enter)
    try terminal.expectLine("line: [cd]")
    try terminal.expectLine("line: [e]")
  }

  @Test func `the C locale takes ASCII as ever and other bytes without harm`() throws {
    let terminal = try probe(locale: "C")
    try terminal.send("plain", .enter)
    try terminal.expectLine("line: [plain]")
    try terminal.send("σ", .enter)
    try terminal.expect("line: [")
    try terminal.send("still here", .enter)
    try terminal.expectLine("line: [still here]")
  }

  @Test(arguments: ["xterm-256color", "dumb"])
  func `a line of a megabyte arrives whole`(name: String) throws {
    let terminal = try probe(terminal: name)
    let line = String(repeating: "x", count: (1 << 20) - 5) + "tail!"
    try terminal.send(name == "dumb" ? Keys(line) : .paste(line), .enter, within: 120)
    try terminal.expect("line of \(1 << 20) bytes ending in tail!", within: 120)
  }
}
