/// A change to a program, as it is typed: `set x = 3; set y = x^2`, `swap tanh relu`, or
/// `edit x = 2; y = x*3` for a whole new text.
public struct ProgramEdit: Sendable {
  /// One thing to change.
  enum Part: Sendable {
    /// A name gets a right-hand side, or another one.
    case set(Program.Statement)
    /// Every call of one function becomes a call of another.
    case swap(old: String, new: String, at: SourceRange)
    /// Everything is written anew.
    case rewrite(Program)
  }

  /// The words that begin a change.
  public enum Verb: String, Sendable {
    case set, swap, edit
  }

  var parts: [Part]

  /// The statements that `set` wrote, in order.
  public var statements: [Program.Statement] {
    parts.compactMap { if case .set(let statement) = $0 { statement } else { nil } }
  }

  /// The change with another expression wherever `part` stands on a right-hand side.
  public func replacing(_ part: Expr, with other: Expr) -> ProgramEdit {
    func replaced(_ statement: Program.Statement) -> Program.Statement {
      var statement = statement
      statement.value = statement.value.replacing(part, with: other)
      return statement
    }
    var edit = self
    edit.parts = parts.map { old in
      switch old {
      case .set(let statement): .set(replaced(statement))
      case .rewrite(let program): .rewrite(Program(program.statements.map(replaced)))
      case .swap: old
      }
    }
    return edit
  }

  /// The program after the change.
  ///
  /// A new name becomes a line of its own: an input among the inputs, a result behind what it is
  /// made of. A line that now needs a later one moves behind it.
  ///
  /// - Parameter newResultsLast: Whether a new result comes last instead, and so becomes the output.
  /// - Throws: A swap of a function that the program does not call.
  public func applied(
    to program: Program, newResultsLast: Bool = false
  ) throws(Diagnostic.List) -> Program {
    var changed = program
    for part in parts {
      switch part {
      case .set(let statement): changed = try changed.setting(statement, newResultsLast)
      case .swap(let old, let new, let range):
        guard changed.statements.contains(where: { $0.value.functions.contains(old) }) else {
          throw Diagnostic.List([
            .notCalled(old, in: changed.statements.map(\.value), at: range)
          ])
        }
        changed = Program(
          changed.statements.map { statement in
            var statement = statement
            statement.value = statement.value.swapping(old, for: new)
            return statement
          })
      // It stands alone, in the order in which it was written.
      case .rewrite(let program): return program
      }
    }
    return changed.inOrderOfUse
  }
}

extension Program {
  /// The program with another right-hand side for a name, or with a line for a new one.
  fileprivate func setting(
    _ written: Statement, _ newResultsLast: Bool
  ) throws(Diagnostic.List) -> Program {
    var statement = written
    // In `x = x + 0.01` the name on the right is what it was.
    if let old = value(toRebindFor: written.name), written.value.names.contains(written.name) {
      statement.value = written.value.replacing(Expr(.name(written.name)), with: old)
      guard statement.value.isOfReadableSize else {
        throw Diagnostic.List([.tooLarge(at: written.nameRange)])
      }
    }
    // `w = 10/3` stays an input.
    statement.value = statement.value.asLiteral ?? statement.value
    if names.contains(statement.name) { return rebinding([statement.name: statement.value]) }
    return newResultsLast && !statement.value.isLiteral
      ? Program(statements + [statement]) : inserting(statement)
  }

  /// The program with one more line: an input among the inputs, a result behind what it is made of.
  private func inserting(_ line: Statement) -> Program {
    var lines = statements
    let needed = Set(line.value.names)
    let inputs = lines.prefix { $0.value.isLiteral }.count
    let place = lines.lastIndex { needed.contains($0.name) }.map { max($0 + 1, inputs) } ?? inputs
    lines.insert(line, at: place)
    return Program(lines)
  }

  /// The same lines with each behind those it needs, else as they stand; as it is where a name is
  /// bound more than once, because then the order has a meaning of its own.
  fileprivate var inOrderOfUse: Program {
    guard names.count == statements.count else { return self }
    var missing = Set(names)
    var waiting = statements
    var ordered: [Statement] = []
    while let next = waiting.firstIndex(where: {
      $0.value.names.allSatisfy { !missing.contains($0) }
    }) {
      let line = waiting.remove(at: next)
      missing.remove(line.name)
      ordered.append(line)
    }
    // What goes round in a circle is for the model to refuse.
    return Program(ordered + waiting)
  }
}

extension Expr {
  /// Whether it is no larger than what the parser would read.
  ///
  /// Checked after each step, so no expression that is looked at is much larger than two of these.
  fileprivate var isOfReadableSize: Bool {
    depth <= Parser.deepestNesting && parts.count <= Parser.mostParts
  }

  private var depth: Int {
    1 + (operands.map(\.depth).max() ?? 0)
  }

  /// The number that an expression without names stands for.
  fileprivate var asLiteral: Expr? {
    guard literalTensor == nil, names.isEmpty, let formula = try? Formula(self, over: nil),
      let run = try? formula.run(at: [:])
    else { return nil }
    return Expr(literal: run.value)
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "this line would become too long to read", at: range,
      advice: "give a part of it a name of its own")
  }

  fileprivate static func notCalled(
    _ function: String, in expressions: [Expr], at range: SourceRange
  ) -> Diagnostic {
    let called = Set(expressions.flatMap(\.functions)).sorted()
    return Diagnostic(
      "nothing in the model calls '\(function)'", at: range,
      advice: Spelling.nearest(to: function, among: called).map { "did you mean '\($0)'?" }
        ?? (called.isEmpty ? "it calls no function" : "it calls \(called.joined(separator: ", "))"))
  }
}
