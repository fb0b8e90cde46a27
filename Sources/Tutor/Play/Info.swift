public import Autodiff
public import ModelLanguage

/// What there is to know about a function or a name.
public enum Info: Sendable {
  /// A function of the language.
  case function(FunctionInfo)
  /// A name of the model.
  case name(NameInfo)
  /// A command of the prompt.
  case command(Command)

  var values: [(label: String, value: Tensor)] {
    if case .name(let info) = self { [(info.name, info.value)] } else { [] }
  }
}

/// A function: what it does, its slope, and a few places.
public struct FunctionInfo: Sendable {
  /// How it is called.
  public let name: String
  /// How many arguments it takes.
  public let arguments: String
  /// What it does, in a sentence.
  public let about: String
  /// Its slope, with `y` for its value, where that has one form; nil if not.
  public let slope: Expr?
  /// Places with the value and the slope there, from the engine; none for a function of several
  /// arguments.
  public let table: [(x: Double, value: Double?, slope: Double?)]

  /// nil if there is no such function.
  init?(_ name: String) {
    guard let function = Function.named(name), let about = Self.sentences[name] else { return nil }
    (self.name, self.about) = (name, about)
    arguments = function.wantedArguments
    let takesOne = function.arities.contains(1)
    guard takesOne, let model = Self.model(name, at: 0.5) ?? nil else {
      (slope, table) = (nil, [])
      return
    }
    slope = model.nodes["y"].flatMap { model.localSlope(of: $0, by: 0) }
    let isOfNumbers = model.graph.leaves.count == 1 && !Self.takesLists.contains(name)
    table =
      isOfNumbers
      ? [-2, -1, 0, 1, 2].map { x in
        let trace = Self.model(name, at: x).flatMap { try? Trace($0) }
        let slope = trace.flatMap { try? $0.slope(of: "y", withRespectTo: "x") }
        return (x, trace?.value(of: "y")?.number, slope?.number)
      } : []
  }

  private static func model(_ name: String, at x: Double) -> Model? {
    let program = Program.empty.binding("x", to: Expr(literal: x))
      .binding("y", to: Expr(.call(name, [Expr(.name("x"))])))
    return try? Model(program)
  }

  private static let takesLists: Set = [
    "sum", "mean", "max", "min", "softmax", "logsumexp", "T", "cross_entropy", "dot",
  ]

  private static let sentences: [String: String] = [
    "exp": "e to the power of x. Its slope is its own value.",
    "log":
      "The natural logarithm: the power to which e must be raised to give x. Only for x above 0.",
    "ln": "Another name for log, the natural logarithm.",
    "sqrt": "The square root. At 0 it has a value and no slope.",
    "sin": "The sine of an angle in radians.",
    "cos": "The cosine of an angle in radians.",
    "tan": "The tangent of an angle in radians, sin over cos.",
    "tanh": "Squashes any number into the range from -1 to 1. Steep at 0, flat far out.",
    "sinh": "The hyperbolic sine.",
    "cosh": "The hyperbolic cosine.",
    "sech": "1 over cosh.",
    "sigmoid": "Squashes any number into the range from 0 to 1. Its slope is at most 0.25, at 0.",
    "σ": "Another name for sigmoid.",
    "softplus": "log(1 + exp(x)): a relu with a round corner. Its slope is sigmoid(x).",
    "relu":
      "x where it is above 0, else 0: an open gate or a shut one. At exactly 0 the slope counts as 0.",
    "leaky_relu":
      "leaky_relu(x, share): x where it is above 0, else share times x. At exactly 0 the slope counts as share.",
    "abs": "The size of x without its sign. At exactly 0 the slope counts as 0.",
    "sign": "1 above 0, -1 below, 0 at 0. Flat, so its slope is 0.",
    "square": "x times x. Its slope is 2*x.",
    "step": "1 above 0, else 0. Flat, so its slope is 0.",
    "log2": "The logarithm to the base 2.",
    "log10": "The logarithm to the base 10.",
    "max":
      "The larger of two values, or the largest entry of a list. Blame goes to the winner alone; on a tie, half to each.",
    "min":
      "The smaller of two values, or the smallest entry of a list. Blame goes to the winner alone; on a tie, half to each.",
    "sum": "The sum of all entries. Each entry gets the whole blame.",
    "mean": "The mean of all entries. Each entry gets its share of the blame.",
    "dot": "The sum of the products of two lists, entry by entry. The same as @.",
    "T": "A matrix with rows and columns exchanged.",
    "softmax": "Scores made into shares that are positive and add up to 1.",
    "logsumexp": "log(sum(exp(x))): nearly the largest entry, with a round corner.",
    "cross_entropy":
      "cross_entropy(scores, onehot): the loss of a classification. Its slope by the scores is softmax(scores) - onehot.",
    "stop": "The value goes through, and no blame comes back.",
  ]

  /// The functions without a sentence; a test wants none.
  static var untold: [String] {
    Function.all.map(\.name).filter { sentences[$0] == nil }
  }
}

/// A name of the model: what it is, and what hangs on it.
public struct NameInfo: Sendable {
  /// The name.
  public let name: String
  /// What it is bound to; nil for an input.
  public let expression: Expr?
  /// Its value.
  public let value: Tensor
  /// The names that are made from it directly.
  public let users: [String]

  /// nil if the model has no such name.
  init?(_ name: String, in trace: Trace) {
    guard let value = trace.value(of: name) else { return nil }
    let statements = trace.model.program.statements
    (self.name, self.value) = (name, value)
    expression =
      trace.model.isLeaf(name) ? nil : statements.last { $0.name == name }?.value
    users = statements.filter { $0.value.names.contains(name) }.map(\.name).uniqued
  }
}
