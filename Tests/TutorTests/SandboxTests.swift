import Autodiff
import ModelLanguage
import Testing

@testable import Tutor

@Suite struct SandboxTests {
  private func sandbox(_ lines: String...) throws -> Sandbox {
    var sandbox = try Sandbox()
    for line in lines { _ = sandbox.receive(line) }
    return sandbox
  }

  /// What a line comes to, in a word or a number.
  private func outcome(of line: String, in sandbox: inout Sandbox) -> String {
    guard case .played(let result)? = sandbox.receive(line) else { return "no play" }
    switch result {
    case .value(let value, _, _): return NumberText.rounded(value)
    case .failed(let error): return error.lines.joined(separator: "\n")
    case .changed(let play): return play.trace.model.program.inOneLine
    case .trained(let run, _): return "\(run.stepsDone) steps, \(run.ending.map { "\($0)" } ?? "")"
    default: return "\(result)".prefix { $0.isLetter }.description
    }
  }

  @Test func `names are bound, expressions worked out, and _ is the last answer`() throws {
    var sandbox = try sandbox("x = 3", "y = x^2")
    let outcomes = ["dy/dx", "_ + 1", "d(y)/d(x)", "2x", "∂y/∂x", "y = _*x", "y"].map {
      outcome(of: $0, in: &sandbox)
    }
    #expect(outcomes == ["6", "7", "6", "6", "6", "x = 3; y = 6 * x", "18"])
    #expect(outcome(of: "undo", in: &sandbox) == "x = 3; y = x^2")
  }

  @Test func `reset goes back to what the sandbox began with, and can be undone`() throws {
    var sandbox = try Sandbox(Program(parsing: "x = 2"))
    _ = sandbox.receive("x = 5")
    _ = sandbox.receive("reset")
    #expect(sandbox.text == "x = 2\n")
    _ = sandbox.receive("undo")
    #expect(sandbox.text == "x = 5\n")
    _ = sandbox.receive("undo")
    #expect(outcome(of: "undo", in: &sandbox) == "there is no change to take back")
  }

  @Test func `a model that is read back is the model that was written`() throws {
    let first = try sandbox("W = [[1, -2], [0.1, 4]]", "x = [1, 1e-300]", "L = sum(relu(W@x))^2")
    var second = try Sandbox()
    _ = second.take(first.text, named: "file")
    #expect(second.ground.trace.model.program == first.ground.trace.model.program)
    #expect(!second.isUnsaved && first.isUnsaved)
  }

  @Test(arguments: [
    ("y", "unknown name 'y'"), ("_", "there is no last answer yet"),

    ("nudge", "say what to nudge"), ("nudge q", "the model has no 'q'"),
    ("nudge f 0.1", "f is computed; nudge an input: x, v"),
    ("nudge v 0.1", "v is a list; nudge one of its entries"),
    ("nudge x 0", "a number other than 0"),
    ("nudge x 1e-300", "is lost beside"), ("nudge x wide", "'wide' is no number"),
    ("check f", "f is computed; check an input"), ("check q", "the model has no 'q'"),
    ("plot", "say what to plot"), ("plot f x 2 1", "from the smaller number to the larger"),
    ("plot v x", "a list"), ("plot f v", "v is a list"), ("plot q x", "the model has no 'q'"),
    ("draw", "say what to draw"), ("draw graf", "did you mean 'graph'?"),
    ("draw area x", "an area needs the names of two factors"), ("graph q", "the model has no 'q'"),
    ("film v 1 2", "v can't run through a range"), ("train f", "say what learns"),
    ("train f by x rate fast", "'fast' is no number"), ("train f by x steps 0", "1 to 10000000"),
    ("train f by x steps 1.5", "a whole number"), ("train f by x rate 0", "above 0"),
    ("train f by x momentum 1", "a share"), ("train f by x raet 0.1", "did you mean 'rate'?"),
    ("_ = 3", "choose another name"), ("resume", "here 'reset' goes back"),
    ("tahn(x)", "did you mean 'tanh'?"), ("train q by x", "the model has no 'q'"),
    ("train v by x", "v is a list; a loss is a single number"), ("info", "say what about"),
    ("info sigmoyd", "did you mean 'sigmoid'?"), ("save", "say which file"),
    ("check = 3", "'check' is a command"),
    ("x = log(0)", "has no finite value"), ("x == 3", "unexpected"), ("x = (1", "never closed"),
    ("swap relu tanh", "nothing in the model calls 'relu'"), ("trace q", "the model has no 'q'"),
  ])
  func `what can't be done says so in a sentence`(line: String, expected: String) throws {
    var sandbox = try sandbox("x = 2", "v = [1, 2]", "f = x^2 + sum(v)")
    let before = sandbox.text
    let said = outcome(of: line, in: &sandbox)
    #expect(said.contains(expected), "\(said)")
    #expect(sandbox.text == before)
  }

