import Autodiff
import ModelLanguage

/// An expression on top of a model's graph, to be run at many points.
///
/// A derivative in it becomes a leaf, whose value is a backward pass through the model.
struct Formula {
  /// A derivative that the expression mentions.
  private struct Slope {
    let leaf: String
    let node: NodeID
    let output: NodeID
    let input: NodeID
  }

  /// The model with the expression on top.
  private var graph: Graph
  /// Where the branches of the model and the expression change.
  private(set) var kinks: [Kink] = []
  private let base: Graph
  private var slopes: [Slope] = []
  private var root: NodeID?

  /// - Throws: A refusal if the expression has an unknown name or a call that cannot be.
  init(_ expression: Expr, in scope: Scope) throws(Refusal) {
    base = scope.graph
    graph = scope.graph
    root = try add(expression, in: scope)
    kinks = Kink.all(in: graph)
  }

  /// The formula at one point, with all that was computed on the way.
  struct Run {
    let pass: ForwardPass
    fileprivate let root: NodeID
    /// How far off the leaves are that stand for derivatives.
    fileprivate let slopeErrors: [NodeID: Double]

    var value: Double { pass.value(of: root) }

    /// How far rounding alone can have moved the value.
    var errorBound: Double {
      let bound = pass.roundingErrorBounds()[root] ?? 0
      guard !slopeErrors.isEmpty, let backward = try? pass.backward(from: root) else {
        return bound
      }
      return slopeErrors.reduce(bound) { $0 + abs(backward.adjoint(of: $1.key)) * $1.value }
    }
  }

  /// Computes the formula at `point`.
  ///
  /// - Throws: ``EvaluationError`` where it has no finite value.
  func run(at point: [String: Double]) throws(EvaluationError) -> Run {
    var point = point
    var slopeErrors: [NodeID: Double] = [:]
    if !slopes.isEmpty {
      let forward = try base.forward(at: point)
      for slope in slopes {
        let backward = try forward.backward(from: slope.output)
        point[slope.leaf] = backward.adjoint(of: slope.input)
        slopeErrors[slope.node] = backward.errorBound(ofAdjointAt: slope.input)
      }
    }
    guard let root else { preconditionFailure("a formula without a root") }
    return Run(pass: try graph.forward(at: point), root: root, slopeErrors: slopeErrors)
  }

  private mutating func add(_ expression: Expr, in scope: Scope) throws(Refusal) -> NodeID {
    if let value = expression.literalValue { return graph.addConstant(value) }
    switch expression.kind {
    case .number(let value):
      return graph.addConstant(value)
    case .name(let name):
      if let node = scope.node(of: name) { return node }
      guard let value = scope.fixedValue(of: name) else { throw scope.vocabulary.refusal(of: name) }
      return graph.addConstant(value)
    case .derivative(let top, let bottom):
      return try addSlope(of: top, withRespectTo: bottom, in: scope)
    case .negated(let operand):
      return graph.addResult(of: .negate, try add(operand, in: scope))
    case .binary(let symbol, let left, let right):
      guard let op = symbol.scalarOp else {
        throw Refusal(.unreadable, "'\(symbol.rawValue)' is not for numbers.")
      }
      return graph.addResult(of: op, try add(left, in: scope), try add(right, in: scope))
    case .call(let name, let arguments):
      guard let function = Function.named(name) else { throw scope.vocabulary.refusal(of: name) }
      guard arguments.count == function.op.arity else {
        let wanted = function.op.arity == 1 ? "one number" : "two numbers"
        throw Refusal(.unreadable, "'\(name)' takes \(wanted) in its brackets.")
      }
      var operands: [NodeID] = []
      for argument in arguments { operands.append(try add(argument, in: scope)) }
      return graph.addResult(of: function.op, operands)
    case .index, .list:
      throw Refusal(.unreadable, "Lists are not read here.")
    }
  }

  private mutating func addSlope(
    of top: String, withRespectTo bottom: String, in scope: Scope
  ) throws(Refusal) -> NodeID {
    // A model that has both words as names means their quotient.
    if let dTop = scope.node(of: "d" + top), let dBottom = scope.node(of: "d" + bottom) {
      return graph.addResult(of: .divide, dTop, dBottom)
    }
    guard let output = scope.node(of: top) else { throw scope.vocabulary.refusal(of: top) }
    guard let input = scope.node(of: bottom) else { throw scope.vocabulary.refusal(of: bottom) }
    let leaf = "d\(top)/d\(bottom)"
    if let known = slopes.first(where: { $0.leaf == leaf }) { return known.node }
    let node = graph.addLeaf(named: leaf)
    slopes.append(Slope(leaf: leaf, node: node, output: output, input: input))
    return node
  }
}

extension BackwardPass {
  /// How far rounding alone can have moved an adjoint.
  ///
  /// Every contribution along every road is rounded a few times; the roads' sizes add up.
  fileprivate func errorBound(ofAdjointAt node: NodeID) -> Double {
    var sizes = [output: 1.0]
    for edge in edges {
      sizes[edge.operand, default: 0] += (sizes[edge.result] ?? 0) * abs(edge.localDerivative)
    }
    return 2 * Double.ulpOfOne * Double(edges.count) * (sizes[node] ?? 0)
  }
}

extension BinaryOperator {
  fileprivate var scalarOp: Op? {
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

extension Refusal {
  /// Why an answer has no value.
  init(_ error: EvaluationError) {
    let cause =
      switch error {
      case .undefinedValue(_, .divide, let operands) where operands.last == 0:
        "It divides by zero."
      case .undefinedValue(_, .log, let operands) where operands.first == 0:
        "The logarithm of 0 does not exist."
      case .undefinedValue(_, .log, _): "The logarithm of a negative number is not real."
      case .undefinedValue(_, .sqrt, _): "The root of a negative number is not real."
      case .undefinedValue(_, .power, let operands) where operands.first == 0:
        "It divides by zero."
      case .undefinedValue(_, .power, let operands) where (operands.first ?? 0) < 0:
        "That power of a negative number is not real."
      default: "It is too large."
      }
    self.init(.noValue, "That has no value. \(cause)")
  }
}
