import LessonFormat
import ModelLanguage

/// Reads what stands behind a play command's word.
struct PlayReader {
  let command: Command
  let arguments: String
  let trace: Trace

  /// A longer line is no command but pasted data; a model of a chapter may be as long.
  static let longest = 16_384

  init(_ command: Command, _ arguments: String, in trace: Trace) {
    self.command = command
    self.arguments = String(arguments.prefix(Self.longest))
    self.trace = trace
  }

  /// The command as it was typed, its word in lower case.
  var line: String {
    let rest = arguments.drop(while: \.isWhitespace)
    return rest.isEmpty ? command.rawValue : "\(command.rawValue) \(rest)"
  }

  /// What stands between blanks; a comma may belong to a call.
  var words: [String] {
    arguments.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// What stands between blanks and commas.
  var names: [String] { Self.names(in: words) }

  static func names(in words: some Collection<String>) -> [String] {
    words.flatMap { $0.split(separator: ",") }.map(String.init)
  }

  /// What stands behind the first word.
  var withoutFirst: String {
    let rest = arguments.drop(while: \.isWhitespace)
    return String(rest.drop { !$0.isWhitespace })
  }

  // MARK: Changes

  /// Reads what begins with `set`, `swap` or `edit`.
  static func change(_ text: String, in trace: Trace) throws(PlayError) -> ProgramEdit {
    guard text.utf8.count <= longest else {
      throw PlayError("a change has at most \(longest) characters")
    }
    if text == "set" {
      throw PlayError("say what to set, for example: set \(trace.model.names.first ?? "x") = 3")
    }
    if text == "swap" { throw PlayError("say what to swap, for example: swap tanh relu") }
    do throws(Diagnostic.List) {
      return try ProgramEdit(parsing: text)
    } catch {
      throw PlayError(error, in: text)
    }
  }

  // MARK: Commands

  /// `w 0.01`, `W[0][1] by 0.01`; a hundredth without a size.
  func nudge() throws(PlayError) -> (Expr, size: Double, output: String?) {
    guard let first = words.first else {
      let input = trace.model.leafNames.first ?? "w"
      throw PlayError("say what to nudge and by how much, such as: nudge \(input) 0.01")
    }
    var parts = Array(words.dropFirst().drop { $0 == "by" || $0 == "+" })
    // `nudge w 0.1 loss` names what is watched.
    let output = parts.last.flatMap { trace.model.nodes[$0] == nil || parts.count < 2 ? nil : $0 }
    if output != nil { parts.removeLast() }
    if parts.last == "of" { parts.removeLast() }
    let rest = parts.joined(separator: " ")
    let entry: Expr
    do throws(Diagnostic) {
      entry = try Expr(parsing: first, as: .program)
    } catch {
      throw PlayError(error, in: first)
    }
    return (entry, rest.isEmpty ? 0.01 : try number(rest), output)
  }

  /// `graph`, `film x -2 2`: names, then a range or not.
  func figure(_ kind: Picture.Kind) throws(PlayError) -> Figure.Request {
    try figure(kind, names)
  }

  private func figure(
    _ kind: Picture.Kind, _ words: [String]
  ) throws(PlayError) -> Figure.Request {
    var names = words
    let range = try takeRange(from: &names)
    return Figure.Request(kind: kind, names: names, range: range)
  }

  /// `bars w1 w2`: a kind, then as ``figure(_:)``.
  func picture() throws(PlayError) -> Figure.Request {
    let kinds = Picture.Kind.allCases.map(\.rawValue)
    guard let word = names.first else {
      throw PlayError(
        "say what to draw, such as: draw bars. There are " + kinds.joined(separator: ", "))
    }
    guard let kind = Picture.Kind(rawValue: word.lowercased()) else {
      let nearest = Spelling.nearest(to: word, among: kinds)
      throw PlayError(
        "there is no picture '\(word.prefix(40))'; "
          + (nearest.map { "did you mean '\($0)'?" }
            ?? "there are " + kinds.joined(separator: ", ")))
    }
    var request = try figure(kind, Array(names.dropFirst()))
    if kind == .valley || kind == .trace { request.rate = rate }
    return request
  }

  var rate: Double { trace.rate ?? TrainingRun.usualRate }

  /// `loss w -1 5`, `tanh(w)^2 w`, `loss`: an expression, what runs, and where.
  func plot(
    last: Expr?
  ) throws(PlayError) -> (Expr, text: String, input: String, ClosedRange<Double>?) {
    var words = words
    guard !words.isEmpty else {
      let output = trace.model.output
      throw PlayError(
        "say what to plot, such as: plot \(output.isEmpty ? "y" : output) "
          + "\(trace.model.leafNames.first ?? "x") -2 2")
    }
    // What is plotted comes first, and may be a number itself.
    let range = words.count >= 3 ? try takeRange(from: &words) : nil
    var input: String?
    if words.count >= 2, isName(words[words.count - 1]) { input = words.removeLast() }
    let text = words.joined(separator: " ")
    let expression: Expr
    do throws(Diagnostic) {
      expression = try Expr(parsing: text, as: .program)
    } catch {
      throw PlayError(error, in: text)
    }
    let filled = last.map { expression.replacing(Expr(.name("_")), with: $0) } ?? expression
    let names = filled.names
    // `plot loss` runs the first input that it is made from.
    guard let input = input ?? trace.input(behind: names) else {
      throw PlayError("say what runs, such as: plot \(text.prefix(40)) x -2 2")
    }
    return (filled, text, input, range)
  }

  // MARK: Numbers

  func number(_ text: String) throws(PlayError) -> Double {
    if let number = text.asNumber { return number }
    guard let expression = try? Expr(parsing: text, as: .answer),
      let value = try? trace.evaluate(expression).value
    else { throw PlayError("'\(text.prefix(40))' is no number") }
    return value
  }

  /// Takes the two numbers, from and to, that may stand at the end.
  private func takeRange(from words: inout [String]) throws(PlayError) -> ClosedRange<Double>? {
    guard words.count >= 2, let low = words[words.count - 2].asNumber,
      let high = words[words.count - 1].asNumber
    else { return nil }
    words.removeLast(2)
    guard low < high else { throw PlayError("a range goes from the smaller number to the larger") }
    guard (high - low).isFinite else { throw PlayError("that range is too wide for numbers") }
    return low...high
  }
}