  @Test(arguments: [
    "nudge x 0.1", "check", "trace", "plot", "graph", "film", "bars", "train L by w", "names",
  ])
  func `an empty sandbox refuses kindly`(line: String) throws {
    var sandbox = try Sandbox()
    let said = outcome(of: line, in: &sandbox)
    #expect(!said.isEmpty && !said.contains("''"), "\(said)")
  }

  // MARK: Bets

  @Test(arguments: [
    ("up", Bet.Outcome.right), ("up 0.4", .right), ("+0.4", .right), ("0.39", .right),
    ("2*0.2", .right),
    ("up 4", .tooMuch), ("0.04", .tooLittle), ("down", .wrongWay), ("-0.4", .wrongWay),
    ("none", .wrongWay), ("0", .wrongWay),
  ])
  func `a bet is judged by its way and then its size`(line: String, outcome: Bet.Outcome) throws {
    var sandbox = try sandbox("x = 2", "y = x^2")
    guard case .played(.betWanted(let nudge))? = sandbox.receive("nudge x 0.1") else {
      Issue.record("no bet is wanted")
      return
    }
    #expect(nudge.rows.map(\.predicted).first.map { abs($0 - 0.4) < 1e-12 } == true)
    guard case .played(.nudged(let made, let bet))? = sandbox.receive(line) else {
      Issue.record("'\(line)' is no bet")
      return
    }
    #expect(bet?.outcome(of: made) == outcome)
  }

  @Test func `smaller nudges come closer to what the gradient foretells`() throws {
    let sandbox = try sandbox("w = [[0.5, -1], [2, 0.3]]", "y = sum(tanh(w))^2")
    let nudge = try Nudge(
      Expr(parsing: "w[1][0]", as: .program), by: 0.1, in: sandbox.ground.trace)
    let misses = nudge.rows.map { abs(($0.actual ?? .nan) - $0.predicted) / $0.size }
    #expect(zip(misses, misses.dropFirst()).allSatisfy { $1 < 0.2 * $0 }, "\(misses)")
    #expect(nudge.isSmooth && nudge.start == 2)
    // At a corner they never do.
    let corner = try self.sandbox("x = 0", "y = relu(x)")
    let kink = try Nudge(Expr(parsing: "x", as: .program), by: 0.1, in: corner.ground.trace)
    #expect(!kink.isSmooth)
  }

  @Test(arguments: [
    ("v[-1]", 2.0), ("v[0]", 1), ("W[1][0]", 3), ("W[-1][-1]", 4), ("x", 5),
  ])
  func `a nudge moves the entry that it names`(entry: String, start: Double) throws {
    let sandbox = try sandbox(
      "v = [1, 2]", "W = [[1, 2], [3, 4]]", "x = 5", "L = sum(v) + sum(W) + x^2")
    let nudge = try Nudge(
      Expr(parsing: entry, as: .program), by: 0.5, in: sandbox.ground.trace)
    #expect(nudge.start == start && nudge.isSmooth)
  }

