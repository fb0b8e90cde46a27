public import Autodiff

/// An expression, as written.
///
/// Two expressions are equal when they say the same, wherever they stand.
public struct Expr: Equatable, Sendable {
  /// The forms of an expression.
  public indirect enum Kind: Equatable, Sendable {
    /// A number without a sign.
    case number(Double)
    case name(String)
    /// `dy/dx`: the slope of one node with respect to another.
    case derivative(of: String, withRespectTo: String)
    case negated(Expr)
    case binary(BinaryOperator, Expr, Expr)
    case call(String, [Expr])
    case index(Expr, Expr)
    case list([Expr])
  }

  /// What it says.
  public var kind: Kind
  /// Where it stands.
  public var range: SourceRange

  /// Makes an expression.
  public init(_ kind: Kind, at range: SourceRange = SourceRange(start: .start, length: 1)) {
    self.kind = kind
    self.range = range
  }

  /// The expression that writes `value`.
  public init(literal value: Double) {
    let magnitude = Expr(.number(abs(value)))
    self = value < 0 ? Expr(.negated(magnitude)) : magnitude
  }

  /// The expression that writes `value`.
  public init(literal value: Tensor) {
    switch value {
    case .scalar(let number): self.init(literal: number)
    case .vector(let entries): self.init(.list(entries.map { Expr(literal: $0) }))
    case .matrix(_, let columns, let entries):
      let rows = stride(from: 0, to: entries.count, by: columns).map { start in
        Expr(literal: .vector(Array(entries[start..<start + columns])))
      }
      self.init(.list(rows))
    }
  }

  /// Whether both say the same.
  public static func == (left: Expr, right: Expr) -> Bool {
    left.kind == right.kind
  }

  /// The number it writes, if it is a number with or without a sign.
  public var literalValue: Double? {
    switch kind {
    case .number(let value): value
    case .negated(let operand): operand.literalValue.map { -$0 }
    default: nil
    }
  }

  /// Whether it writes a value; see ``literalTensor``.
  var isLiteral: Bool {
    if case .list = kind { literalTensor != nil } else { literalValue != nil }
  }

  /// The value it writes, if it is a number, a list of numbers or a list of such lists of the same
  /// length, with or without signs.
  public var literalTensor: Tensor? {
    guard case .list(let entries) = kind else { return literalValue.map { .scalar($0) } }
    var numbers: [Double] = []
    numbers.reserveCapacity(entries.count)
    for entry in entries {
      guard let number = entry.literalValue else { break }
      numbers.append(number)
    }
    if numbers.count == entries.count { return .vector(numbers) }
    guard numbers.isEmpty else { return nil }
    var columns: Int?
    for entry in entries {
      guard case .vector(let row) = entry.literalTensor, row.count == columns ?? row.count else {
        return nil
      }
      columns = row.count
      numbers += row
    }
    return .matrix(rows: entries.count, columns: columns ?? 0, entries: numbers)
  }

  /// Every name it mentions, in the order of the text; a derivative mentions both of its names.
  public var names: [String] {
    switch kind {
    case .number: []
    case .name(let name): [name]
    case .derivative(let top, let bottom): [top, bottom]
    case .negated(let operand): operand.names
    case .binary(_, let left, let right): left.names + right.names
    case .call(_, let arguments): arguments.flatMap(\.names)
    case .index(let base, let index): base.names + index.names
    case .list(let entries): entries.flatMap(\.names)
    }
  }

  /// Every derivative it mentions, in the order of the text.
  public var derivatives: [(of: String, withRespectTo: String)] {
    switch kind {
    case .number, .name: []
    case .derivative(let top, let bottom): [(top, bottom)]
    case .negated(let operand): operand.derivatives
    case .binary(_, let left, let right): left.derivatives + right.derivatives
    case .call(_, let arguments): arguments.flatMap(\.derivatives)
    case .index(let base, let index): base.derivatives + index.derivatives
    case .list(let entries): entries.flatMap(\.derivatives)
    }
  }
}

/// An operator between two expressions.
public enum BinaryOperator: String, CaseIterable, Sendable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case matrixTimes = "@"
  case power = "^"

  /// How tightly it binds; a unary minus binds with 3.
  var precedence: Int {
    switch self {
    case .plus, .minus: 1
    case .times, .over, .matrixTimes: 2
    case .power: 4
    }
  }
}
