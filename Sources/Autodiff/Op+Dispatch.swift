/// Work to be done with the rule of some elementwise op.
protocol RuleVisitor {
  associatedtype Output
  mutating func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> Output
}

extension Op {
  /// Does the visitor's work with the op's rule; the op must work entry by entry.
  ///
  /// The switch is the only price: behind it the compiler makes the work anew for each rule, so a
  /// loop in `visit` runs without asking which op it is.
  @inline(__always)
  func withRule<Visitor: RuleVisitor>(_ visitor: inout Visitor) -> Visitor.Output {
    switch self {
    case .add: visitor.visit(Add.self)
    case .subtract: visitor.visit(Subtract.self)
    case .multiply: visitor.visit(Multiply.self)
    case .divide: visitor.visit(Divide.self)
    case .power: visitor.visit(Power.self)
    case .max: visitor.visit(Max.self)
    case .min: visitor.visit(Min.self)
    case .leakyRelu: visitor.visit(LeakyRelu.self)
    case .negate: visitor.visit(Negate.self)
    case .exp: visitor.visit(Exp.self)
    case .log: visitor.visit(Log.self)
    case .sqrt: visitor.visit(Sqrt.self)
    case .sin: visitor.visit(Sin.self)
    case .cos: visitor.visit(Cos.self)
    case .tanh: visitor.visit(Tanh.self)
    case .sigmoid: visitor.visit(Sigmoid.self)
    case .softplus: visitor.visit(Softplus.self)
    case .relu: visitor.visit(Relu.self)
    case .abs: visitor.visit(Abs.self)
    case .sign: visitor.visit(Sign.self)
    case .square: visitor.visit(Square.self)
    case .stop: visitor.visit(Stop.self)
    case .sum, .mean, .largest, .smallest, .logSumExp, .softmax, .transpose, .matrixProduct,
      .crossEntropy, .index, .list:
      preconditionFailure("\(self) does not work entry by entry")
    }
  }

  /// The rule of an op that does not work entry by entry; nil for the others.
  var structuredRule: (any StructuredRule.Type)? {
    switch self {
    case .sum: Sum.self
    case .mean: Mean.self
    case .largest: Largest.self
    case .smallest: Smallest.self
    case .logSumExp: LogSumExp.self
    case .softmax: Softmax.self
    case .transpose: Transpose.self
    case .matrixProduct: MatrixProduct.self
    case .crossEntropy: CrossEntropy.self
    case .index: Index.self
    case .list: List.self
    case .add, .subtract, .multiply, .divide, .power, .max, .min, .leakyRelu, .negate, .exp, .log,
      .sqrt, .sin, .cos, .tanh, .sigmoid, .softplus, .relu, .abs, .sign, .square, .stop:
      nil
    }
  }
}

// MARK: An op at single numbers

extension Op {
  /// The value of an elementwise op at single numbers.
  ///
  /// - Parameters:
  ///   - a: The first operand.
  ///   - b: The second operand; ignored by an op of one operand.
  /// - Returns: The value, or something not finite where the op has none.
  public func value(_ a: Double, _ b: Double = 0) -> Double {
    var work = ValueAt(a: a, b: b)
    return withRule(&work)
  }

  /// The slopes of an elementwise op at single numbers, by its first and second operand.
  public func localDerivatives(_ a: Double, _ b: Double = 0) -> (Double, Double) {
    var work = SlopesAt(a: a, b: b)
    return withRule(&work)
  }

  /// How far the operands are from a corner, a point with a slope only by convention.
  ///
  /// 0 on the corner, with opposite signs on its two sides.
  ///
  /// - Returns: nil for an op without corners.
  public func distanceFromCorner(_ a: Double, _ b: Double = 0) -> Double? {
    guard isElementwise else { return nil }
    var work = DistanceAt(a: a, b: b)
    return withRule(&work)
  }
}

private struct ValueAt: RuleVisitor {
  let a, b: Double
  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> Double { Rule.value(a, b) }
}

private struct SlopesAt: RuleVisitor {
  let a, b: Double
  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> (Double, Double) {
    let v = Rule.value(a, b)
    return (Rule.slopeByFirst(a, b, v), Rule.slopeBySecond(a, b, v))
  }
}

private struct DistanceAt: RuleVisitor {
  let a, b: Double
  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> Double? {
    Rule.distanceFromCorner(a, b)
  }
}
