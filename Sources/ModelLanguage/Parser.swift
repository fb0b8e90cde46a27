/// Reads tokens by recursive descent, one method per rule of the grammar.
///
///     program    = [ statement ] { separator [ statement ] }
///     statement  = name "=" sum
///     sum        = product { ("+" | "-") product }
///     product    = unary { ("*" | "/" | "@") unary }
///     unary      = ("-" | "+") unary | power
///     power      = postfix [ "^" unary ]
///     postfix    = atom { "[" sum "]" }
///     atom       = number | name | derivative | call | "(" sum ")" | list
///     derivative = "d"name "/" "d"name | "d(" name ")/d(" name ")", also with "∂"
///
/// Nesting and size are bounded, so no input overflows the stack, here or in any walk over the tree.
struct Parser {
  /// How many brackets, signs and powers may nest.
  static let deepestNesting = 100
  /// How many parts one expression may have outside of lists.
  static let mostParts = 400

  let dialect: Dialect
  let tokens: [Token]
  var index = 0
  var depth = 0
  var parts = 0
  /// Where an implied product follows a division, which has two readings.
  private(set) var ambiguity: SourceRange?

  init(_ tokens: [Token], dialect: Dialect) {
    self.tokens = tokens
    self.dialect = dialect
  }

  var current: Token { tokens[index] }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  /// Skips to the end of the statement, to go on after a mistake.
  mutating func skipStatement() {
    while current.kind != .separator, current.kind != .end { advance() }
  }

  mutating func expectEnd() throws(Diagnostic) {
    if current.kind != .end { throw unexpected() }
  }

  mutating func statement() throws(Diagnostic) -> (name: String, range: SourceRange, value: Expr) {
    let token = current
    guard case .name(let name) = token.kind else {
      throw Diagnostic(
        "expected a name", at: token.range, advice: "a line of a model reads: name = expression")
    }
    advance()
    guard take("=") else {
      throw Diagnostic(
        "expected '=' after '\(name)'", at: current.range,
        advice: "a line of a model reads: name = expression")
    }
    parts = 0
    let value = try sum()
    guard current.kind == .separator || current.kind == .end else { throw unexpected() }
    return (name, token.range, value)
  }

  mutating func sum() throws(Diagnostic) -> Expr {
    var left = try product()
    while let symbol = takeOperator([.plus, .minus]) {
      left = try join(symbol, left, product())
    }
    return left
  }

  private mutating func product() throws(Diagnostic) -> Expr {
    var left = try unary()
    var last: BinaryOperator?
    while true {
      if let symbol = takeOperator([.times, .over, .matrixTimes]) {
        var right = try unary()
        if dialect == .answerWithTightProducts, symbol == .over {
          while startsImpliedFactor { right = try join(.times, right, power()) }
        }
        left = try join(symbol, left, right)
        last = symbol
      } else if startsImpliedFactor {
        if last == .over { ambiguity = current.range }
        left = try join(.times, left, power())
      } else {
        return left
      }
    }
  }

  /// Whether the next token continues a product without a sign: `2x`, `3(x + 1)`, `(x)(y)`.
  private var startsImpliedFactor: Bool {
    guard dialect.impliesProducts, index > 0 else { return false }
    switch (tokens[index - 1].kind, current.kind) {
    case (.number, .name), (.number, .symbol("(")), (.symbol(")"), .name),
      (.symbol(")"), .symbol("(")), (.name, .symbol("(")):
      return true
    default:
      return false
    }
  }

  private mutating func unary() throws(Diagnostic) -> Expr {
    let start = current.range
    if take("-") {
      let operand = try nested { parser throws(Diagnostic) in try parser.unary() }
      return Expr(.negated(operand), at: start.joined(to: operand.range))
    }
    if take("+") {
      return try nested { parser throws(Diagnostic) in try parser.unary() }
    }
    return try power()
  }

  private mutating func power() throws(Diagnostic) -> Expr {
    let base = try postfix()
    guard takeOperator([.power]) != nil else { return base }
    let exponent = try nested { parser throws(Diagnostic) in try parser.unary() }
    return try join(.power, base, exponent)
  }

  private mutating func postfix() throws(Diagnostic) -> Expr {
    var base = try atom()
    while case .symbol("[") = current.kind {
      let open = current.range
      advance()
      let index = try nested { parser throws(Diagnostic) in try parser.sum() }
      try close("]", openedAt: open)
      try count(at: open)
      base = Expr(.index(base, index), at: base.range)
    }
    return base
  }

  mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    advance()
    return true
  }

  private mutating func takeOperator(_ symbols: [BinaryOperator]) -> BinaryOperator? {
    guard case .symbol(let scalar) = current.kind,
      let symbol = symbols.first(where: { $0.rawValue == String(scalar) })
    else { return nil }
    advance()
    return symbol
  }

  mutating func close(
    _ symbol: Unicode.Scalar, openedAt open: SourceRange
  ) throws(Diagnostic) {
    if take(symbol) { return }
    if current.kind == .end || current.kind == .separator {
      throw Diagnostic("this bracket is never closed", at: open, advice: "add '\(symbol)'")
    }
    throw unexpected()
  }

  mutating func nested(
    _ rule: (inout Parser) throws(Diagnostic) -> Expr
  ) throws(Diagnostic) -> Expr {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepestNesting else {
      throw Diagnostic(
        "nested more than \(Self.deepestNesting) deep", at: current.range,
        advice: "give the inner part a name of its own")
    }
    return try rule(&self)
  }

  private mutating func join(
    _ symbol: BinaryOperator, _ left: Expr, _ right: Expr
  ) throws(Diagnostic) -> Expr {
    Expr(.binary(symbol, left, right), at: left.range.joined(to: right.range))
  }

  mutating func count(at range: SourceRange) throws(Diagnostic) {
    parts += 1
    guard parts <= Self.mostParts else {
      throw Diagnostic(
        "the expression has more than \(Self.mostParts) parts", at: range,
        advice: "split it over several names")
    }
  }

  func unexpected() -> Diagnostic {
    switch current.kind {
    case .end, .separator:
      Diagnostic("expected a number, a name or a bracket", at: current.range)
    case .symbol(let symbol):
      Diagnostic("unexpected '\(symbol)'", at: current.range)
    case .name(let name):
      Diagnostic(
        "unexpected '\(name)'", at: current.range,
        advice: index > 0 ? "is an operator missing before it?" : nil)
    case .number(let value):
      Diagnostic(
        "unexpected number \(NumberText.exact(value))", at: current.range,
        advice: index > 0 ? "is an operator missing before it?" : nil)
    }
  }
}
