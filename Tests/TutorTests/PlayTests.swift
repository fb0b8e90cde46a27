import Autodiff
import LessonFormat
import ModelLanguage
import Testing

@testable import Tutor

@Suite struct PlayTests {
  private func session(_ chapter: String, at step: String) throws -> Session {
    let chapter = ShippedChapters.chapter(chapter)
    let index = try #require(chapter.steps.firstIndex { $0.id == step })
    var session = Session(of: chapter, seed: 1, pacing: .byHand, startingAt: index)
    _ = session.begin()
    return session
  }

  // MARK: A copy

  /// Something of everything that can be tried, right or wrong, for a model.
  private static func lines(for model: Model) -> [String] {
    let (input, output) = (model.leafNames.first ?? "x", model.output)
    return [
      "set \(input) = 1.5", "set \(input) = \(input) + 0.25", "set nothing = 3", "swap tanh relu",
      "edit \(model.program.inOneLine)", "edit", "undo", "nudge \(input) 0.01", "up", "0.3", "",
      "check", "check \(input)", "trace", "plot \(output) \(input) -1 2", "graph", "film",
      "film \(input) -1 1", "draw bars", "draw area \(input) \(input)", "draw hchart", "lines",
      "train \(output) by \(input) rate 0.01 steps 5", "names", "info \(input)", "info tanh",
      "d\(output)/d\(input)", "= 2*\(input)", "= _ + 1", "show", "help", "nudge", "draw", "what",
    ]
  }

  @Test(arguments: ShippedChapters.all.indices)
  func `whatever is tried, resume puts the lesson back bit for bit`(index: Int) throws {
    let chapter = ShippedChapters.all[index]
    var generator = SeededGenerator(state: UInt64(index))
    for (place, step) in chapter.steps.enumerated() where step.editTask == nil {
      var session = Session(of: chapter, seed: 3, pacing: .byHand, startingAt: place)
      _ = session.begin()
      let before = String(reflecting: session)
      var line = ""
      for _ in 0..<12 {
        // Every other line is typed again, so that what was announced is done.
        if Bool.random(using: &generator) || line.isEmpty {
          line = Self.lines(for: step.model).randomElement(using: &generator) ?? ""
        }
        // An answer is no play, and neither is Enter between two steps.
        let isPlay = session.play?.awaiting != nil || !["up", "0.3", "", "what"].contains(line)
        if isPlay { _ = session.receive(line) }
      }
      let helped = session.helped
      _ = session.receive("resume")
      (session.helped, session.hasPeeked) = ([], false)
      #expect(String(reflecting: session) == before, "\(chapter.id)/\(step.id)")
      #expect(helped.isSubset(of: [step.id]))
    }
  }

  @Test func `changes add up until resume, and the chapter's own experiments begin afresh`() throws
  {
    var session = try session("sensitivity", at: "smaller-nudge")
    func values(_ line: String) -> [Tensor?] {
      guard case .played(.changed(let play)) = session.receive(line).first?.fact else { return [] }
      return ["x", "y"].map { play.trace.value(of: $0) }
    }
    #expect(values("set x = 7") == [.scalar(7), .scalar(21)])
    #expect(values("set y = x^2") == [.scalar(7), .scalar(49)])
    #expect(values("undo") == [.scalar(7), .scalar(21)])
    let proposed = try #require(session.scene.step.experiments.first)
    let afresh = values(proposed.command)
    var lesson = try self.session("sensitivity", at: "smaller-nudge")
    guard case .played(.changed(let play)) = lesson.receive(proposed.command).first?.fact else {
      Issue.record("'\(proposed.command)' was not played")
      return
    }
    #expect(afresh == ["x", "y"].map { play.trace.value(of: $0) })
    guard case .played(.putBack(let trace)) = session.receive("resume").first?.fact else {
      Issue.record("not put back")
      return
    }
    #expect(trace.value(of: "x") == .scalar(2) && session.play == nil)
  }

  // MARK: What gives an answer away

