/// Walks over the parts of an expression.
extension Expr {
  /// The expressions that it is made of.
  public var operands: [Expr] {
    switch kind {
    case .number, .name, .derivative: []
    case .negated(let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .index(let base, let index): [base, index]
    case .list(let entries): entries
    }
  }

  /// Itself and every part of it, in the order of the text.
  public var parts: [Expr] {
    [self] + operands.flatMap(\.parts)
  }

  /// The functions that it calls.
  public var functions: Set<String> {
    Set(parts.compactMap { if case .call(let name, _) = $0.kind { name } else { nil } })
  }

  /// The expression with another one wherever `part` stands.
  public func replacing(_ part: Expr, with other: Expr) -> Expr {
    self == part ? other : mappingOperands { $0.replacing(part, with: other) }
  }

  /// The expression with every call of one function made a call of another.
  func swapping(_ old: String, for new: String) -> Expr {
    var swapped = mappingOperands { $0.swapping(old, for: new) }
    if case .call(old, let arguments) = swapped.kind { swapped.kind = .call(new, arguments) }
    return swapped
  }

  private func mappingOperands(_ transform: (Expr) -> Expr) -> Expr {
    let kind: Kind =
      switch self.kind {
      case .number, .name, .derivative: self.kind
      case .negated(let operand): .negated(transform(operand))
      case .binary(let symbol, let left, let right):
        .binary(symbol, transform(left), transform(right))
      case .call(let function, let arguments): .call(function, arguments.map(transform))
      case .index(let base, let index): .index(transform(base), transform(index))
      case .list(let entries): .list(entries.map(transform))
      }
    return Expr(kind, at: range)
  }
}
