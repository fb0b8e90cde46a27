/// A policy whose rules are values: each is true unless it is replaced.
public struct Slip: BackwardPolicy {
  /// In which order nodes hand on their gradient.
  public var order: WalkOrder
  /// Which gradients of an earlier pass are forgotten first.
  public var clearing: Clearing
  /// The gradient that the pass starts with at an output of this value.
  public var seed: @Sendable (_ output: Double) -> Double
  /// The local derivative at a step.
  public var slope: @Sendable (LocalStep) -> Double
  /// What a step hands to its operand.
  public var combined: @Sendable (_ upstream: Double, _ local: Double) -> Double
  /// The gradient of a node after one more contribution.
  public var added: @Sendable (_ earlier: Double?, _ new: Double) -> Double
  /// The gradient that a node hands on after so many contributions.
  public var final: @Sendable (_ adjoint: Double, NodeID, _ shares: Int) -> Double

  /// Makes a policy with some rules replaced.
  public init(
    order: WalkOrder = .usersFirst, clearing: Clearing = .everything,
    seed: @escaping @Sendable (_ output: Double) -> Double = { _ in 1 },
    slope: @escaping @Sendable (LocalStep) -> Double = { $0.trueDerivative },
    combined: @escaping @Sendable (_ upstream: Double, _ local: Double) -> Double = { $0 * $1 },
    added: @escaping @Sendable (_ earlier: Double?, _ new: Double) -> Double = { ($0 ?? 0) + $1 },
    final: @escaping @Sendable (_ adjoint: Double, NodeID, _ shares: Int) -> Double = {
      adjoint, _, _ in adjoint
    }
  ) {
    (self.order, self.clearing) = (order, clearing)
    (self.seed, self.slope, self.combined) = (seed, slope, combined)
    (self.added, self.final) = (added, final)
  }

  /// As `seed` says.
  public func seed(output: Double) -> Double { seed(output) }
  /// As `slope` says.
  public func localDerivative(at step: LocalStep) -> Double { slope(step) }
  /// As `combined` says.
  public func contribution(upstream: Double, localDerivative: Double) -> Double {
    combined(upstream, localDerivative)
  }
  /// As `added` says.
  public func accumulated(_ earlier: Double?, _ contribution: Double) -> Double {
    added(earlier, contribution)
  }
  /// As `final` says.
  public func completed(_ adjoint: Double, of node: NodeID, shares: Int) -> Double {
    final(adjoint, node, shares)
  }
}
