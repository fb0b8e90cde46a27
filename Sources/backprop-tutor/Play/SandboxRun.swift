import Drawing
import Foundation
import LineEditing
import ModelLanguage
import Tutor

/// Runs a sandbox: lines in, screens out, files read and written.
struct SandboxRun {
  var sandbox: Sandbox
  let console: Console
  let lines: LineSource
  /// The file that was read or written last, which may be written again.
  var ownFile: String?
  /// A file that is there already, and that typing `save` again replaces.
  private var announced: String?
  /// The line that was typed last.
  private var lastLine = ""

  init(sandbox: Sandbox, file: String?, console: Console, lines: LineSource) {
    (self.sandbox, self.console, self.lines) = (sandbox, console, lines)
    ownFile = file.map { ModelFile($0).path }
  }

  private var screen: SandboxScreen {
    SandboxScreen(page: console.page, isTerminal: lines.isTerminal)
  }

  /// Runs until the learner leaves.
  ///
  /// - Returns: Whether every line could be done.
  mutating func run() -> Bool {
    var isGood = true
    var text = ""
    if lines.isTerminal {
      Pager(console: console, lines: lines).write(screen.welcome(sandbox.ground.trace))
    }
    while !sandbox.isOver {
      let event = lines.next(
        prompt: sandbox.ground.awaiting == nil ? "> " : "bet> ", text: text,
        completions: completions)
      text = ""
      switch event {
      case .line(let line):
        guard let event = receive(line) else { continue }
        if case .offered(let model) = event { text = model }
        isGood = show(event) && isGood
      case .woken: continue
      case .interrupted:
        if !sandbox.dropBet() { console.write(screen.interrupted) }
      case .endOfInput:
        console.write(screen.farewell(isUnsaved: sandbox.isUnsaved))
        return isGood
      }
    }
    return isGood
  }

  private mutating func receive(_ line: String) -> Sandbox.Event? {
    // Another line in between takes the consent back.
    if line != lastLine { announced = nil }
    lastLine = line
    let watch = TrainingWatch(console: console, lines: lines)
    var sandbox = self.sandbox
    let event = watch.run(line) { goesOn in sandbox.receive(line, while: goesOn) }
    self.sandbox = sandbox
    return event
  }

  /// - Returns: Whether what was typed could be done.
  private mutating func show(_ event: Sandbox.Event) -> Bool {
    switch event {
    case .played(let result):
      PlayStage(console: console, lines: lines).show(screen.lines(for: event), of: result)
      if case .failed = result { return false }
    case .saving(let path): return save(to: path)
    case .loading(let path): return load(path)
    case .helped, .showed: Pager(console: console, lines: lines).write(screen.lines(for: event))
    case .left: console.write(screen.farewell(isUnsaved: sandbox.isUnsaved))
    case .betWanted, .misspelled:
      console.write(screen.lines(for: event))
      return false
    case .offered: console.write(screen.lines(for: event))
    }
    return true
  }

  private mutating func save(to path: String) -> Bool {
    guard !sandbox.text.isEmpty else {
      console.write(screen.remark("There is no model to save yet."))
      return false
    }
    let file = ModelFile(path)
    let mayReplace = ownFile == file.path || announced == file.path
    announced = nil
    if file.exists, !mayReplace {
      announced = file.path
      console.write(
        screen.remark("There is a '\(path)' already. Type it again to replace what is in it."))
      return false
    }
    if let problem = file.write(sandbox.text) {
      console.write(screen.remark("\(problem) The model is still here."))
      return false
    }
    ownFile = file.path
    sandbox.noteSaved()
    console.write(
      screen.remark("Saved. To go on from it: backprop-tutor sandbox \(file.quotedPath)"))
    return true
  }

  private mutating func load(_ path: String) -> Bool {
    let file = ModelFile(path)
    let source: ModelSource
    do {
      source = try ModelSource(file: file.path)
    } catch {
      let lines = (error as? Failure)?.lines ?? ["'\(path)' can't be read"]
      console.write(screen.remark(lines[0]))
      return false
    }
    let event = sandbox.take(source.text, named: source.name)
    if case .played(.changed) = event { ownFile = file.path }
    return show(event)
  }

  private var completions: PromptCompletions {
    sandbox.ground.awaiting != nil
      ? .bets : PromptCompletions(Command.all(in: .sandbox), over: sandbox.ground.trace)
  }
}
