import Autodiff
import ModelLanguage

/// One way in which a misconception answers a question: its key, with something wrong.
struct WrongWay: Sendable {
  let misconception: Misconception
  /// What the answer is about instead, in words; empty where nothing stands in its place.
  let subject: String
  /// The key, or what is answered in its place.
  let formula: Formula
  /// How its value is computed.
  let computation: Computation
  /// Whether it stands for the whole answer, and not only for the slope in it.
  var isWhole = false

  /// Whether it is a slip in the step of an update, and not in the pass before it.
  var isUpdate: Bool {
    if case .update = misconception.way { true } else { false }
  }

  enum Computation: Sendable {
    /// As the formula says.
    case plain
    /// With slopes from a pass that breaks a rule: the misconception's slip of this index, and what it
    /// is for each slope at the model's own point.
    case slip(Int, own: [Slip?])
    /// At the point where a weight has taken a step already.
    case moved(String, by: Formula)
    /// As the area under the output of the key's slope.
    case area
  }

  /// The value at `point`.
  ///
  /// - Parameters:
  ///   - forward: The model's forward pass there.
  ///   - isOwnPoint: Whether this is the model's own point, for which the slips are at hand.
  /// - Returns: nil where there is none.
  func value(
    at point: [String: Tensor], over forward: ForwardPass, isOwnPoint: Bool = false
  ) -> Tensor? {
    switch computation {
    case .plain:
      let truth: Formula.Rules = { _, _ in ChainRule() }
      return try? formula.value(at: point, over: forward, following: truth)
    case .slip:
      let rules: Formula.Rules = { slope, forward throws(EvaluationError) in
        try policy(for: slope, over: forward, isOwnPoint: isOwnPoint)
      }
      return try? formula.value(at: point, over: forward, following: rules)
    case .moved(let name, let step):
      guard let old = point[name]?.number,
        let change = try? step.run(at: point, over: forward).tensor.number
      else { return nil }
      var moved = point
      moved[name] = .scalar(old - change)
      return try? formula.run(at: moved).tensor
    case .area:
      return area(at: point)
    }
  }

  /// The rules by which a slope of the formula is computed; the true ones unless it is a slip.
  func policy(
    for slope: Formula.Slope, over forward: ForwardPass, isOwnPoint: Bool = false
  ) throws(EvaluationError) -> any BackwardPolicy {
    guard case .slip(let index, let own) = computation, case .pass(let slips) = misconception.way
    else { return ChainRule() }
    if isOwnPoint, let place = formula.slopes.firstIndex(where: { $0.leaf == slope.leaf }) {
      return own[place] ?? Slip()
    }
    let all = slips(try Road(of: slope, over: forward))
    return (all.indices.contains(index) ? all[index] : nil) ?? Slip()
  }

  /// ∫ output d input from 0 to the input, by Gauss and Legendre's ten points, on two halves.
  private func area(at point: [String: Tensor]) -> Tensor? {
    guard let slope = formula.slopes.first,
      case .leaf(let name) = formula.model.kind(of: slope.input), let end = point[name]?.number
    else { return nil }
    var sum = 0.0
    for half in 0..<2 {
      for (node, weight) in Self.legendre {
        for place in [1 - node, 1 + node] {
          var moved = point
          moved[name] = .scalar(end * (Double(half) + place / 2) / 2)
          guard let pass = try? formula.model.forward(at: moved) else { return nil }
          sum += weight * pass.value(of: slope.output)
        }
      }
    }
    return .scalar(sum * end / 4)
  }

  /// Half of the nodes of the ten-point rule on -1...1, with their weights.
  private static let legendre: [(node: Double, weight: Double)] = [
    (0.1488743389816312, 0.2955242247147529), (0.4333953941292472, 0.2692667193099963),
    (0.6794095682990244, 0.2190863625159821), (0.8650633666889845, 0.1494513491505806),
    (0.9739065285171717, 0.0666713443086881),
  ]
}
