import Autodiff
import LessonFormat
public import ModelLanguage

/// A copy of a model to play with: whatever happens here, the original stays as it was.
public struct Playground: Sendable {
  /// The model as it was handed over, or read from a file since.
  public private(set) var origin: Trace
  /// The model as it is now.
  public private(set) var trace: Trace
  /// The nudge whose bet is awaited.
  public internal(set) var awaiting: Nudge?

  /// The programs before each change, oldest first.
  private var undoable: [Program] = []
  /// The value of the last expression.
  var last: Tensor?
  /// Whether `set` may bring new names.
  private let mayAddNames: Bool
  /// What is said about a change beside the model itself.
  var report: Report

  /// How many changes can be taken back.
  private static let mostUndone = 200

  /// Works out what is told of a changed model: the slopes with their values before, and a name to hide.
  typealias Report = @Sendable (Trace) -> (slopes: [Play.Slope], hidden: String?)

  /// Takes a copy.
  init(of trace: Trace, mayAddNames: Bool, report: @escaping Report) {
    (origin, self.trace) = (trace, trace)
    (self.mayAddNames, self.report) = (mayAddNames, report)
  }

  /// Whether there is a change to take back.
  var canUndo: Bool { !undoable.isEmpty }

  /// What `_` stands for, as an expression.
  var lastAnswer: Expr? { last.map { Expr(literal: $0) } }

  /// Whether the model is another one than at the start.
  public var isChanged: Bool { trace.model.program != origin.model.program }

  // MARK: What can be done

  /// Does what a play command says.
  ///
  /// - Parameters:
  ///   - arguments: What was typed behind the command's word.
  ///   - goesOn: Asked while a training runs; see ``TrainingRun/finish(while:)``.
  mutating func obey(
    _ command: Command, _ arguments: String, while goesOn: (Double) -> Bool = { _ in true }
  ) -> PlayResult {
    awaiting = nil
    do throws(PlayError) {
      let reader = PlayReader(command, arguments, in: trace)
      switch command {
      case .set, .swap, .edit:
        return try change(
          by: try PlayReader.change(reader.line, in: trace), in: reader.line,
          mayAddNames: mayAddNames || command == .edit)
      case .undo: return try undo()
      case .reset, .resume: return reset()
      case .nudge:
        let (entry, size, output) = try reader.nudge()
        let nudge = try Nudge(entry, by: size, of: output, in: trace)
        awaiting = nudge
        return .betWanted(nudge)
      case .check: return .checked(try GradientCheck(of: trace, by: reader.names))
      case .trace: return try traced(reader.names)
      case .plot: return try plot(reader)
      case .graph: return .drawn(try Figure(reader.figure(.graph), of: trace))
      case .draw: return try draw(reader)
      case .film: return try film(reader)
      case .train: return try train(reader, while: goesOn)
      case .names: return .named(trace)
      case .info: return try info(reader)
      default: throw PlayError("'\(command.rawValue)' does nothing here")
      }
    } catch {
      return .failed(error)
    }
  }

  /// Why a line that a chapter proposes does not work; nil if it does.
  static func problem(with line: String, on trace: Trace) -> String? {
    var ground = Playground(of: trace, mayAddNames: false) { _ in ([], nil) }
    let result =
      switch Input(line, in: .lesson) {
      case .command(let command, let arguments) where command.isForTrying:
        ground.obey(command, arguments)
      case .expression(let text), .answer(let text): ground.evaluate(text)
      case .command, .empty, .comment: PlayResult.failed(PlayError("it tries nothing"))
      }
    if case .failed(let error) = result { return error.lines.first ?? "it does not run" }
    return nil
  }

  /// Whether a line names a picture, as in `bars w1 w2`, which `draw` then draws.
  func isPicture(_ line: String) -> Bool {
    let word = line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    return Picture.Kind(rawValue: word.lowercased()) != nil
      && trace.model.nodes[String(word)] == nil
  }

  /// Makes the nudge that is waiting, with the learner's bet on it; nil if the bet can't be read.
  ///
  /// An empty line makes it without a bet.
  mutating func bet(_ line: String) -> PlayResult? {
    guard let nudge = awaiting else { return nil }
    let isBlank = line.allSatisfy(\.isWhitespace)
    let bet = Bet(line)
    guard isBlank || bet != nil else { return nil }
    awaiting = nil
    return .nudged(nudge, bet)
  }

  /// Binds names, as in `y = x^2`.
  mutating func define(_ text: String) -> PlayResult {
    awaiting = nil
    do throws(PlayError) {
      let change: ProgramEdit
      do throws(Diagnostic.List) {
        change = try ProgramEdit(assigning: text)
      } catch {
        throw PlayError(error, in: text)
      }
      return try self.change(by: change, in: text, mayAddNames: mayAddNames)
    } catch {
      return .failed(error)
    }
  }

  /// Goes on with another model, to which `reset` then goes back.
  ///
  /// - Parameter complaint: What to say of lines that do not fit together.
  mutating func take(
    _ program: Program, complaint: (Diagnostic.List) -> PlayError
  ) -> PlayResult {
    do throws(PlayError) {
      let play = keep(try Trace.running(program, isWritten: true, complaint: complaint))
      origin = trace
      return .changed(play)
    } catch {
      return .failed(error)
    }
  }

  // MARK: Changes

  private mutating func change(
    by edit: ProgramEdit, in text: String, mayAddNames: Bool
  ) throws(PlayError) -> PlayResult {
    .changed(
      keep(
        try trace.changed(
          by: edit, in: text, mayAddNames: mayAddNames, newResultsLast: self.mayAddNames,
          last: lastAnswer)))
  }

  /// Makes `changed` the model, so that it can be taken back.
  mutating func keep(_ changed: Trace) -> Play {
    // What changes nothing needs no taking back.
    if changed.model.program != trace.model.program { undoable.append(trace.model.program) }
    if undoable.count > Self.mostUndone { undoable.removeFirst() }
    return become(changed)
  }

  private mutating func become(_ changed: Trace) -> Play {
    awaiting = nil
    let before = trace.model
    trace = changed
    let (slopes, hidden) = report(trace)
    return Play(
      changed: before.namesChanged(in: trace.model),
      removed: before.names.filter { trace.model.nodes[$0] == nil }, trace: trace, slopes: slopes,
      hidden: hidden)
  }

  /// Drops the bet that is awaited, and with it the nudge.
  mutating func dropBet() { awaiting = nil }

  private mutating func undo() throws(PlayError) -> PlayResult {
    guard let before = undoable.popLast() else {
      throw PlayError("there is no change to take back")
    }
    return .changed(become(try Trace.running(before) { PlayError($0, in: "") }))
  }

  /// Back to the start; that can be taken back, too.
  private mutating func reset() -> PlayResult {
    if isChanged { _ = keep(origin) }
    return .putBack(trace)
  }
}
