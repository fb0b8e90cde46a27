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
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  private var parts = 0
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

  private mutating func atom() throws(Diagnostic) -> Expr {
    let token = current
    try count(at: token.range)
    switch token.kind {
    case .number(let value):
      advance()
      return Expr(.number(value), at: token.range)
    case .name(let name):
      if dialect.readsDerivatives, let derivative = derivative() { return derivative }
      advance()
      if case .symbol("(") = current.kind, let function = function(named: name) {
        return try call(function, from: token.range)
      }
      return Expr(.name(name), at: token.range)
    case .symbol("∂"):
      if let derivative = derivative() { return derivative }
      throw Diagnostic(
        "expected a derivative", at: token.range, advice: "write it as dy/dx or ∂y/∂x")
    case .symbol("("):
      advance()
      var inner = try nested { parser throws(Diagnostic) in try parser.sum() }
      try close(")", openedAt: token.range)
      inner.range = token.range.joined(to: tokens[index - 1].range)
      return inner
    case .symbol("["):
      return try list(from: token.range)
    case .symbol("|") where dialect.impliesProducts:
      advance()
      let inner = try nested { parser throws(Diagnostic) in try parser.sum() }
      try close("|", openedAt: token.range)
      return Expr(.call("abs", [inner]), at: token.range)
    default:
      throw unexpected()
    }
  }

  /// The function that a name before a bracket calls; in an answer another name multiplies.
  private func function(named name: String) -> String? {
    guard dialect.impliesProducts else { return name }
    return [name, name.lowercased()].first { Function.named($0) != nil }
  }

  private mutating func call(_ name: String, from start: SourceRange) throws(Diagnostic) -> Expr {
    let open = current.range
    advance()
    var arguments: [Expr] = []
    if current.kind != .symbol(")") {
      repeat {
        arguments.append(try nested { parser throws(Diagnostic) in try parser.sum() })
      } while take(",")
    }
    try close(")", openedAt: open)
    return Expr(.call(name, arguments), at: start)
  }

  private mutating func list(from start: SourceRange) throws(Diagnostic) -> Expr {
    advance()
    var entries: [Expr] = []
    let partsBefore = parts
    repeat {
      parts = partsBefore  // a list may be long; only its entries are bounded
      entries.append(try nested { parser throws(Diagnostic) in try parser.sum() })
    } while take(",")
    try close("]", openedAt: start)
    return Expr(.list(entries), at: start)
  }

  /// Reads `dy/dx`, `d(y)/d(x)` or `∂y/∂x` if that is what comes next.
  private mutating func derivative() -> Expr? {
    let start = index
    if let top = differential(), take("/"), let bottom = differential() {
      return Expr(
        .derivative(of: top, withRespectTo: bottom),
        at: tokens[start].range.joined(to: tokens[index - 1].range))
    }
    index = start
    return nil
  }

  private mutating func differential() -> String? {
    if take("∂") {
      let bracketed = take("(")
      guard case .name(let name) = current.kind else { return nil }
      advance()
      return !bracketed || take(")") ? name : nil
    }
    guard case .name(let word) = current.kind, word.hasPrefix("d") else { return nil }
    advance()
    if word != "d" {
      let name = String(word.dropFirst())
      return isName(name) ? name : nil  // `d1` is a name like any other
    }
    guard take("("), case .name(let name) = current.kind else { return nil }
    advance()
    return take(")") ? name : nil
  }

  private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
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

  private mutating func close(
    _ symbol: Unicode.Scalar, openedAt open: SourceRange
  ) throws(Diagnostic) {
    if take(symbol) { return }
    if current.kind == .end || current.kind == .separator {
      throw Diagnostic("this bracket is never closed", at: open, advice: "add '\(symbol)'")
    }
    throw unexpected()
  }

  private mutating func nested(
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

  private mutating func count(at range: SourceRange) throws(Diagnostic) {
    parts += 1
    guard parts <= Self.mostParts else {
      throw Diagnostic(
        "the expression has more than \(Self.mostParts) parts", at: range,
        advice: "split it over several names")
    }
  }

  private func unexpected() -> Diagnostic {
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