  @Test(arguments: [
    ("weight-update", "slope-of-loss", "dloss/dy"), ("weight-update", "slope-of-loss", "graph"),
    ("weight-update", "slope-of-loss", "trace"), ("weight-update", "slope-of-loss", "film"),
    ("weight-update", "slope-of-loss", "draw tangent y loss"),
    ("weight-update", "blame-of-weight", "train loss by w rate 1 steps 1"),
    ("weight-update", "slope-of-loss", "= 2*dloss/dy"),
    ("weight-update", "slope-of-loss", "film w 0 4"),
    ("matrices", "one-cell", "bars"), ("matrices", "one-cell", "check"),
    ("sensitivity", "smaller-nudge", "= dy/dx/2 + dy/dx/2"),
    ("sensitivity", "smaller-nudge", "= 0.5*dy/dx"),
    ("sigmoid-net", "first-weighted-sum", "names"), ("sigmoid-net", "first-weighted-sum", "graph"),
    ("sigmoid-net", "first-weighted-sum", "set L = z1"),
    ("sigmoid-net", "first-weighted-sum", "set x = x + 1e-6"),
    ("sigmoid-net", "first-weighted-sum", "train z1 by x steps 1"),
    ("sigmoid-net", "first-weighted-sum", "film t -2 2"),
    ("sigmoid-net", "first-weighted-sum", "= 2*z1"),
  ])
  func `what shows the answer is announced, and counts as help when it is typed again`(
    chapter: String, step: String, line: String
  ) throws {
    var session = try session(chapter, at: step)
    guard case .told(.wouldTell) = session.receive(line).first?.fact else {
      Issue.record("'\(line)' was not announced")
      return
    }
    #expect(session.helped.isEmpty)
    let events = session.receive(line)
    #expect(events.compactMap { $0.kept(in: chapter)?.kind } == [.peeked])
    guard case .peeked = events[0].fact, case .played = events[1].fact else {
      Issue.record("'\(line)' was not done: \(events.map(\.fact))")
      return
    }
    _ = session.receive("resume")
    let passed = session.receive(session.rightAnswer)
    #expect(passed.contains { if case .passed(.answered) = $0.fact { true } else { false } })
    #expect(session.tally.results[session.scene.step.id] == .right)
  }

  @Test(arguments: [
    ("weight-update", "slope-of-loss", "set w = 3"),
    ("weight-update", "slope-of-loss", "info tanh"),
    ("weight-update", "slope-of-loss", "names"), ("sensitivity", "smaller-nudge", "= 2*x"),
    ("sigmoid-net", "first-weighted-sum", "set W1 = 7"), ("sensitivity", "smaller-nudge", "graf x"),
    ("weight-update", "slope-of-loss", "plot y w -1 5"),
    ("sensitivity", "smaller-nudge", "= 1 + 0.5"),
    ("weight-update", "slope-of-loss", "dy/dw"),
    ("weight-update", "blame-of-weight", "= 2*dy/dw"),
    ("weight-update", "blame-of-weight", "dy/dw"),
    ("weight-update", "slope-of-loss", "dloss/dloss"),
    ("sigmoid-net", "first-weighted-sum", "= a1"),
    ("sigmoid-net", "first-weighted-sum", "train L by t"),
    ("weight-update", "slope-of-loss", "# a remark"),
  ])
  func `what does not show it is done at once`(chapter: String, step: String, line: String) throws {
    var session = try session(chapter, at: step)
    let facts = session.receive(line).map(\.fact)
    #expect(!facts.contains { if case .told(.wouldTell) = $0 { true } else { false } }, "\(facts)")
    #expect(session.tally.results.isEmpty)
  }

  @Test func `who has looked is not warned again, until the numbers are fresh`() throws {
    var session = try session("weight-update", at: "slope-of-loss")
    for line in ["trace", "trace", "graph", "film"] { _ = session.receive(line) }
    func isWarned(_ line: String) -> Bool {
      session.receive(line).contains { if case .told(.wouldTell) = $0.fact { true } else { false } }
    }
    #expect(!isWarned("check") && !isWarned("dloss/dy"))
    _ = session.receive("again")
    #expect(isWarned("trace"))
  }

  @Test func `on other numbers the asked slope may be another one, and is free`() throws {
    var session = try session("weight-update", at: "slope-of-loss")
    _ = session.receive("set w = 5")
    let facts = session.receive("dloss/dy").map(\.fact)
    #expect(!facts.contains { if case .told(.wouldTell) = $0 { true } else { false } })
  }

