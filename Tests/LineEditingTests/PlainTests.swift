import Foundation
import TerminalTesting
import Testing

/// Each test has a folder of its own.
final class PlainTests {
  private let folder = NSTemporaryDirectory() + "plain-\(UUID().uuidString)"

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  @Test(arguments: ["xterm-256color", "screen", "dumb"])
  func `a plain editor writes no escape sequence`(name: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let inputrc = folder + "/inputrc"
    let settings = """
      set enable-bracketed-paste on
      set colored-stats on
      set colored-completion-prefix on
      set show-mode-in-prompt on
      set emacs-mode-string "\\1\\e[1m\\2"
      set bell-style visible

      """
    try settings.write(toFile: inputrc, atomically: false, encoding: .utf8)
    let terminal = try probe(terminal: name, inputrc: inputrc, isPlain: true)
    try terminal.send("2*weg", "\u{1b}[D", "i", .control("e"), .backspace, .tab, .enter)
    try terminal.expectLine("line: [2*weight]")
    try terminal.send(.up, .control("a"), "∂", .control("k"), .enter)
    try terminal.expectLine("line: [∂]")
    try terminal.send(.control("r"), "wei")
    try terminal.expect("wei")
    try terminal.send(.control("c"))
    try terminal.expect("interrupted\r\n> ")
    try terminal.send("h", .tab, .tab)
    try terminal.expect("> h")
    try terminal.send(.control("l"), .control("u"), "load /dev/st", .tab, .tab, .tab)
    try terminal.expect("> load /dev/std")
    try terminal.resize(columns: 30, rows: 10)
    try terminal.send(.control("u"), Keys(String(repeating: "x", count: 100)), .control("a"))
    try terminal.send("a", .enter)
    try terminal.expect("line: [ax")
    try terminal.expect("> ")
    try terminal.listen("all")
    try terminal.send(.up, "q")
    try terminal.expect("up\r\ncharacter q\r\nworking\r\n")
    terminal.signal(SIGUSR1)
    try terminal.expect("> ")
    #expect(try terminal.leave() == .exited(0))
    #expect(!terminal.transcript.contains("\u{1b}"))
  }
}
