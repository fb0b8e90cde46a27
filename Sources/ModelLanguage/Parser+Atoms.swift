/// The rules for what stands between operators.
extension Parser {
  mutating func atom() throws(Diagnostic) -> Expr {
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
    if current.kind == .symbol("]") {
      throw Diagnostic("a list needs an entry", at: start, advice: "write at least one, as in [0]")
    }
    repeat {
      if current.kind == .symbol("]") { break }  // a comma may stand behind the last entry
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
}
