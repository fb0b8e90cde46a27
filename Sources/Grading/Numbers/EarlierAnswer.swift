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

  /// The value of `key` with the learner's answer in the place of the true value.
  ///
  /// - Returns: nil where it has none, or hangs on nothing that the learner answered.
  func value(of key: Expr, over model: Model, given: [String: Double]) -> Double? {
    switch expression.kind {
    case .name(let name): return value(of: key, over: model, given: given, withName: name)
    case .derivative(let output, let input):
      guard let top = model.nodes[output], let bottom = model.input(named: input),
        let formula = try? Formula(key, over: model, given: given)
      else { return nil }
      let value = value
      let carried = Slip(final: { adjoint, node, _ in node == bottom ? value : adjoint })
      let rules: Formula.Rules = { slope, _ in
        slope.output == top ? carried : Slip()
      }
      guard let forward = try? model.graph.forward(at: model.point) else { return nil }
      return try? formula.value(at: model.point, over: forward, following: rules).number
    default: return nil
    }
  }

  /// Moves a node of the model by as much as the learner had it wrong.
  private func value(
    of key: Expr, over model: Model, given: [String: Double], withName name: String
  ) -> Double? {
    guard !model.isLeaf(name), let statement = model.program.statements.last(where: { $0.name == name }),
      let trueValue = (try? Trace(model))?.value(of: name)?.number
    else { return nil }
    let moved = Expr(.binary(.plus, statement.value, Expr(literal: value - trueValue)))
    guard let model = try? Model(model.program.rebinding([name: moved])),
      let formula = try? Formula(key, over: model, given: given)
    else { return nil }
    return try? formula.run(at: model.point).value
  }
}
