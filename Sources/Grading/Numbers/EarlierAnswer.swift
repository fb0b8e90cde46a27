import Autodiff
public import ModelLanguage

/// A wrong answer that the learner gave before, and may have built on.
public struct EarlierAnswer: Equatable, Sendable {
  /// What was asked: a name of the model or a slope.
  public let expression: Expr
  /// What the learner gave for it.
  public let value: Double

  /// Makes an earlier answer.
  public init(_ expression: Expr, value: Double) {
    self.expression = expression
    self.value = value
  }

  /// The values of `key` with the learner's answer in the place of the true one.
  ///
  /// Two if a squashing function was got wrong: its slope may be taken from what went in or from what
  /// the learner thinks came out.
  func values(of key: Expr, over model: Model, given: [String: Double]) -> [Double] {
    switch expression.kind {
    case .name(let name):
      return values(of: key, over: model, given: given, withName: name)
    case .derivative(let output, let input):
      guard let top = model.nodes[output], let bottom = model.input(named: input) else { return [] }
      let value = value
      let carried = Slip(final: { adjoint, node, _ in node == bottom ? value : adjoint })
      return [
        Self.value(of: key, over: model, given: given) { $0.output == top ? carried : Slip() }
      ].compactMap(\.self)
    default: return []
    }
  }

  /// Moves a node of the model by as much as the learner had it wrong.
  private func values(
    of key: Expr, over model: Model, given: [String: Double], withName name: String
  ) -> [Double] {
    guard !model.isLeaf(name),
      let statement = model.program.statements.last(where: { $0.name == name }),
      let truth = (try? Trace(model))?.value(of: name)?.number
    else { return [] }
    let moved = Expr(.binary(.plus, statement.value, Expr(literal: value - truth)))
    guard let model = try? Model(model.program.rebinding([name: moved])) else { return [] }
    let value = value
    let byOutput = Slip(slope: { step in
      guard Op.squashes.contains(step.op), abs(step.value - truth) <= 1e-12 else {
        return step.trueDerivative
      }
      return step.op.slopeByOutput(value)
    })
    return [Slip(), byOutput].compactMap { slip in
      Self.value(of: key, over: model, given: given) { _ in slip }
    }
  }

  private static func value(
    of key: Expr, over model: Model, given: [String: Double],
    policy: (Formula.Slope) -> any BackwardPolicy
  ) -> Double? {
    guard let formula = try? Formula(key, over: model, given: given),
      let forward = try? model.graph.forward(at: model.point)
    else { return nil }
    return withoutActuallyEscaping(policy) { policy in
      let rules: Formula.Rules = { slope, _ in policy(slope) }
      return try? formula.value(at: model.point, over: forward, following: rules).number
    }
  }
}