  @Test func `a nudge counts as help when it is made, not when it is asked for`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    guard case .told(.wouldTell) = session.receive("nudge x 0.5").first?.fact else {
      Issue.record("the nudge was not announced")
      return
    }
    #expect(session.receive("nudge x 0.5").allSatisfy { $0.kept(in: "sensitivity") == nil })
    #expect(session.helped.isEmpty)
    var dropped = session
    #expect(dropped.dropBet() && dropped.helped.isEmpty)
    #expect(session.receive("up").compactMap { $0.kept(in: "sensitivity")?.kind } == [.peeked])
  }

  @Test func `the same wires under other names are still the ones that are asked about`() throws {
    var session = try session("weight-update", at: "slope-of-loss")
    _ = session.receive("edit v = 2; u = 3*v; q = (u - 10)^2")
    for line in ["trace", "bars u", "graph"] {
      guard case .told(.wouldTell) = session.receive(line).first?.fact else {
        Issue.record("'\(line)' was not announced")
        continue
      }
    }
  }

  @Test func `another line between the two takes the announcement back`() throws {
    var session = try session("weight-update", at: "slope-of-loss")
    for line in ["trace", "info tanh", "trace"] {
      let facts = session.receive(line).map(\.fact)
      #expect(!facts.contains { if case .peeked = $0 { true } else { false } })
    }
  }

  @Test func `every command works while a bet is awaited`() throws {
    for command in ["skip", "hint", "help", "quit", "set x = 3", "graph", "undo", "resume", "why"] {
      var session = try session("sensitivity", at: "smaller-nudge")
      for _ in 0..<2 { _ = session.receive("nudge x 0.25") }
      #expect(session.play?.awaiting != nil)
      let facts = session.receive(command).map(\.fact)
      #expect(!facts.contains { if case .told(.betWanted) = $0 { true } else { false } })
      // The nudge waits on only where nothing else was asked of the copy.
      if ["set x = 3", "skip", "resume"].contains(command) {
        #expect(session.play?.awaiting == nil, "\(command)")
      }
    }
  }

  @Test func `what can be no bet is asked for again, and Ctrl-C drops it`() throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    for _ in 0..<2 { _ = session.receive("nudge x 0.25") }
    guard case .told(.betWanted) = session.receive("dwn").first?.fact else {
      Issue.record("'dwn' was taken for something")
      return
    }
    #expect(session.dropBet() && !session.dropBet())
    #expect(session.play?.awaiting == nil)
  }

  @Test(arguments: ["save model.txt", "load model.txt", "reset"])
  func `a command of the sandbox is no answer`(line: String) throws {
    var session = try session("sensitivity", at: "smaller-nudge")
    guard case .played(.failed(let error)) = session.receive(line).first?.fact else {
      Issue.record("'\(line)' was taken for an answer")
      return
    }
    #expect(error.lines[0].contains("sandbox"))
  }

  @Test func `a remark behind a command is no part of it`() throws {
    for line in ["graph  # look", "check x # and here", "undo # z", "names\t# all"] {
      var session = try session("sensitivity", at: "smaller-nudge")
      _ = session.receive("set x = 4")
      // At an open question the first time may only be announced.
      for _ in 0..<(line.hasPrefix("undo") ? 1 : 2) {
        let facts = session.receive(line).map(\.fact)
        #expect(
          !facts.contains { if case .played(.failed) = $0 { true } else { false } }, "\(line)")
      }
    }
  }

  // MARK: Steps that ask for a change

  @Test func `in a step that asks for a change, undo takes what was tried back first`() throws {
    let chapter = ShippedChapters.chapter("tanh-net")
    let index = try #require(chapter.steps.firstIndex { $0.editTask != nil })
    var session = Session(of: chapter, seed: 1, pacing: .byHand, startingAt: index)
    _ = session.begin()
    _ = session.receive("set x = 2")
    _ = session.receive("train L by w1 rate 0.1 steps 3")
    guard case .played(.changed) = session.receive("undo").first?.fact else {
      Issue.record("the training was not taken back")
      return
    }
    #expect(session.scene.trace.value(of: "x") == .scalar(2))
    guard case .undone = session.receive("undo").first?.fact else {
      Issue.record("the change was not taken back")
      return
    }
    #expect(session.scene.trace.value(of: "x") == .scalar(1))
  }

  @Test func `a revealed solution leaves no copy of the model before it`() throws {
    let chapter = ShippedChapters.chapter("tanh-net")
    let index = try #require(chapter.steps.firstIndex { $0.editTask != nil })
    var session = Session(of: chapter, seed: 1, pacing: .byHand, startingAt: index)
    _ = session.begin()
    _ = session.receive("= 2*x")
    for _ in 0..<4 { _ = session.receive("hint") }
    #expect(session.play == nil)
  }

  @Test func `the last answer goes on where nothing can be answered`() throws {
    let chapter = ShippedChapters.chapter("tanh-net")
    let index = try #require(chapter.steps.firstIndex { $0.editTask != nil })
    var session = Session(of: chapter, seed: 1, pacing: .byHand, startingAt: index)
    _ = session.begin()
    var values: [Tensor] = []
    for line in ["w1*2", "_ + 1", "_ + 1"] {
      if case .played(.value(let value, _, _)) = session.receive(line).first?.fact {
        values.append(value)
      }
    }
    #expect(values == [.scalar(2.4), .scalar(3.4), .scalar(4.4)])
  }
}
