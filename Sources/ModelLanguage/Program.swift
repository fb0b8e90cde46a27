/// A model as text: one `name = expression` after the other.
public struct Program: Equatable, Sendable {
  /// One line of a program.
  public struct Statement: Equatable, Sendable {
    /// The name that is bound.
    public var name: String
    /// Where the name stands.
    public var nameRange: SourceRange
    /// What it is bound to.
    public var value: Expr

    /// Whether both say the same.
    public static func == (left: Statement, right: Statement) -> Bool {
      left.name == right.name && left.value == right.value
    }
  }

  /// The statements in order.
  public private(set) var statements: [Statement]

  /// Reads a program.
  ///
  /// - Parameter start: Where `text` stands in the file that the diagnostics speak of.
  /// - Throws: Everything wrong with it, not only the first.
  public init(
    parsing text: String, from start: SourcePosition = .start
  ) throws(Diagnostic.List) {
    let tokenizer = Tokenizer(text, from: start)
    var parser = Parser(tokenizer.tokens, dialect: .program)
    var diagnostics = tokenizer.diagnostics
    var statements: [Statement] = []
    while parser.current.kind != .end {
      if parser.current.kind == .separator {
        parser.advance()
        continue
      }
      do throws(Diagnostic) {
        let (name, range, value) = try parser.statement()
        statements.append(Statement(name: name, nameRange: range, value: value))
      } catch {
        // A character that is no token was reported already; what it breaks needs no second word.
        if tokenizer.diagnostics.isEmpty { diagnostics.append(error) }
        parser.skipStatement()
        if diagnostics.count >= Diagnostic.List.most { break }
      }
    }
    if statements.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          "the model is empty", at: SourceRange(start: start, length: 1),
          advice: "write at least one line such as: x = 2"))
    }
    if !diagnostics.isEmpty { throw Diagnostic.List(diagnostics) }
    self.statements = statements
  }

  /// The program without a line, which only a sandbox starts from.
  public static let empty = Program([])

  /// A program of statements that were read elsewhere.
  init(_ statements: [Statement]) {
    self.statements = statements
  }

  /// The names it binds, each once, in order.
  public var names: [String] {
    var seen: Set<String> = []
    return statements.map(\.name).filter { seen.insert($0).inserted }
  }

  /// The program with one more line; a name that nobody can type makes a line that nobody can mean.
  public func binding(_ name: String, to value: Expr) -> Program {
    var longer = self
    longer.statements.append(Statement(name: name, nameRange: value.range, value: value))
    return longer
  }

  /// The place of the last statement that binds each name to a literal.
  public var lastLiterals: [String: Int] {
    var last: [String: Int] = [:]
    for (index, statement) in statements.enumerated() where statement.value.isLiteral {
      last[statement.name] = index
    }
    return last
  }

  /// The program with another right-hand side for some names.
  ///
  /// Of several statements for a name the one changes that makes it an input, else the last.
  public func rebinding(_ changes: [String: Expr]) -> Program {
    var changed = self
    let literals = lastLiterals
    for (name, value) in changes {
      if let index = index(toRebindFor: name, literals: literals) {
        changed.statements[index].value = value
      }
    }
    return changed
  }

  /// The program with a number in the place of the last line for `name`, so that what is made from it
  /// follows it alone.
  public func holding(_ name: String, at value: Expr) -> Program {
    var held = self
    if let index = statements.lastIndex(where: { $0.name == name }) {
      held.statements[index].value = value
    }
    return held
  }

  /// What ``rebinding(_:)`` would replace.
  func value(toRebindFor name: String) -> Expr? {
    index(toRebindFor: name, literals: lastLiterals).map { statements[$0].value }
  }

  private func index(toRebindFor name: String, literals: [String: Int]) -> Int? {
    literals[name] ?? statements.lastIndex { $0.name == name }
  }
}

extension Program: CustomStringConvertible {
  /// The program as text that parses to the same program.
  public var description: String {
    statements.map { "\($0.name) = \($0.value)" }.joined(separator: "\n")
  }
}

extension Expr {
  /// Reads one expression.
  ///
  /// - Parameters:
  ///   - dialect: How freely it may be written.
  ///   - start: Where `text` stands in the file that the diagnostic speaks of.
  /// - Throws: The first thing wrong with it.
  public init(
    parsing text: String, as dialect: Dialect, from start: SourcePosition = .start
  ) throws(Diagnostic) {
    self = try Expr.reading(text, as: dialect, from: start).expression
  }

  /// Reads one expression, and tells whether an implied product after a division leaves two readings.
  public static func reading(
    _ text: String, as dialect: Dialect, from start: SourcePosition = .start
  ) throws(Diagnostic) -> (expression: Expr, isAmbiguous: Bool) {
    let tokenizer = Tokenizer(text, from: start)
    if let diagnostic = tokenizer.diagnostics.first { throw diagnostic }
    var parser = Parser(tokenizer.tokens, dialect: dialect)
    let expression = try parser.sum()
    try parser.expectEnd()
    return (expression, parser.ambiguity != nil)
  }
}
