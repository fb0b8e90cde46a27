import Autodiff

/// An expression in Python.
struct PythonExpression {
  let text: String
  /// How tightly its outermost operator binds, as in ``BinaryOperator/precedence``: the operators
  /// that are left in Python bind like ours.
  let precedence: Int
  /// Whether it is a plain number; everything else is a tensor.
  private let number: Double?

  private init(_ text: String, precedence: Int = 5, number: Double? = nil) {
    (self.text, self.precedence, self.number) = (text, precedence, number)
  }

  /// The value of a name.
  static func name(_ name: String) -> PythonExpression {
    PythonExpression(name)
  }

  /// A number or list of numbers.
  static func literal(_ value: Tensor) -> PythonExpression {
    guard let number = value.number else { return PythonExpression(tensor(value)) }
    return PythonExpression(
      NumberText.exact(number), precedence: number < 0 ? 3 : 5, number: number)
  }

  /// The entry or row at a place, which counts from the end if it is negative.
  static func entry(_ place: Int, of base: PythonExpression) -> PythonExpression {
    PythonExpression("\(base.text(atLeast: 5))[\(place)]")
  }

  /// `value` as PyTorch is told it.
  ///
  /// - Parameter isLeaf: Whether PyTorch shall compute its gradient.
  static func tensor(_ value: Tensor, isLeaf: Bool = false) -> String {
    func number(_ entry: Double) -> String {
      let text = NumberText.exact(entry)
      return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
    }
    func list(_ entries: some Sequence<String>) -> String {
      "[\(entries.joined(separator: ", "))]"
    }
    let numbers = value.entries.map(number)
    let text =
      switch value {
      case .scalar: numbers[0]
      case .vector: list(numbers)
      case .matrix(let rows, let columns, _):
        list((0..<rows).map { list(numbers[$0 * columns..<($0 + 1) * columns]) })
      }
    return "torch.tensor(\(text), dtype=torch.float64\(isLeaf ? ", requires_grad=True" : ""))"
  }

  /// The text of a tensor.
  var tensorText: String {
    number.map { Self.tensor(.scalar($0)) } ?? text
  }

  private func text(atLeast precedence: Int) -> String {
    self.precedence >= precedence ? text : "(\(text))"
  }

  private var asTensor: PythonExpression {
    number == nil ? self : PythonExpression(tensorText)
  }

  // MARK: Ops

  /// A function that PyTorch lacks, or has with other conventions.
  struct Definition: Sendable {
    /// How a model calls it; no name in a model means anything else.
    let name: String
    let lines: [String]

    static let softplus = Definition(
      name: "softplus",
      lines: [
        "def softplus(x):",
        "    # log(exp(x) + exp(0)); PyTorch's own softplus is a straight line from 20 on.",
        "    return torch.logaddexp(x, torch.zeros_like(x))",
      ])
    static let leakyRelu = Definition(
      name: "leaky_relu",
      lines: [
        "def leaky_relu(x, share):",
        "    return torch.where(x > 0, x, share * x)",
      ])
    static let crossEntropy = Definition(
      name: "cross_entropy",
      lines: [
        "def cross_entropy(scores, wanted):",
        "    return -(wanted * torch.log_softmax(scores, dim=-1)).sum(dim=-1).mean()",
      ])

    /// Every definition, in the order of the op table.
    static let all = [leakyRelu, softplus, crossEntropy]

    /// What the script has to define before it can apply `op`.
    static func needed(for op: Op) -> Definition? {
      switch op {
      case .softplus: softplus
      case .leakyRelu: leakyRelu
      case .crossEntropy: crossEntropy
      default: nil
      }
    }
  }

