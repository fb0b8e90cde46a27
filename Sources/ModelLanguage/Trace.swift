public import Autodiff

/// A model run at one point: every value, and every slope that is asked for.
public struct Trace: Sendable {
  /// The model that was run.
  public let model: Model
  /// The value of every leaf.
  public var point: [String: Tensor] { model.point }
  /// The forward pass.
  public let forward: ForwardPass

  /// Runs `model` forward.
  ///
  /// - Throws: ``EvaluationError`` where a node has no finite value.
  public init(_ model: Model) throws(EvaluationError) {
    self.model = model
    forward = try model.graph.forward(at: model.point)
  }

  /// The value that `name` has in the model, or nil if it has no such name.
  public func value(of name: String) -> Tensor? {
    model.nodes[name].map(forward.tensor(of:))
  }

  /// The slope of one named node with respect to another, entry by entry.
  ///
  /// 0 where it does not depend on it; of a list, the slope of the sum of its entries.
  ///
  /// - Returns: nil if the model lacks one of the names.
  /// - Throws: ``EvaluationError`` where a slope on the way does not exist.
  public func slope(
    of top: String, withRespectTo bottom: String
  ) throws(EvaluationError) -> Tensor? {
    guard let output = model.nodes[top], let input = model.input(named: bottom) else {
      return nil
    }
    return try forward.backward(from: output, withRespectTo: [input]).gradient(of: input)
  }

  /// The number that an expression over this trace stands for.
  ///
  /// - Parameter given: Names beside the model's, with their values; the model's come first.
  /// - Throws: A diagnostic that points into the expression: an unknown name, a value or slope
  ///   that does not exist.
  public func evaluate(
    _ expression: Expr, given: [String: Double] = [:]
  ) throws(Diagnostic) -> Evaluation {
    let run = try run(Formula(expression, over: model, given: given), of: expression)
    return Evaluation(value: run.value, roundingErrorBound: run.roundingErrorBound)
  }

  /// The number, list or matrix that an expression over this trace stands for.
  ///
  /// - Returns: Its value, and how far rounding alone can have moved the entry where that is most.
  public func evaluateTensor(
    _ expression: Expr, given: [String: Double] = [:]
  ) throws(Diagnostic) -> (value: Tensor, roundingErrorBound: Double) {
    let formula = try Formula(expression, over: model, given: given, mayBeList: true)
    let run = try run(formula, of: expression)
    return (run.tensor, run.roundingErrorBound)
  }

  private func run(_ formula: Formula, of expression: Expr) throws(Diagnostic) -> Formula.Run {
    do throws(EvaluationError) {
      return try formula.run(at: point)
    } catch {
      throw Diagnostic("\(expression) does not exist here: \(explain(error))", at: expression.range)
    }
  }

  /// Why a formula over the model failed; its own nodes have no name to go by.
  private func explain(_ error: EvaluationError) -> String {
    guard case .undefinedValue(let node, let op, let operands) = error,
      model.label(of: node).isEmpty
    else { return model.explain(error) }
    return "\(applied(op, operands)) has no finite value"
  }
}

/// A number and how far rounding alone can have moved it.
public struct Evaluation: Sendable {
  /// The number.
  public let value: Double
  /// A bound of its rounding error, in the number's own unit.
  public let roundingErrorBound: Double

  /// Makes an evaluation.
  public init(value: Double, roundingErrorBound: Double) {
    (self.value, self.roundingErrorBound) = (value, roundingErrorBound)
  }
}
