import Foundation
import TerminalTesting
import Testing

@Suite struct EditStepTests {
  @Test func `edit puts the whole model on the line`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal("learn", "local-slopes", "--from", "swap-the-gate")
    try terminal.expect("5/12> ")
    try terminal.send("edit", .enter)
    try terminal.expect("5/12> edit x = 2; w = 1.5; z = x * w; a = relu(z)")
    try terminal.send(.control("w"), "sigmoid(z)", .enter)
    try terminal.expect("Right.")
    try terminal.expect("5/12 Enter> ")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `a change is there again after a kill`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal("learn", "chain-rule", "--from", "bolt-one-on")
    try terminal.expect("9/11> ")
    try terminal.send("set w4 = 0.5", .enter)
    try terminal.expect("Not there yet.")
    try terminal.expect("9/11> ")
    terminal.signal(SIGKILL)
    #expect(try terminal.waitForExit() == .signalled(SIGKILL))
    let again = try learner.terminal("learn", "chain-rule")
    try again.expect("w4 = 0.5")
    try again.expect("9/11> ")
    try again.send("set y = a3*w4", .enter)
    try again.expect("Right.")
  }
}
