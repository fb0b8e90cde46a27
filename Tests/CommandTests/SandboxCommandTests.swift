import Foundation
import TerminalTesting
import Testing

@Suite struct SandboxCommandTests {
  private func sandbox(_ learner: Learner, _ lines: [String], _ arguments: String...) throws
    -> Learner.Outcome
  {
    try learner.run(
      ["sandbox"] + arguments, input: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  @Test func `a script that works ends well, and one with a mistake does not`() throws {
    let learner = try Learner()
    let good = try sandbox(learner, ["x = 3", "y = x^2", "dy/dx", "quit"])
    #expect(good.status == 0 && good.errors == "")
    #expect(good.output.contains("= 6"))
    let bad = try sandbox(learner, ["x = 3", "y = z", "x"])
    #expect(bad.status == 1)
    #expect(bad.output.contains("unknown name 'z'") && bad.output.contains("= 3"))
  }

  @Test func `a model is saved, loaded, and begun with`() throws {
    let learner = try Learner()
    let file = learner.home + "/a model.txt"
    let saved = try sandbox(
      learner, ["x = 3", "y = x^2", "save \(file)", "save '\(file)'", "reset", "load \(file)", "y"])
    #expect(saved.status == 0, "\(saved.output)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "x = 3\ny = x^2\n")
    #expect(saved.output.contains("= 9"))
    let begun = try sandbox(learner, ["dy/dx"], file)
    #expect(begun.output.contains("= 6"))
    // What can't be written or read leaves the model as it is.
    for line in ["save /nowhere/model.txt", "load /nowhere/model.txt", "load \(learner.home)"] {
      let outcome = try sandbox(learner, [line, "y"], file)
      #expect(outcome.status == 1 && outcome.output.contains("= 9"), "\(outcome.output)")
    }
    // What is there already is replaced only on demand, and never what is no file.
    let other = learner.home + "/other.txt"
    let link = learner.home + "/link.txt"
    try Data("precious".utf8).write(to: URL(fileURLWithPath: other))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other)
    let once = try sandbox(learner, ["save \(link)"], file)
    #expect(once.status == 1 && once.output.contains("Type it again to replace"))
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "precious")
    _ = try sandbox(learner, ["save \(link)", "save \(link)"], file)
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "x = 3\ny = x^2\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == other)
    let pipe = learner.home + "/pipe"
    mkfifo(pipe, 0o600)
    let refused = try sandbox(learner, ["save \(pipe)", "save \(pipe)"], file)
    #expect(refused.output.replacing("\n", with: "").contains("ordinary"))
    try Data("x = (1".utf8).write(to: URL(fileURLWithPath: file))
    let broken = try sandbox(learner, ["x = 1"], file)
    #expect(broken.status == 65 && broken.errors.contains("this bracket is never closed"))
    #expect(try sandbox(learner, [], "/nowhere/model.txt").status == 66)
  }

  @Test func `a film plays by itself, stops, steps both ways and ends`() throws {
    let learner = try Learner()
    let terminal = try learner.terminal("sandbox", rows: 40)
    try terminal.expect("> ")
    try terminal.send("x = 2; y = x^2; z = y + 1", .enter)
    try terminal.expect("z = y + 1")
    try terminal.send("film", .enter)
    try terminal.expect("Frame 1 of 5, forward: y = x^2 = 4")
    try terminal.expect("Frame 2 of 5, forward: z = y + 1 = 5")
    try terminal.send(" ")
    try terminal.expect("Paused")
    try terminal.send(.left)
    try terminal.expect("Frame 1 of 5")
    try terminal.send(.right, .right, .right)
    try terminal.expect("Frame 4 of 5, backward: y receives 1 (upstream, from z) × 1 (local) = 1")
    // A window that shrinks in between changes what is drawn next.
    try terminal.resize(columns: 30, rows: 10)
    try terminal.send(.right)
    try terminal.expect("Frame 5 of 5")
    try terminal.send(.right)
    try terminal.expect("> ")
    // Nothing was drawn over: the cursor never went up.
    #expect(!terminal.transcript.contains(#/\u{1B}\[\d*[AHJ]/#))
    try terminal.send("film", .enter)
    try terminal.expect("Frame 1 of 5")
    try terminal.send("q")
    try terminal.expect("> ")
    try terminal.send("dz/dx", .enter)
    try terminal.expect("= 4")
    try terminal.expect("> ")
    try terminal.send(.control("d"))
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `where nothing moves a film is numbered stills`() throws {
    for option in ["--no-motion", "--plain"] {
      let terminal = try Learner().terminal("sandbox", option, rows: 40)
      try terminal.expect("> ")
      try terminal.send("x = 2; y = x^2", .enter)
      try terminal.expect("x^2")
      try terminal.send("film", .enter)
      for frame in 1...3 { try terminal.expect("Frame \(frame) of 3") }
      try terminal.send("quit", .enter)
      #expect(try terminal.waitForExit() == .exited(0))
    }
  }

  @Test func `Ctrl-C stops a training and keeps what was reached`() throws {
    let terminal = try Learner().terminal("sandbox")
    try terminal.expect("> ")
    try terminal.send("w = 2; loss = (w - 1)^2", .enter)
    try terminal.expect("loss = ")
    try terminal.send("train loss by w rate 1e-9 steps 10000000", .enter)
    try terminal.expect("Ctrl-C stops")
    try terminal.send(.control("c"))
    try terminal.expect("What was reached is")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `long output comes a screenful at a time`() throws {
    let terminal = try Learner().terminal("sandbox", rows: 12)
    try terminal.expect("> ")
    try terminal.send("help", .enter)
    try terminal.expect("any key goes on, q stops")
    try terminal.send(" ")
    try terminal.expect("any key goes on, q stops")
    try terminal.send("q")
    try terminal.expect("> ")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test func `tab offers what suits the place, with a word about it`() throws {
    let terminal = try Learner().terminal("sandbox", columns: 100, rows: 40)
    try terminal.expect("> ")
    try terminal.send("weight = 2; loss = weight^2", .enter)
    try terminal.expect("loss = ")
    try terminal.send("draw ", .tab, .tab)
    try terminal.expect("a curve with its tangent")
    try terminal.send("hc", .tab, "we", .tab, .enter)  // hchart weight
    try terminal.expect("Nudging finds dloss/dweight = 4 exactly")
    try terminal.send("nudge w", .tab, " 0.1", .enter)
    try terminal.expect("weight is 2 and moves by 0.1")
    try terminal.expect("bet> ")
    try terminal.send(.enter)
    try terminal.expect("gradient × nudge")
    try terminal.expect("> ")
    // History search.
    try terminal.send(.control("r"), "weight =", .enter)
    try terminal.expect("Nothing is different now.")
    try terminal.send("quit", .enter)
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
