extension Expr: CustomStringConvertible {
  /// The expression as text that parses to the same expression, with no needless brackets.
  public var description: String {
    switch kind {
    case .number(let value): NumberText.exact(value)
    case .name(let name): name
    case .derivative(let top, let bottom): "d\(top)/d\(bottom)"
    case .negated(let operand): "-" + operand.description(atLeast: 3)
    case .binary(.power, let base, let exponent):
      // A base needs brackets even for another power: `^` groups to the right.
      base.description(atLeast: 5) + "^" + exponent.description(atLeast: 3)
    case .binary(let symbol, let left, let right):
      left.description(atLeast: symbol.precedence) + " \(symbol.rawValue) "
        + right.description(atLeast: symbol.precedence + 1)
    case .call(let function, let arguments):
      "\(function)(\(arguments.map(\.description).joined(separator: ", ")))"
    case .index(let base, let index): base.descriptionOfIndexed + "[\(index)]"
    case .list(let entries): "[\(entries.map(\.description).joined(separator: ", "))]"
    }
  }

  /// The expression as a label: as text, but with at most a few entries of a list.
  public var label: String {
    shortened.description
  }

  /// The expression with long lists cut.
  private var shortened: Expr {
    let kind: Kind =
      switch self.kind {
      case .number, .name, .derivative: self.kind
      case .negated(let operand): .negated(operand.shortened)
      case .binary(let symbol, let left, let right):
        .binary(symbol, left.shortened, right.shortened)
      case .call(let function, let arguments): .call(function, arguments.map(\.shortened))
      case .index(let base, let index): .index(base.shortened, index.shortened)
      case .list(let entries):
        .list(
          entries.prefix(Self.entriesInLabel).map(\.shortened)
            + (entries.count > Self.entriesInLabel ? [Expr(.name("…"))] : []))
      }
    return Expr(kind, at: range)
  }

  private static let entriesInLabel = 6

  /// As the base of an index; `dL/dW[0]` is an entry of the slope and needs no brackets.
  private var descriptionOfIndexed: String {
    if case .derivative = kind { description } else { description(atLeast: 5) }
  }

  private func description(atLeast precedence: Int) -> String {
    self.precedence >= precedence ? description : "(\(description))"
  }

  private var precedence: Int {
    switch kind {
    case .binary(let symbol, _, _): symbol.precedence
    case .negated: 3
    // `dy/dx` is one word to the parser, but a reader takes its stroke for a division.
    case .derivative: 2
    case .number, .name, .call, .index, .list: 5
    }
  }
}
