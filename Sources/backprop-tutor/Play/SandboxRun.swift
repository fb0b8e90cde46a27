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

  private var screen: SandboxScreen {
    SandboxScreen(page: console.page, isTerminal: lines.isTerminal)
  }

  /// Runs until the learner leaves.
  ///
  /// - Returns: Whether every line could be done.
  mutating func run() -> Bool {
    var isGood = true
    var text = ""
    if lines.isTerminal { console.write(screen.welcome(sandbox.ground.trace)) }
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
      case .interrupted: console.write(screen.interrupted)
      case .endOfInput:
        console.write(screen.farewell(isUnsaved: sandbox.isUnsaved))
        return isGood
      }
    }
    return isGood
  }

  private mutating func receive(_ line: String) -> Sandbox.Event? {
    let watch = TrainingWatch(console: console, lines: lines)
    var sandbox = self.sandbox
    let event = watch.run { goesOn in sandbox.receive(line, while: goesOn) }
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
    case .helped: Pager(console: console, lines: lines).write(screen.lines(for: event))
    case .left: console.write(screen.farewell(isUnsaved: sandbox.isUnsaved))
    case .betWanted, .misspelled:
      console.write(screen.lines(for: event))
      return false
    case .offered, .showed: console.write(screen.lines(for: event))
    }
    return true
  }

  private mutating func save(to path: String) -> Bool {
    let path = path.expandingHome
    guard !sandbox.text.isEmpty else {
      console.write(screen.remark("There is no model to save yet."))
      return false
    }
    do {
      try sandbox.text.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      console.write(screen.remark("'\(path)' can't be written; the model is still here."))
      return false
    }
    sandbox.noteSaved()
    console.write(
      screen.remark("Saved to '\(path)'. To go on from it: backprop-tutor sandbox \(path)"))
    return true
  }

  private mutating func load(_ path: String) -> Bool {
    let source: ModelSource
    do {
      source = try ModelSource(path.expandingHome)
    } catch {
      let lines = (error as? Failure)?.lines ?? ["'\(path)' can't be read"]
      console.write(screen.remark(lines[0]))
      return false
    }
    return show(sandbox.take(source.text, named: source.name))
  }

  private var completions: [Completion] {
    let trace = sandbox.ground.trace
    return Command.all(in: .sandbox).map { Completion($0.rawValue, note: $0.summary) }
      + trace.model.names.map { name in
        Completion(
          name, note: trace.value(of: name).map { "= " + NumberText.rounded($0, most: 4) } ?? "")
      } + Function.all.map { Completion($0.name, note: "function", ending: "(") }
  }
}

extension String {
  /// With the home folder in the place of a `~` at its start.
  fileprivate var expandingHome: String { NSString(string: self).expandingTildeInPath }
}
