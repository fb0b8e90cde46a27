public import Autodiff

/// A function of the language.
public struct Function: Sendable {
  /// How it is called.
  public let name: String
  /// The ops it may apply, each for another number of arguments; empty for one that is made of others.
  public let ops: [Op]
  /// What a function that is no op is made of, with its argument called `u`.
  let definition: Expr?

  private init(_ name: String, _ ops: [Op], definition: Expr? = nil) {
    (self.name, self.ops, self.definition) = (name, ops, definition)
  }

  /// Every function, in the order of the op table.
  public static let all: [Function] =
    functions([
      "exp": .exp, "log": .log, "sqrt": .sqrt, "sin": .sin, "cos": .cos, "tanh": .tanh,
      "sigmoid": .sigmoid, "softplus": .softplus, "relu": .relu, "leaky_relu": .leakyRelu,
      "abs": .abs, "sign": .sign, "square": .square,
    ])
    + [Function("max", [.largest, .max]), Function("min", [.smallest, .min])]
    + functions([
      "sum": .sum, "mean": .mean, "dot": .matrixProduct, "T": .transpose, "softmax": .softmax,
      "logsumexp": .logSumExp, "cross_entropy": .crossEntropy, "stop": .stop,
      "ln": .log, "σ": .sigmoid,
    ])
    // Each keeps its digits where its argument is small or large.
    + definitions([
      "tan": "sin(u)/cos(u)", "sinh": "tanh(u)*(exp(u) + exp(-u))/2",
      "cosh": "(exp(u) + exp(-u))/2", "sech": "2/(exp(u) + exp(-u))",
      "log2": "log(u)/log(2)", "log10": "log(u)/log(10)", "step": "relu(sign(u))",
    ])

  private static func functions(_ table: KeyValuePairs<String, Op>) -> [Function] {
    table.map { Function($0.key, [$0.value]) }
  }

  private static func definitions(_ table: KeyValuePairs<String, String>) -> [Function] {
    table.map { name, text in
      guard let definition = try? Expr(parsing: text, as: .program) else {
        preconditionFailure("the definition of \(name) can't be read")
      }
      return Function(name, [], definition: definition)
    }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function of this name.
  public static func named(_ name: String) -> Function? {
    byName[name]
  }

  /// How many arguments it takes, the fewest first; nil for any number.
  public var arities: [Int?] {
    definition == nil ? ops.map(\.arity) : [1]
  }

  /// The op for `count` arguments; nil if the function takes another number.
  public func op(taking count: Int) -> Op? {
    ops.first { $0.arity == count }
  }

  /// How many arguments it takes: `1 argument`, `1 or 2 arguments`.
  public var wantedArguments: String {
    let counts = arities.compactMap { $0 }.map(String.init).joined(separator: " or ")
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
