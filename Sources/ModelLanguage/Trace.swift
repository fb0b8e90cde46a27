public import Autodiff

/// A model run at one point: every value, and every slope that is asked for.
public struct Trace: Sendable {
  /// The model that was run.
  public let model: Model
  /// The value of every leaf.
  public let point: [String: Double]
  /// The forward pass.
  public let forward: ForwardPass

  /// Runs `model` forward.
  ///
  /// - Parameter changes: Leaf values that differ from the program's.
  /// - Throws: ``EvaluationError`` where a node has no finite value.
  public init(_ model: Model, changing changes: [String: Double] = [:]) throws(EvaluationError) {
    self.model = model
    point = model.point.merging(changes) { _, new in new }
    forward = try model.graph.forward(at: point)
  }

  /// The value that `name` has in the model, or nil if it has no such name.
  public func value(of name: String) -> Double? {
    model.nodes[name].map(forward.value(of:))
  }

  /// The slope of one named node with respect to another; 0 where it does not depend on it.
  ///
  /// - Returns: nil if the model lacks one of the names.
  /// - Throws: ``EvaluationError`` where a slope on the way does not exist.
  public func slope(
    of top: String, withRespectTo bottom: String
  ) throws(EvaluationError) -> Double? {
    guard let output = model.nodes[top], let input = model.nodes[bottom] else { return nil }
    return try forward.backward(from: output).adjoint(of: input)
  }

  /// The number that an expression over this trace stands for.
  ///
  /// - Parameter given: Names beside the model's, with their values; the model's come first.
  /// - Throws: A diagnostic that points into the expression: an unknown name, a value or slope
  ///   that does not exist.
  public func evaluate(
    _ expression: Expr, given: [String: Double] = [:]
  ) throws(Diagnostic) -> Evaluation {
    var lowering = Lowering()
    let node = try lowering.lower(expression) { lowering, part throws(Diagnostic) in
      let value = try self.value(ofNameOrDerivative: part, given: given)
      return lowering.constant(value, label: part.description)
    }
    do throws(EvaluationError) {
      let pass = try lowering.graph.forward(at: [:])
      return Evaluation(
        value: pass.value(of: node), roundingErrorBound: pass.roundingErrorBounds()[node] ?? 0)
    } catch {
      throw Diagnostic(Self.explain(error, in: expression), at: expression.range)
    }
  }

  private func value(
    ofNameOrDerivative part: Expr, given: [String: Double]
  ) throws(Diagnostic) -> Double {
    let known = model.names + given.keys.sorted()
    switch part.kind {
    case .name(let name):
      guard let value = value(of: name) ?? given[name] else {
        throw .unknownName(part, known: known)
      }
      return value
    case .derivative(let top, let bottom):
      for name in [top, bottom] where model.nodes[name] == nil {
        var unknown = Diagnostic.unknownName(Expr(.name(name), at: part.range), known: model.names)
        if model.nodes["d" + name] != nil {
          unknown.advice = "\(part) is read as a slope; for a quotient write (d\(top))/d\(bottom)"
        }
        throw unknown
      }
      do throws(EvaluationError) {
        return try slope(of: top, withRespectTo: bottom) ?? 0
      } catch {
        throw Diagnostic("\(part) does not exist here: \(model.explain(error))", at: part.range)
      }
    default:
      preconditionFailure("\(part) is neither a name nor a derivative")
    }
  }

  private static func explain(_ error: EvaluationError, in expression: Expr) -> String {
    guard case .undefinedValue(_, let op, let operands) = error else {
      return "\(expression) has no value"
    }
    return "\(applied(op, operands)) has no finite value"
  }
}

/// A number and how far rounding alone can have moved it.
public struct Evaluation: Sendable {
  /// The number.
  public let value: Double
  /// A bound of its rounding error, in the number's own unit.
  public let roundingErrorBound: Double
}
