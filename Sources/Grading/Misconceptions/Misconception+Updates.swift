import Autodiff
import ModelLanguage

/// A step of gradient descent as a chapter writes it: `w - rate*dloss/dw`.
struct UpdateStep: Sendable {
  let weight: String
  let rate: Expr
  let gradient: Expr

  /// Reads a step; nil if the expression is none.
  init?(_ expression: Expr) {
    guard case .binary(.minus, let old, let step) = expression.kind, case .name(let weight) = old.kind,
      case .binary(.times, let left, let right) = step.kind
    else { return nil }
    self.weight = weight
    switch (left.derivatives.isEmpty, right.derivatives.isEmpty) {
    case (true, false): (rate, gradient) = (left, right)
    case (false, true): (rate, gradient) = (right, left)
    default: return nil
    }
  }

  var name: Expr { Expr(.name(weight)) }
  var step: Expr { Expr(.binary(.times, rate, gradient)) }

  /// The other inputs that are weights, too, by their names.
  func otherWeights(of model: Model) -> [String] {
    model.leafNames.filter { $0 != weight && ($0.hasPrefix("w") || $0.hasPrefix("b")) }
  }
}

/// Ideas about the step from an old weight to a new one.
extension Misconception {
  static let updates: [Misconception] = [
    // M48
    update("step-uphill", { .binary(.plus, $0.name, $0.step) }) {
      "That step goes uphill: the gradient of `\($0.input)` points to where `\($0.output)` grows. "
        + "Which way should it go?"
    },
    // M49
    update("rate-forgotten", { .binary(.minus, $0.name, $0.gradient) }) { _ in
      "That takes the whole gradient as a step. What is the learning rate for?"
    },
    // M50: the step with its sign, or without.
    Misconception(
      name: "step-for-weight",
      way: .update { [Expr(.negated($0.step)), $0.step].map { Substitute(expression: $0) } },
      remark: { "That is the step alone. Where does it take `\($0.input)` from?" }),
    // M51
    update("gradient-ignored", { .binary(.minus, $0.name, $0.rate) }) { _ in
      "That steps by the learning rate alone. A step is the rate times something."
    },
    // M52
    update("weight-in-step", { .binary(.minus, $0.name, Expr(.binary(.times, $0.name, $0.step))) }) {
      "`\($0.input)` itself is no part of the step. A step is the rate times the gradient."
    },
    // The start, for a step that was not taken (grading.md, F).
    update("weight-unchanged", { $0.name.kind }) {
      "That is `\($0.input)` before the step. How far, and which way, does the step take it?"
    },
    // M53
    Misconception(
      name: "updated-too-early", way: .movedPoint,
      remark: {
        "That gradient was taken after `\($0.subject)` had moved already. All gradients of a step "
          + "come from the same point."
      }),
  ]

  private static func update(
    _ name: String, _ answer: @escaping @Sendable (UpdateStep) -> Expr.Kind,
    remark: @escaping @Sendable (Place) -> String
  ) -> Misconception {
    Misconception(
      name: name, way: .update { [Substitute(expression: Expr(answer($0)))] }, remark: remark)
  }
}
