import Autodiff
import ModelLanguage

/// Tells two formulas apart by computing both in finite fields, where nothing is rounded.
///
/// Two prime fields are linked: *p* = 4*q* + 1, and *h* has the order *q* in F_p. With the argument
/// in F_q, `exp(u)` is *h*^u in F_p, and so exp(u + v) = exp(u)·exp(v) holds here as it does for
/// numbers. What can be written with sums, products, quotients, whole powers, exp, tanh, sigmoid,
/// sin and cos is decided; a root or a logarithm stands for an unknown of its own. Two different
/// formulas of degree *d* agree in one round with probability *d*/*q*.
/// Sources: Schwartz and Zippel for polynomials; Gonnet, *Determining equivalence of expressions in
/// random polynomial time*, 1984, for exponentials.
struct LinkedFields {
  enum Outcome {
    case equal, different
    /// An unknown stands where the difference is, or some denominator is 0 everywhere.
    case undecided
  }

  /// How many rounds must agree.
  private static let rounds = 2
  /// How often a round whose denominator happens to be 0 is drawn anew.
  private static let mostDraws = 4

  let seed: UInt64

  /// Compares two formulas.
  ///
  /// - Parameter branch: The values of both at one real point; then they are compared on the smooth
  ///   piece in which it lies. Without it a function that bends is an unknown.
  func compare(
    _ answer: Formula, with key: Formula, on branch: (answer: ForwardPass, key: ForwardPass)? = nil
  ) -> Outcome {
    guard answer.graph.isScalar, key.graph.isScalar else { return .undecided }
    var generator = SplitMix64(seed: seed)
    for _ in 0..<Self.rounds {
      guard let (left, right) = round(answer, key, on: branch, using: &generator) else {
        return .undecided
      }
      if left.number != right.number {
        return left.isUnknown || right.isUnknown ? .undecided : .different
      }
    }
    return .equal
  }

  private func round(
    _ answer: Formula, _ key: Formula, on branch: (answer: ForwardPass, key: ForwardPass)?,
    using generator: inout SplitMix64
  ) -> (Residue, Residue)? {
    for _ in 0..<Self.mostDraws {
      let point = FieldPoint(using: &generator)
      if let left = point.value(of: answer, on: branch?.answer),
        let right = point.value(of: key, on: branch?.key)
      {
        return (left, right)
      }
    }
    return nil
  }
}

extension Graph {
  /// Whether every node is a single number from an op that works entry by entry.
  fileprivate var isScalar: Bool {
    nodeIDs.allSatisfy { node in
      guard shape(of: node) == .scalar else { return false }
      if case .result(let op, _) = kind(of: node) { return op.isElementwise }
      return true
    }
  }
}
