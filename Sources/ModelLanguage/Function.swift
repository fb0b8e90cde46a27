public import Autodiff

/// A function of the language.
public struct Function: Sendable {
  /// How it is called.
  public let name: String
  /// The op it applies.
  public let op: Op

  /// Every function, in the order of the op table.
  public static let all: [Function] =
    Op.allCases.filter(\.isFunction).map { Function(name: $0.rawValue, op: $0) }
    + [Function(name: "ln", op: .log), Function(name: "σ", op: .sigmoid)]

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function of this name.
  public static func named(_ name: String) -> Function? {
    byName[name]
  }
}

extension Op {
  /// Whether programs write the op as a call; the others have operators.
  fileprivate var isFunction: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .negate: false
    case .exp, .log, .sqrt, .sin, .cos, .tanh, .sigmoid, .relu, .abs, .sign, .max, .min: true
    }
  }
}

extension BinaryOperator {
  /// The op it stands for; nil where scalars have none.
  var op: Op? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .over: .divide
    case .power: .power
    case .matrixTimes: nil
    }
  }
}
