public import Autodiff

extension Model {
  /// How a node moves with one of its operands, written with the names of the model: `x` for `w` in
  /// `w*x`, `1 - o^2` for `n` in `o = tanh(n)`.
  ///
  /// The numbers come from the op table; this is how people write them down. A test holds the two
  /// together.
  ///
  /// - Returns: nil where the slope depends on which side of a corner the point lies, and for lists.
  public func localSlope(of result: NodeID, by position: Int) -> Expr? {
    guard case .result(let op, let operands) = graph.kind(of: result),
      operands.indices.contains(position), graph.shape(of: result) == .scalar
    else { return nil }
    let terms = operands.map { expression(of: $0) }
    let (a, b, v) = (terms[0], terms[terms.count - 1], expression(of: result))
    func number(_ value: Double) -> Expr { Expr(literal: value) }
    func binary(_ symbol: BinaryOperator, _ left: Expr, _ right: Expr) -> Expr {
      Expr(.binary(symbol, left, right))
    }
    switch op {
    case .add: return number(1)
    case .subtract: return number(position == 0 ? 1 : -1)
    case .negate: return number(-1)
    case .multiply: return position == 0 ? b : a
    case .divide:
      return position == 0
        ? binary(.over, number(1), b)
        : binary(.over, Expr(.negated(a)), binary(.power, b, number(2)))
    case .square: return binary(.times, number(2), a)
    case .power:
      guard position == 0 else { return binary(.times, v, Expr(.call("log", [a]))) }
      guard let exponent = b.literalValue else {
        return binary(.times, b, binary(.power, a, binary(.minus, b, number(1))))
      }
      let lowered = exponent == 2 ? a : binary(.power, a, number(exponent - 1))
      return binary(.times, number(exponent), lowered)
    case .exp: return v
    case .log: return binary(.over, number(1), a)
    case .sqrt: return binary(.over, number(1), binary(.times, number(2), v))
    case .sin: return Expr(.call("cos", [a]))
    case .cos: return Expr(.negated(Expr(.call("sin", [a]))))
    case .tanh: return binary(.minus, number(1), binary(.power, v, number(2)))
    case .sigmoid: return binary(.times, v, binary(.minus, number(1), v))
    case .softplus: return Expr(.call("sigmoid", [a]))
    case .relu, .leakyRelu, .abs, .sign, .max, .min, .stop, .sum, .mean, .largest, .smallest,
      .logSumExp, .softmax, .transpose, .matrixProduct, .crossEntropy, .index, .list:
      return nil
    }
  }

  /// A node as an expression: its name, or what it was made from.
  private func expression(of node: NodeID) -> Expr {
    let label = label(of: node)
    return (try? Expr(parsing: label, as: .program)) ?? Expr(.name(label))
  }
}