  /// `op` applied to `operands`, with the value and the slopes that it has in Autodiff.
  static func applying(_ op: Op, to operands: [PythonExpression]) -> PythonExpression {
    switch op {
    case .add: infix(.plus, operands)
    case .subtract: infix(.minus, operands)
    case .multiply: infix(.times, operands)
    case .divide: infix(.over, operands)
    // On tensors Python's @ is torch.matmul.
    case .matrixProduct: infix(.matrixTimes, operands)
    case .power: call("torch.pow", tensorAmong(operands))
    case .negate: PythonExpression("-" + operands[0].asTensor.text(atLeast: 3), precedence: 3)

    // On a tie both take one half of the slope, as here.
    case .max: call("torch.maximum", operands.map(\.asTensor))
    case .min: call("torch.minimum", operands.map(\.asTensor))
    case .largest: call("torch.amax", operands.map(\.asTensor))
    case .smallest: call("torch.amin", operands.map(\.asTensor))

    case .exp: call("torch.exp", operands.map(\.asTensor))
    case .log: call("torch.log", operands.map(\.asTensor))
    case .sqrt: call("torch.sqrt", operands.map(\.asTensor))
    case .sin: call("torch.sin", operands.map(\.asTensor))
    case .cos: call("torch.cos", operands.map(\.asTensor))
    case .tanh: call("torch.tanh", operands.map(\.asTensor))
    case .sigmoid: call("torch.sigmoid", operands.map(\.asTensor))
    case .relu: call("torch.relu", operands.map(\.asTensor))
    case .abs: call("torch.abs", operands.map(\.asTensor))
    case .sign: call("torch.sign", operands.map(\.asTensor))
    case .square: call("torch.square", operands.map(\.asTensor))
    case .sum: call("torch.sum", operands.map(\.asTensor))
    case .mean: call("torch.mean", operands.map(\.asTensor))
    // Unlike `.T` this leaves a list as it is without a warning.
    case .transpose: call("torch.t", operands.map(\.asTensor))
    case .softmax: call("torch.softmax", operands.map(\.asTensor), "dim=-1")
    case .logSumExp: call("torch.logsumexp", operands.map(\.asTensor), "dim=-1")

    case .softplus: call(Definition.softplus.name, operands.map(\.asTensor))
    case .leakyRelu: call(Definition.leakyRelu.name, [operands[0].asTensor, operands[1]])
    case .crossEntropy: call(Definition.crossEntropy.name, operands.map(\.asTensor))

    case .stop: PythonExpression(operands[0].asTensor.text(atLeast: 5) + ".detach()")
    case .list:
      PythonExpression("torch.stack([\(operands.map(\.tensorText).joined(separator: ", "))])")
    case .index: preconditionFailure("the place of an entry is no operand in Python")
    }
  }

  /// A function that is no op here but one of PyTorch's own, or made of them.
  fileprivate static func calling(
    _ function: String, of operand: PythonExpression
  ) -> PythonExpression {
    switch function {
    case "sech":
      PythonExpression("1 / " + call("torch.cosh", [operand.asTensor]).text, precedence: 2)
    case "step": call("torch.relu", [call("torch.sign", [operand.asTensor])])
    default: call("torch.\(function)", [operand.asTensor])
    }
  }

  private static func infix(
    _ symbol: BinaryOperator, _ operands: [PythonExpression]
  ) -> PythonExpression {
    let operands = tensorAmong(operands)
    return PythonExpression(
      operands[0].text(atLeast: symbol.precedence) + " \(symbol.rawValue) "
        + operands[1].text(atLeast: symbol.precedence + 1),
      precedence: symbol.precedence)
  }

  private static func call(
    _ function: String, _ arguments: [PythonExpression], _ keyword: String? = nil
  ) -> PythonExpression {
    let texts = arguments.map(\.text) + [keyword].compactMap(\.self)
    return PythonExpression("\(function)(\(texts.joined(separator: ", ")))")
  }

  /// The operands, with the first made a tensor where both are plain numbers: Python's own
  /// arithmetic on whole numbers has no largest one.
  private static func tensorAmong(_ operands: [PythonExpression]) -> [PythonExpression] {
    operands.allSatisfy { $0.number != nil } ? [operands[0].asTensor, operands[1]] : operands
  }
}

extension PythonExpression {
  /// `expression` in Python; `ops` takes note of each op that is applied.
  ///
  /// - Parameters:
  ///   - expression: Part of a model that runs, so its names and functions exist.
  ///   - names: What each name is called in Python.
  init(_ expression: Expr, names: PythonNames, noting ops: inout Set<Op>) {
    if let value = expression.literalTensor {
      self = .literal(value)
      return
    }
    func apply(_ op: Op, _ operands: [Expr], _ ops: inout Set<Op>) -> PythonExpression {
      ops.insert(op)
      var translated: [PythonExpression] = []
      for operand in operands {
        translated.append(PythonExpression(operand, names: names, noting: &ops))
      }
      return .applying(op, to: translated)
    }
    switch expression.kind {
    case .number, .derivative: preconditionFailure("a program has no derivatives")
    case .name(let name): self = .name(names[name])
    case .negated(let operand): self = apply(.negate, [operand], &ops)
    case .binary(let symbol, let left, let right): self = apply(symbol.op, [left, right], &ops)
    case .list(let entries): self = apply(.list, entries, &ops)
    case .call(let name, let arguments) where Function.named(name)?.definition != nil:
      self = .calling(name, of: PythonExpression(arguments[0], names: names, noting: &ops))
    case .call(let name, let arguments):
      guard let op = Function.named(name)?.op(taking: arguments.count) else {
        preconditionFailure("a model that runs calls no unknown function")
      }
      self = apply(op, arguments, &ops)
    case .index(let base, let index):
      let place = index.literalValue.flatMap(Int.init(exactly:)) ?? 0
      self = .entry(place, of: PythonExpression(base, names: names, noting: &ops))
    }
  }
}
