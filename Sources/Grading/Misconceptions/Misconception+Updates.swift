import Autodiff
import ModelLanguage

/// A step of gradient descent as a chapter writes it: `w - rate*dloss/dw`.
struct UpdateStep: Sendable {
  let weight: String
  let rate: Expr
  let gradient: Expr

  /// Reads a step; nil if the expression is none.
  init?(_ expression: Expr) {
    guard case .binary(let symbol, let old, let step) = expression.kind,
      symbol == .minus || symbol == .plus, case .name(let weight) = old.kind
    else { return nil }
    let gradients = step.parts.filter { if case .derivative = $0.kind { true } else { false } }
    guard gradients.count == 1, let gradient = gradients.first, step.isProduct(with: gradient),
      // `c + nudge*dc/dx` foretells an output and moves no weight.
      gradient.derivatives.first?.withRespectTo == weight
    else { return nil }
    self.weight = weight
    self.gradient = gradient
    let rate = step.withoutFactor(gradient)
    // A step that is added has the minus in its rate.
    self.rate = symbol == .minus ? rate : Expr(.negated(rate))
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
    update("weight-in-step", { .binary(.minus, $0.name, Expr(.binary(.times, $0.name, $0.step))) })
    {
      "`\($0.input)` itself is no part of the step. A step is the rate times the gradient."
    },
    // The gradient in the place of the weight.
    update("gradient-for-weight", { $0.gradient.kind }) {
      "That is the gradient. How far does a step take `\($0.input)`, and from where?"
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

extension Expr {
  /// Whether it is a product or quotient in which `factor` is multiplied.
  fileprivate func isProduct(with factor: Expr) -> Bool {
    if self == factor { return true }
    switch kind {
    case .negated(let operand): return operand.isProduct(with: factor)
    case .binary(.times, let left, let right):
      return left.isProduct(with: factor) || right.isProduct(with: factor)
    case .binary(.over, let left, _): return left.isProduct(with: factor)
    default: return false
    }
  }

  /// What is left of such a product.
  fileprivate func withoutFactor(_ factor: Expr) -> Expr {
    switch kind {
    case .binary(.times, let left, let right) where left == factor: right
    case .binary(.times, let left, let right) where right == factor: left
    default: replacing(factor, with: Expr(literal: 1))
    }
  }
}
