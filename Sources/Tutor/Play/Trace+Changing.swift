import ModelLanguage

extension Trace {
  /// The model after a change, run forward.
  ///
  /// - Parameters:
  ///   - text: What was typed, for the messages.
  ///   - mayAddNames: Whether it may have names that the model does not have.
  ///   - newResultsLast: Whether a new result becomes the output.
  ///   - last: What `_` stands for.
  func changed(
    by edit: ProgramEdit, in text: String, mayAddNames: Bool, newResultsLast: Bool = false,
    last: Expr? = nil
  ) throws(PlayError) -> Trace {
    let edit = last.map { edit.replacing(Expr(.name("_")), with: $0) } ?? edit
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
    return try Self.running(program) { list in PlayError(list, in: text) }
  }

  /// A program, run forward.
  ///
  /// - Parameters:
  ///   - isWritten: Whether the lines stand as they were read, so that a value that does not exist has a place.
  ///   - complaint: What to say of lines that do not fit together.
  static func running(
    _ program: Program, isWritten: Bool = false, complaint: (Diagnostic.List) -> PlayError
  ) throws(PlayError) -> Trace {
    let model: Model
    do throws(Diagnostic.List) {
      model = try Model(program)
    } catch {
      throw complaint(error)
    }
    guard model.numberCount <= mostNumbers else {
      throw PlayError("that is too large to play with: \(model.numberCount) numbers")
    }
    do {
      return try Trace(model)
    } catch {
      guard isWritten, let range = error.node.flatMap(model.range) else {
        throw PlayError(model.explain(error))
      }
      throw complaint(Diagnostic.List([Diagnostic(model.explain(error), at: range)]))
    }
  }

  /// How many numbers a model may have at a prompt: a screen shows far fewer.
  private static let mostNumbers = 1_000_000
}

extension Model {
  /// The names whose lines are others in `other`, or only there.
  func namesChanged(in other: Model) -> Set<String> {
    let before = Dictionary(grouping: program.statements, by: \.name)
    let after = Dictionary(grouping: other.program.statements, by: \.name)
    return Set(after.filter { before[$0.key] != $0.value }.keys)
  }
}
