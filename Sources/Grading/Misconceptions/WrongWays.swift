import Autodiff
import ModelLanguage

/// All wrong ways to one question.
struct WrongWays: Sendable {
  let key: Formula
  /// Whether the question asks for a slope and nothing else.
  let asksSlopeAlone: Bool
  let ways: [WrongWay]
  /// The model's forward pass at its own point.
  let forward: ForwardPass
  private let model: Model

  /// - Parameters:
  ///   - key: The expression that the question asks for; one without a slope has no wrong ways.
  ///   - given: Names beside the model's, with their values.
  init?(of key: Expr, over model: Model, given: [String: Double]) {
    guard let formula = try? Formula(key, over: model, given: given, mayBeList: true),
      !formula.slopes.isEmpty, let forward = try? model.graph.forward(at: model.point)
    else { return nil }
    self.key = formula
    asksSlopeAlone = if case .derivative = key.kind { true } else { false }
    self.forward = forward
    self.model = model
    let roads = formula.slopes.map { try? Road(of: $0, over: forward) }
    let maker = WrongWayMaker(
      key: key, formula: formula, model: model, given: given, roads: roads)
    ways = Misconception.all.flatMap(maker.ways)
  }

  /// The value of every way that has one, by its index, at the model's own point; it may be the right
  /// one.
  func values() -> [(index: Int, value: Tensor)] {
    ways.indices.compactMap { index in
      ways[index].value(at: model.point, over: forward, isOwnPoint: true).map { (index, $0) }
    }
  }

  /// The values that are wrong.
  func wrongValues() -> [(index: Int, value: Tensor)] {
    let truth: Formula.Rules = { _, _ in ChainRule() }
    guard let right = try? key.value(at: model.point, over: forward, following: truth) else {
      return []
    }
    return values().filter { !$0.value.isClose(to: right) }
  }
}

/// Finds the ways of one misconception after the other.
private struct WrongWayMaker {
  let key: Expr
  let formula: Formula
  let model: Model
  let given: [String: Double]
  /// The road of each slope of the formula; nil where the slope does not exist.
  let roads: [Road?]

  private var asksSlopeAlone: Bool {
    if case .derivative = key.kind { true } else { false }
  }

  func ways(of misconception: Misconception) -> [WrongWay] {
    switch misconception.way {
    case .pass(let slips):
      let all = roads.map { $0.map(slips) ?? [] }
      return (0..<(all.map(\.count).max() ?? 0)).map { index in
        let own = all.map { $0.indices.contains(index) ? $0[index] : nil }
        return WrongWay(
          misconception: misconception, subject: "", formula: formula,
          computation: .slip(index, own: own))
      }
    case .target(let substitutes):
      guard let slope = key.derivatives.first else { return [] }
      let target = SlopeTarget(
        output: slope.of, input: slope.withRespectTo, leaves: leaves(of: slope.of),
        // The value of an input may well be the slope of a product.
        others: model.names.filter {
          $0 != slope.of && $0 != slope.withRespectTo && !model.isLeaf($0)
        })
      return substitutes(target).compactMap { substitute in
        let isWhole = substitute.isWhole || key == target.derivative
        if substitute.isWhole, key == target.derivative { return nil }  // said once already
        let expression =
          isWhole
          ? substitute.expression : key.replacing(target.derivative, with: substitute.expression)
        return way(misconception, expression, substitute.subject, isWhole: isWhole)
      }
    case .update(let substitutes):
      guard let step = UpdateStep(key) else { return [] }
      return substitutes(step).compactMap { way(misconception, $0.expression, $0.subject) }
    case .movedPoint:
      guard let step = UpdateStep(key), let slope = step.gradient.derivatives.first else {
        return []
      }
      return step.otherWeights(of: model).compactMap { other in
        let derivative = Expr(.derivative(of: slope.of, withRespectTo: other))
        let change = Expr(.binary(.times, step.rate, derivative))
        guard let change = try? Formula(change, over: model, given: given) else { return nil }
        return WrongWay(
          misconception: misconception, subject: other, formula: formula,
          computation: .moved(other, by: change))
      }
    case .area:
      // An integral is thought of where the output is a function of the input and nothing else.
      guard asksSlopeAlone, let slope = formula.slopes.first, let road = roads.first ?? nil,
        road.links.allSatisfy({ Op.curves.contains($0.op) && $0.position == 0 }),
        formula.model.shape(of: slope.output) == .scalar,
        formula.model.shape(of: slope.input) == .scalar
      else { return [] }
      return [
        WrongWay(misconception: misconception, subject: "", formula: formula, computation: .area)
      ]
    }
  }

  /// The inputs that a node is made from.
  private func leaves(of output: String) -> [String] {
    guard let node = model.nodes[output],
      let pass = try? roads.first??.forward.backward(from: node, keepsEdges: false)
    else { return [] }
    return model.leafNames.filter { model.leaves[$0].map(pass.reaches) == true }
  }

  private func way(
    _ misconception: Misconception, _ expression: Expr, _ subject: String, isWhole: Bool = true
  ) -> WrongWay? {
    guard let formula = try? Formula(expression, over: model, given: given, mayBeList: true)
    else { return nil }
    return WrongWay(
      misconception: misconception, subject: subject, formula: formula, computation: .plain,
      isWhole: isWhole)
  }
}

extension Tensor {
  /// Whether every entry is the same but for rounding.
  public func isClose(to other: Tensor) -> Bool {
    shape == other.shape
      && zip(entries, other.entries).allSatisfy {
        abs($0 - $1) <= Comparison.relativeTolerance * max(abs($0), abs($1))
      }
  }
}
