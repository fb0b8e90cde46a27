import Foundation
import TerminalTesting
import Testing

struct WatchTests {
  @Test func `a line that stands there to start with can be changed`() throws {
    let terminal = try probe()
    try terminal.send("offer", .enter)
    try terminal.expect("> x = 2; y = x*3")
    try terminal.send("4", .enter)
    try terminal.expectLine("line: [x = 2; y = x*34]")
    #expect(try terminal.leave() == .exited(0))
  }

  @Test func `a prompt ends when what is watched changes, and gives back what was typed`() throws {
    let path = NSTemporaryDirectory() + "watch-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let terminal = try probe()
    try terminal.send("watch \(path)", .enter)
    try terminal.expectLine("line: [watch \(path)]")
    try terminal.send("half a li")
    try terminal.expect("half a li")
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try terminal.expect("woken: [half a li]\r\n")
    try terminal.expect("> half a li")
    try terminal.send("ne", .enter)
    try terminal.expectLine("line: [half a line]")
    #expect(try terminal.leave() == .exited(0))
  }
}