  @Test(arguments: ["v[2]", "v[-3]", "v[0][0]", "x[0]", "W[0]", "W", "v[x]"])
  func `a nudge of what is no single number says so`(entry: String) throws {
    let sandbox = try sandbox("v = [1, 2]", "W = [[1, 2], [3, 4]]", "x = 5", "L = sum(v)")
    #expect(throws: PlayError.self) {
      try Nudge(Expr(parsing: entry, as: .program), by: 0.5, in: sandbox.ground.trace)
    }
  }

  @Test func `of a name that is bound again the input is moved, and the last line is held`() throws
  {
    var sandbox = try Sandbox(Program(parsing: "x = 2; x = x^2; y = x + 1"))
    guard case .played(.betWanted(let nudge))? = sandbox.receive("nudge x 0.1") else {
      Issue.record("no nudge")
      return
    }
    #expect(nudge.start == 2 && nudge.slope == 4 && nudge.isSmooth)
    let curve = try Curve(of: ["y"], by: "x", in: sandbox.ground.trace, over: 0...8)
    #expect(curve.start == 4 && curve.heights == [5] && curve.slopes == [1])
    let list = try Sandbox(Program(parsing: "x = 2; x = x + [1, 2, 3]; y = sum(x)"))
    #expect(throws: PlayError.self) {
      try Nudge(Expr(parsing: "x[2]", as: .program), by: 0.1, in: list.ground.trace)
    }
  }

  @Test(arguments: [
    ("x = 1; y = x^2 + 4", "x = 0", true), ("x = 1; y = (x^2 + 1)^3", "x = 2", true),
    ("x = 1; y = 3*x", "x = 7", true), ("x = 1; y = relu(x)", "x = 0", false),
    ("x = 1; y = x*stop(x)", "x = 3", false), ("x = 1; y = 1000000 + x^2", "x = 1", true),
  ])
  func `the gradient foretells small nudges wherever the model is smooth`(
    model: String, place: String, isSmooth: Bool
  ) throws {
    var sandbox = try Sandbox(Program(parsing: model))
    _ = sandbox.receive(place)
    for size in [0.5, 0.01, 1e-5] {
      let nudge = try Nudge(
        Expr(parsing: "x", as: .program), by: size, in: sandbox.ground.trace)
      #expect(nudge.isSmooth == isSmooth, "\(size)")
      // A smaller one may not get beyond rounding.
      if size == 0.5 { #expect(nudge.isStraight == model.contains("3*x")) }
    }
  }

  @Test(arguments: ["up -0.3", "none 5", "flat-ish", "", "dwn"])
  func `what says two things or none is no bet`(line: String) {
    #expect(Bet(line) == nil)
  }

  @Test func `a bet does not outlive the model it was about`() throws {
    var sandbox = try sandbox("x = 2", "y = x^2", "nudge x 0.1")
    _ = sandbox.take("x = 5; y = 3*x", named: "other")
    #expect(sandbox.ground.awaiting == nil && sandbox.receive("") == nil)
  }

  @Test(arguments: [
    ("plot max(x, 0) x -2 2", "drawn"), ("plot leaky_relu(x, 0.1)", "drawn"),
    ("train y by x, x rate max(0.01, 0.02) steps 1", "1 steps, finished"),
    ("info log(x)", "informed"),
    ("info hchart", "informed"), ("nudge x 0.1 y", "betWanted"), ("bars x, x", "drawn"),
  ])
  func `commas belong to calls, and stand between names`(line: String, said: String) throws {
    var sandbox = try sandbox("x = 2", "y = x^2")
    #expect(outcome(of: line, in: &sandbox) == said)
    if line.hasPrefix("train") {
      // Twice the name is not twice the step.
      #expect(abs((sandbox.ground.trace.value(of: "x")?.number ?? 0) - 1.92) < 1e-12)
    }
  }

  @Test func `a new result becomes the output, a new input does not`() throws {
    let sandbox = try sandbox("x = 2", "y = x*3", "w = 5", "L = w^2", "b = 1")
    #expect(sandbox.ground.trace.model.names == ["x", "w", "b", "y", "L"])
  }

  @Test func `an error in a line is about what was typed, and in a file about its line`() throws {
    var sandbox = try sandbox("x = 2")
    #expect(
      outcome(of: "y = 2*z", in: &sandbox)
        == "error: unknown name 'z'\n1 | y = 2*z\n  |       ^ known here: x")
    #expect(outcome(of: "plot x^2+q x", in: &sandbox).contains("1 | x^2+q\n  |     ^"))
    guard
      case .played(.failed(let error)) = sandbox.take("a = 1\nb = a + c\n", named: "model.txt")
    else {
      Issue.record("it was taken")
      return
    }
    #expect(error.lines.joined(separator: "\n").contains("model.txt:2:9"))
    guard case .played(.failed(let value)) = sandbox.take("x = 3\ny = 1/(x-3)\n", named: "f") else {
      Issue.record("it was taken")
      return
    }
    #expect(value.lines.joined(separator: "\n").contains("f:2:5"), "\(value.lines)")
    #expect(throws: PlayError.self) {
      try Sandbox(Program(parsing: "b = a"), file: "f", text: "b = a")
    }
  }

  @Test func `what differs from the file is unsaved, and nothing else`() throws {
    var sandbox = try sandbox("x = 2")
    #expect(sandbox.isUnsaved)
    sandbox.noteSaved()
    _ = sandbox.receive("x = 3")
    #expect(sandbox.isUnsaved)
    _ = sandbox.receive("undo")
    #expect(!sandbox.isUnsaved)
    _ = sandbox.receive("reset")
    #expect(sandbox.isUnsaved)
  }

  // MARK: Training

  @Test func `where a step leads nowhere it is taken back, and what was reached is kept`() throws {
    var sandbox = try sandbox("w = 1", "L = log(w)")
    // 1, 0.7, 0.2714, and then below 0.
    let said = outcome(of: "train L by w rate 0.3 steps 100", in: &sandbox)
    #expect(said.hasPrefix("2 steps, undefined(step: 3"), "\(said)")
    #expect(abs((sandbox.ground.trace.value(of: "w")?.number ?? 0) - 0.271429) < 1e-6)
  }

  @Test func `a line that the loss does not need is named when it stops a training`() throws {
    var sandbox = try sandbox("w = 2", "L = (w*3 - 1)^2", "lg = log(w)")
    let said = outcome(of: "train L by w rate 0.2", in: &sandbox)
    #expect(said.contains("lg is no part of L"), "\(said)")
    #expect(sandbox.ground.trace.value(of: "w") == .scalar(2))
  }

  @Test func `a loss that is large from the start has not diverged yet`() throws {
    var sandbox = try sandbox("w = 0", "L = (w - 10000000)^2")
    #expect(outcome(of: "train L by w rate 0.1 steps 100", in: &sandbox) == "100 steps, finished")
  }

  @Test func `training is descent, and what was reached can be undone`() throws {
    var sandbox = try sandbox("w = 2", "x = 3", "loss = (w*x - 10)^2")
    #expect(outcome(of: "train loss by w rate 0.01 steps 1", in: &sandbox) == "1 steps, finished")
    #expect(abs((sandbox.ground.trace.value(of: "w")?.number ?? 0) - 2.24) < 1e-12)
    #expect(outcome(of: "undo", in: &sandbox) == "w = 2; x = 3; loss = (w * x - 10)^2")
    #expect(
      outcome(of: "train loss by w rate 0.2 steps 500", in: &sandbox)
        == "14 steps, diverged(step: 14, limit: 1000000000000.0)")
    // A miss of 4 grows by 2.6 at each step: 4 * 2.6^14 is the first whose square passes 1e12.
    // The last good values are kept.
    #expect(sandbox.ground.trace.value(of: "w")?.number?.isFinite == true)
  }

  @Test func `an input named twice learns once, and each slope stays with its input`() throws {
    let trace = try sandbox("w = 2", "b = 1", "loss = w * 3 + b").ground.trace
    let run = try TrainingRun(
      TrainingRun.Request(loss: "loss", leaves: ["w", "w", "b"], rate: 0.1, steps: 1), in: trace)
    #expect(run.request.leaves == ["w", "b"])
    #expect(run.slopes == [.scalar(3), .scalar(1)])
  }

  @Test func `a stopped training keeps what was reached`() throws {
    let trace = try sandbox("w = 2", "loss = (w - 1)^2").ground.trace
    var run = try TrainingRun(
      TrainingRun.Request(loss: "loss", leaves: ["w"], rate: 0.001, steps: 1000), in: trace)
    run.finish { $0 < 0.5 }
    #expect(run.ending == .stopped)
    #expect((500...600).contains(run.stepsDone))
    #expect(run.lastLoss < run.firstLoss)
    #expect(run.trace.value(of: "loss") == .scalar(run.lastLoss))
  }

  @Test func `a long course is thinned, from the first value to the last`() throws {
    let trace = try sandbox("w = 2", "loss = (w - 1)^2").ground.trace
    var run = try TrainingRun(
      TrainingRun.Request(loss: "loss", leaves: ["w"], rate: 1e-5, steps: 50_000), in: trace)
    run.finish()
    #expect(run.course.count <= 1002)
    #expect(run.course.first?.step == 0 && run.course.last?.step == 50_000)
    #expect(
      zip(run.course, run.course.dropFirst()).allSatisfy {
        $0.step < $1.step && $0.value > $1.value
      })
    #expect(run.course.last?.value == run.lastLoss)
  }

  @Test func `every function of the language has its sentence`() {
    #expect(FunctionInfo.untold.isEmpty)
  }
}
