import ModelLanguage

extension Trace {
  /// The longest change that is read; a model is no longer than that on a screen.
  private static let longestChange = 2000

  /// The model after `text`, run forward.
  ///
  /// - Parameters:
  ///   - mayAddNames: Whether it may have names that the model does not have.
  ///   - newResultsLast: Whether a new result becomes the output.
  ///   - last: What `_` stands for.
  func changed(
    by text: String, mayAddNames: Bool, newResultsLast: Bool = false, last: Expr? = nil
  ) throws(PlayError) -> Trace {
    guard text.utf8.count <= Self.longestChange else {
      throw PlayError("a change has at most \(Self.longestChange) characters")
    }
    if text == "set" {
      throw PlayError("say what to set, for example: set \(model.names.first ?? "x") = 3")
    }
    if text == "swap" { throw PlayError("say what to swap, for example: swap tanh relu") }
    var edit: ProgramEdit
    do throws(Diagnostic.List) {
      edit = try ProgramEdit(parsing: text)
    } catch {
      throw PlayError(error, in: text)
    }
    if let last { edit = edit.replacing(Expr(.name("_")), with: last) }
    let program: Program
    do throws(Diagnostic.List) {
      program = try edit.applied(to: model.program, newResultsLast: newResultsLast)
    } catch {
      throw PlayError(error, in: text)
    }
    if program.names.contains("_") {
      throw PlayError("'_' is the last answer; choose another name")
    }
    if !mayAddNames, let new = program.names.first(where: { model.nodes[$0] == nil }) {
      throw .unknown(new, in: model)
    }
    return try Self.running(program, in: text)
  }

  /// A program, run forward.
  ///
  /// - Parameter text: What was typed, for the messages.
  static func running(_ program: Program, in text: String) throws(PlayError) -> Trace {
    let model: Model
    do throws(Diagnostic.List) {
      model = try Model(program)
    } catch {
      throw PlayError(error, in: text)
    }
    guard model.numberCount <= mostNumbers else {
      throw PlayError("that is too large to play with: \(model.numberCount) numbers")
    }
    do {
      return try Trace(model)
    } catch {
      throw PlayError(model.explain(error))
    }
  }

  /// How many numbers a model may have at a prompt: a screen shows far fewer.
  private static let mostNumbers = 1_000_000
}

extension Model {
  /// The names whose line is another one in `other`, or only there.
  func namesChanged(in other: Model) -> Set<String> {
    let before = program.statements
    return Set(other.program.statements.filter { !before.contains($0) }.map(\.name))
  }
}
