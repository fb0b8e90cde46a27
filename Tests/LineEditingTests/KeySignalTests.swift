import Foundation
import TerminalTesting
import Testing

struct KeySignalTests {
  @Test(arguments: ["all", "film"])
  func `ctrl-C is an event, and leaves nothing on the screen`(listening: String) throws {
    let terminal = try listeningProbe(listening)
    for _ in 1...3 {
      try terminal.send(.control("c"))
      try terminal.expectNext("interrupted")
    }
    try terminal.send("x")
    try terminal.expectNext("character x")
  }

  @Test func `a key that comes with ctrl-C comes after it`() throws {
    let terminal = try listeningProbe("all")
    for _ in 1...20 {
      try terminal.send(.control("c"), "x")
      try terminal.expectNext("interrupted")
      try terminal.expectNext("character x")
    }
  }

  @Test func `ctrl-C forgets the key that has half arrived`() throws {
    let terminal = try listeningProbe("steps")
    try terminal.expectNext("timed out")
    try terminal.send("\u{1b}[")
    try terminal.expectNext("timed out")
    terminal.signal(SIGINT)
    try terminal.send("C")
    try terminal.expect("interrupted\r\n")
    try terminal.expect("character C\r\n")
  }

  @Test(arguments: ["all", "film"])
  func `a resize is an event`(listening: String) throws {
    let terminal = try listeningProbe(listening)
    try terminal.resize(columns: 40, rows: 10)
    try terminal.expectNext("resized")
    try terminal.send("q")
    try terminal.expect("working\r\n")
    terminal.signal(SIGUSR1)
    try terminal.expect("> ")
    try terminal.send("size", .enter)
    try terminal.expectLine("size: 40x10")
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `being told to end ends the input for good`(signal: Int32) throws {
    let terminal = try listeningProbe("all")
    terminal.signal(signal)
    try terminal.expectNext("end of input")
    try terminal.expect("working\r\n")
    #expect(terminal.isInLineMode)
    terminal.signal(SIGUSR1)
    try terminal.expect("end\r\n")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `ctrl-backslash does nothing`() throws {
    let terminal = try listeningProbe("all")
    try terminal.send(.control("\\"))
    try terminal.send("x")
    try terminal.expectNext("character x")
  }

  @Test func `ctrl-Z stops and fg takes the terminal again`() throws {
    let terminal = try shell()
    try terminal.listen("all")
    try terminal.send(.control("z"))
    try terminal.expect("Stopped")
    try terminal.expect("shell$ ")
    #expect(terminal.isInLineMode)
    try terminal.send("fg", .enter)
    try terminal.expect("resized\r\n")
    #expect(!terminal.isInLineMode)
    try terminal.send(Keys("\u{1b}[C"))
    try terminal.expectNext("right")
    try terminal.send("q")
    try terminal.expect("working\r\n")
    #expect(terminal.isInLineMode)
  }

  @Test func `SIGCONT takes the terminal again, after a stop from outside for instance`() throws {
    let terminal = try probe()
    let name = try terminal.listen("all")
    terminal.signal(SIGSTOP)
    try setLineMode(name)
    #expect(terminal.isInLineMode)
    terminal.signal(SIGCONT)
    try terminal.expectNext("resized")
    #expect(!terminal.isInLineMode)
    try terminal.send("q")
    try terminal.expectNext("character q")
    try terminal.expect("working\r\n")
    #expect(terminal.isInLineMode)
  }

  /// A shell with job control, in which the probe has been started.
  private func shell() throws -> PseudoTerminal {
    var environment = probeEnvironment()
    environment["PS1"] = "shell$ "
    environment["PROBE"] = try builtExecutable(named: "LineEditingProbe")
    let terminal = try PseudoTerminal(
      running: "/bin/sh", arguments: ["-i"], environment: environment)
    try terminal.expect("shell$ ")
    try terminal.send("\"$PROBE\"", .enter)
    try terminal.expect("> ")
    return terminal
  }

  /// Does what shells do with the terminal when a program in it has been stopped.
  private func setLineMode(_ terminal: String) throws {
    let descriptor = open(terminal, O_RDWR | O_NOCTTY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var settings = termios()
    #expect(tcgetattr(descriptor, &settings) == 0)
    settings.c_lflag |= tcflag_t(ICANON | ECHO)
    #expect(tcsetattr(descriptor, TCSANOW, &settings) == 0)
  }
}
