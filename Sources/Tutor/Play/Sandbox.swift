import Autodiff
public import ModelLanguage

/// Free play, without a lesson: a pure state machine over one playground.
public struct Sandbox: Sendable {
  /// What happened.
  public enum Event: Sendable {
    case played(PlayResult)
    /// The model as one line to change, which begins with `edit`.
    case offered(String)
    /// The model is to be written to this file.
    case saving(String)
    /// A model is to be read from this file; see ``Sandbox/take(_:named:)``.
    case loading(String)
    /// Something that is no bet where one is awaited.
    case betWanted
    /// A word that may be a slip of this command.
    case misspelled(Command)
    case showed(Trace)
    case helped
    case left
  }

  /// The model and what can be done with it.
  public private(set) var ground: Playground
  /// Whether the learner has left.
  public private(set) var isOver = false
  /// The program as it was last read or written.
  private var kept: Program

  /// Whether the model is another one than was read or written last.
  public var isUnsaved: Bool { ground.trace.model.program != kept }

  /// Begins with a program; with an empty one for a clean sheet.
  ///
  /// - Parameters:
  ///   - file: Where it was read, for the messages.
  ///   - text: The text that it was read from.
  public init(
    _ program: Program = .empty, file: String = "", text: String = ""
  ) throws(PlayError) {
    let trace = try Trace.running(program, isWritten: !text.isEmpty) {
      PlayError($0, file: file, text: text)
    }
    ground = Playground(of: trace, mayAddNames: true) { _ in ([], nil) }
    kept = program
  }

  /// The model as text, one line a name.
  public var text: String {
    ground.trace.model.program.statements.isEmpty
      ? "" : ground.trace.model.program.description + "\n"
  }

  /// What happens when the learner types `line`.
  ///
  /// - Parameter goesOn: Asked while a training runs; see ``TrainingRun/finish(while:)``.
  public mutating func receive(
    _ line: String, while goesOn: (Double) -> Bool = { _ in true }
  ) -> Event? {
    // A session that is pasted brings its prompts along.
    let line = line.hasPrefix("> ") ? String(line.dropFirst(2)) : line
    switch Input(line, in: .sandbox) {
    case .empty where ground.awaiting != nil: return bet(line)
    case .empty, .comment: return nil
    case .command(let command, let arguments): return obey(command, arguments, while: goesOn)
    case .expression(let text): return .played(ground.evaluate(text))
    case .answer(let text): return receive(text: text)
    }
  }

  /// Goes on with a model that was read from a file.
  public mutating func take(_ text: String, named name: String) -> Event {
    do throws(Diagnostic.List) {
      let program = try Program(parsing: text)
      let result = ground.take(program) { PlayError($0, file: name, text: text) }
      if case .changed = result { kept = program }
      return .played(result)
    } catch {
      return .played(.failed(PlayError(error, file: name, text: text)))
    }
  }

  /// Drops the bet that is awaited; false if there is none.
  public mutating func dropBet() -> Bool {
    defer { ground.dropBet() }
    return ground.awaiting != nil
  }

  /// Notes that the model was written to a file.
  public mutating func noteSaved() { kept = ground.trace.model.program }

  private mutating func obey(
    _ command: Command, _ arguments: String, while goesOn: (Double) -> Bool
  ) -> Event {
    let path = arguments.trimmed
    switch command {
    case .help: return .helped
    case .quit:
      isOver = true
      return .left
    case .show: return .showed(ground.trace)
    case .save, .load:
      guard !path.isEmpty else {
        return .played(
          .failed(PlayError("say which file, such as: \(command.rawValue) model.txt")))
      }
      return command == .save ? .saving(path) : .loading(path)
    case .edit where path.isEmpty:
      return .offered("edit " + ground.trace.model.program.inOneLine)
    default: return .played(ground.obey(command, arguments, while: goesOn))
    }
  }

  private mutating func receive(text: String) -> Event {
    if text.isAssignment {
      let word = text.drop(while: \.isWhitespace).prefix { isName(String($0)) || $0.isNumber }
      if let command = Command(word: word), Command.all(in: .sandbox).contains(command) {
        return .played(
          .failed(PlayError("'\(command.rawValue)' is a command; choose another name")))
      }
      return .played(ground.define(text))
    }
    if ground.isPicture(text) { return .played(ground.obey(.draw, text)) }
    if ground.awaiting != nil { return bet(text) }
    if let error = Command.elsewhere(text, in: .sandbox) { return .played(.failed(error)) }
    let result = ground.evaluate(text)
    if case .failed = result, let command = Command.meant(by: text, in: .sandbox) {
      return .misspelled(command)
    }
    return .played(result)
  }

  private mutating func bet(_ line: String) -> Event {
    ground.bet(line).map { .played($0) } ?? .betWanted
  }
}

extension String {
  /// Whether it binds a name, as in `y = x^2`.
  fileprivate var isAssignment: Bool {
    let rest = drop(while: \.isWhitespace).drop { isName(String($0)) || $0.isNumber }
    let text = rest.drop(while: \.isWhitespace)
    return rest.startIndex > startIndex && text.first == "=" && text.dropFirst().first != "="
  }
}
