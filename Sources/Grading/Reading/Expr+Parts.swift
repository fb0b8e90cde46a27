import ModelLanguage

/// Walks over the parts of an expression.
extension Expr {
  /// The expressions that it is made of.
  var operands: [Expr] {
    switch kind {
    case .number, .name, .derivative: []
    case .negated(let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .index(let base, _): [base]
    case .list(let entries): entries
    }
  }

  /// Itself and every part of it.
  var parts: [Expr] {
    [self] + operands.flatMap(\.parts)
  }

  /// The functions that it calls.
  var functions: Set<String> {
    Set(parts.compactMap { if case .call(let name, _) = $0.kind { name } else { nil } })
  }

  /// The expression with another one wherever `part` stands.
  func replacing(_ part: Expr, with other: Expr) -> Expr {
    if self == part { return other }
    func replaced(_ operand: Expr) -> Expr { operand.replacing(part, with: other) }
    let kind: Kind =
      switch self.kind {
      case .number, .name, .derivative: self.kind
      case .negated(let operand): .negated(replaced(operand))
      case .binary(let symbol, let left, let right):
        .binary(symbol, replaced(left), replaced(right))
      case .call(let function, let arguments): .call(function, arguments.map(replaced))
      case .index(let base, let index): .index(replaced(base), index)
      case .list(let entries): .list(entries.map(replaced))
      }
    return Expr(kind, at: range)
  }
}
