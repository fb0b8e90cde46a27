public import Autodiff

/// A function of the language.
public struct Function: Sendable {
  /// How it is called.
  public let name: String
  /// The ops it may apply, each for another number of arguments.
  public let ops: [Op]

  /// Every function, in the order of the op table.
  public static let all: [Function] =
    functions([
      "exp": .exp, "log": .log, "sqrt": .sqrt, "sin": .sin, "cos": .cos, "tanh": .tanh,
      "sigmoid": .sigmoid, "softplus": .softplus, "relu": .relu, "leaky_relu": .leakyRelu,
      "abs": .abs, "sign": .sign, "square": .square,
    ])
    + [
      Function(name: "max", ops: [.largest, .max]), Function(name: "min", ops: [.smallest, .min]),
    ]
    + functions([
      "sum": .sum, "mean": .mean, "dot": .matrixProduct, "T": .transpose, "softmax": .softmax,
      "logsumexp": .logSumExp, "cross_entropy": .crossEntropy, "stop": .stop,
      "ln": .log, "σ": .sigmoid,
    ])

  private static func functions(_ table: KeyValuePairs<String, Op>) -> [Function] {
    table.map { Function(name: $0.key, ops: [$0.value]) }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function of this name.
  public static func named(_ name: String) -> Function? {
    byName[name]
  }

  /// The op for `count` arguments; nil if the function takes another number.
  public func op(taking count: Int) -> Op? {
    ops.first { $0.arity == count }
  }

  /// How many arguments it takes: `1 argument`, `1 or 2 arguments`.
  public var wantedArguments: String {
    let counts = ops.compactMap(\.arity).map(String.init).joined(separator: " or ")
    return counts == "1" ? "1 argument" : "\(counts) arguments"
  }
}

extension Op {
  /// How a program calls the op; nil if it has an operator or a notation instead.
  var functionName: String? {
    Function.all.first { $0.ops.contains(self) }?.name
  }
}

extension BinaryOperator {
  /// The op it stands for.
  var op: Op {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .over: .divide
    case .power: .power
    case .matrixTimes: .matrixProduct
    }
  }
}
