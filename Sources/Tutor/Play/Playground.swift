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
  public private(set) var awaiting: Nudge?

  /// The models before each change, oldest first.
  private var undoable: [Trace] = []
  /// What `_` stands for.
  private var last: Tensor?
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
      case .set, .swap, .edit: return try change(by: reader.line)
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
      case .command, .empty: PlayResult.failed(PlayError("it tries nothing"))
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

  /// The value of an expression over the model.
  mutating func evaluate(_ text: String) -> PlayResult {
    awaiting = nil
    do throws(PlayError) {
      guard text.utf8.count <= Self.longestExpression else {
        throw PlayError("an expression has at most \(Self.longestExpression) characters")
      }
      do throws(Diagnostic) {
        let expression = try Self.expression(text)
        let filled = try filling(expression)
        let value = try trace.evaluateTensor(filled).value
        last = value
        let isAsTyped =
          expression.description.filter { $0 != " " } == text.filter { !$0.isWhitespace }
        return .value(value, of: expression, readAs: isAsTyped ? nil : expression.description)
      } catch {
        throw PlayError(error, in: text)
      }
    } catch {
      return .failed(error)
    }
  }

  /// Read strictly first: to take `tahn(3)` for a product would hide the slip.
  private static func expression(_ text: String) throws(Diagnostic) -> Expr {
    if let expression = try? Expr(parsing: text, as: .trace) { return expression }
    return try Expr(parsing: text, as: .answer)
  }

  /// The longest expression that is read.
  private static let longestExpression = 2000

  /// The expression with the last answer in the place of `_`.
  private func filling(_ expression: Expr) throws(Diagnostic) -> Expr {
    guard expression.names.contains("_") else { return expression }
    guard let last else {
      throw Diagnostic("there is no last answer yet", at: expression.range)
    }
    return expression.replacing(Expr(.name("_")), with: Expr(literal: last))
  }

  /// Goes on with another model, as after a file was read.
  mutating func take(_ program: Program) -> PlayResult {
    do throws(PlayError) {
      let play = keep(try Trace.running(program, in: ""))
      origin = trace
      return .changed(play)
    } catch {
      return .failed(error)
    }
  }

  // MARK: Changes

  private mutating func change(by text: String) throws(PlayError) -> PlayResult {
    let isRewritten = text.hasPrefix("edit")
    let changed = try trace.changed(
      by: text, mayAddNames: mayAddNames || isRewritten, newResultsLast: mayAddNames,
      last: last.map { Expr(literal: $0) })
    return .changed(keep(changed))
  }

  /// Makes `changed` the model, so that it can be taken back.
  private mutating func keep(_ changed: Trace) -> Play {
    undoable.append(trace)
    if undoable.count > Self.mostUndone { undoable.removeFirst() }
    return become(changed)
  }

  private mutating func become(_ changed: Trace) -> Play {
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
    return .changed(become(before))
  }

  /// Back to the start; that can be taken back, too.
  private mutating func reset() -> PlayResult {
    if isChanged { _ = keep(origin) }
    return .putBack(trace)
  }

  // MARK: Views

  private func traced(_ names: [String]) throws(PlayError) -> PlayResult {
    let output = names.first ?? trace.model.output
    if let unknown = names.first(where: { trace.model.nodes[$0] == nil }) {
      throw .unknown(unknown, in: trace.model)
    }
    guard let node = trace.model.nodes[output] else {
      throw PlayError("there is no model to trace yet; define one first, such as: y = x^2")
    }
    do {
      _ = try trace.forward.backward(from: node, keepsEdges: false)
    } catch {
      throw PlayError(trace.model.explain(error))
    }
    guard let ledger = Ledger(of: trace, from: output, to: Array(names.dropFirst())) else {
      throw PlayError("a slope on the way from \(output) does not exist")
    }
    return .traced(ledger, trace)
  }

  private func plot(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let (expression, input, range) = try reader.plot(last: last.map { Expr(literal: $0) })
    if case .name(let name) = expression.kind {
      return .drawn(
        try Figure(
          Figure.Request(kind: .tangent, names: [input, name], range: range), of: trace))
    }
    // An expression is one more line of the model, called by its text.
    let label = expression.description
    let program = trace.model.program.binding(label, to: expression)
    let longer = try Trace.running(program, in: label)
    return .drawn(
      try Figure(
        Figure.Request(kind: .tangent, names: [input, label], range: range), of: longer))
  }

  private func draw(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let request = try reader.picture()
    if request.kind == .film { return try film(PlayReader(.film, reader.withoutFirst, in: trace)) }
    return .drawn(try Figure(request, of: trace))
  }

  private func film(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let request = try reader.figure(.film)
    guard let range = request.range else {
      let output = trace.model.last(of: request.names)
      return .filmed(try Film(of: trace, output: output, names: request.names))
    }
    guard let input = request.names.first else {
      throw PlayError("say which input runs through the range, such as: film x -2 2")
    }
    // `film x -2 2` names what moves; more names say what is drawn.
    let names = request.names.count > 1 ? request.names : []
    return .filmed(
      try Film(
        of: trace, output: trace.model.last(of: names), names: names, sweeping: input, over: range))
  }

  private func info(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    guard let word = reader.words.first else {
      throw PlayError("say what about, such as: info sigmoid")
    }
    if let name = NameInfo(word, in: trace) { return .informed(.name(name)) }
    if let function = FunctionInfo(word) { return .informed(.function(function)) }
    if let command = Command(word: word) { return .informed(.command(command)) }
    let known =
      trace.model.names + Function.all.map(\.name) + Command.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: word, among: known)
    throw PlayError(
      "there is no '\(word.prefix(40))'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private mutating func train(
    _ reader: PlayReader, while goesOn: (Double) -> Bool
  ) throws(PlayError) -> PlayResult {
    var run = try TrainingRun(try reader.training(), in: trace)
    run.finish(while: goesOn)
    return .trained(run, keep(run.trace))
  }
}

extension Model {
  /// The one of some names that is made from the others: the last in the order of the program; the
  /// output if there are none.
  func last(of names: [String]) -> String {
    self.names.last { names.contains($0) } ?? output
  }
}
