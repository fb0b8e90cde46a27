/// One place where blame passes from a result to one of its operands.
public struct LocalStep: Sendable {
  /// The op of the result.
  public let op: Op
  /// Which operand: 0 or 1.
  public let position: Int
  /// The operands' values; the second is 0 for an op of one operand.
  public let operands: (Double, Double)
  /// The result's value.
  public let value: Double
  /// ∂result/∂operand here, by the true rule.
  public let trueDerivative: Double
}

/// The rules that a backward pass follows.
///
/// The defaults are the true chain rule. A misconception is a policy that overrides one of them and
/// runs through the very same loop.
public protocol BackwardPolicy {
  /// The gradient that the pass starts with at the output, whose value is given.
  func seed(output: Double) -> Double
  /// The local derivative at one step.
  func localDerivative(at step: LocalStep) -> Double
  /// What one step hands to its operand.
  func contribution(upstream: Double, localDerivative: Double) -> Double
  /// The gradient of a node after one more contribution; `earlier` is nil before the first.
  func accumulated(_ earlier: Double?, _ contribution: Double) -> Double
}

extension BackwardPolicy {
  /// ∂output/∂output, which is 1.
  public func seed(output: Double) -> Double { 1 }
  /// The op's own slope.
  public func localDerivative(at step: LocalStep) -> Double { step.trueDerivative }
  /// Along a road, slopes multiply.
  public func contribution(upstream: Double, localDerivative: Double) -> Double {
    upstream * localDerivative
  }
  /// Where roads meet, shares add.
  public func accumulated(_ earlier: Double?, _ contribution: Double) -> Double {
    (earlier ?? 0) + contribution
  }
}

/// The true policy: upstream times local derivative, summed over all uses.
public struct ChainRule: BackwardPolicy, Sendable {
  /// Makes the policy.
  public init() {}
}
