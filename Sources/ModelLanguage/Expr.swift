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
