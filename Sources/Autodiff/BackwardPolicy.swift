/// One place where blame passes from an entry of a result to an entry of one of its operands.
public struct LocalStep: Sendable {
  /// The node whose gradient is handed on.
  public let result: NodeID
  /// The node that receives a share.
  public let operand: NodeID
  /// The op of the result.
  public let op: Op
  /// Which operand: 0, 1, and further in a list.
  public let position: Int
  /// The entries of the result and of the operand, row by row; 0 for a single number.
  public let entries: (result: Int, operand: Int)
  /// The values of the operands' entries that meet here; the second is 0 for an op of one operand,
  /// and for an op on whole lists the first is the entry that receives.
  public let operands: (Double, Double)
  /// The value of the result's entry.
  public let value: Double
  /// The gradient of the result's entry.
  public let upstream: Double
  /// ∂result/∂operand here, by the true rule.
  public let trueDerivative: Double
}

/// The rules that a backward pass follows.
///
/// The defaults are the true chain rule. A misconception is a policy that overrides some of them and
/// runs through the very same loop.
public protocol BackwardPolicy: Sendable {
  /// In which order nodes hand on their gradient.
  var order: WalkOrder { get }
  /// Which gradients of an earlier pass are forgotten first, where there was one.
  var clearing: Clearing { get }
  /// The gradient that the pass starts with at the output, whose value is given.
  func seed(output: Double) -> Double
  /// The local derivative at one step.
  func localDerivative(at step: LocalStep) -> Double
  /// What one step hands to its operand.
  func contribution(upstream: Double, localDerivative: Double) -> Double
  /// The gradient of a node after one more contribution; `earlier` is nil before the first.
  func accumulated(_ earlier: Double?, _ contribution: Double) -> Double
  /// The gradient that a node hands on after it received `shares` contributions.
  func completed(_ adjoint: Double, of node: NodeID, shares: Int) -> Double

  /// Whether this is the true chain rule, so that whole lists may be handed back at once.
  static var isChainRule: Bool { get }
}

/// In which order a backward pass walks.
public enum WalkOrder: Sendable {
  /// A node hands on once all its users have handed to it.
  case usersFirst
  /// Every path by itself: a node that receives hands on at once what it has by then.
  case depthFirst
}

/// What is set to zero before a second pass.
public enum Clearing: Sendable {
  /// Everything, as it must be.
  case everything
  /// Only the leaves' gradients.
  case leaves
  /// All but the leaves' gradients.
  case results
  /// Nothing: gradients pile up.
  case nothing
}

extension BackwardPolicy {
  /// Users first, so that a gradient is complete before it is handed on.
  @inlinable public var order: WalkOrder { .usersFirst }
  /// Everything.
  @inlinable public var clearing: Clearing { .everything }
  /// ∂output/∂output, which is 1.
  @inlinable public func seed(output: Double) -> Double { 1 }
  /// The op's own slope.
  @inlinable public func localDerivative(at step: LocalStep) -> Double { step.trueDerivative }
  /// Along a road, slopes multiply.
  @inlinable public func contribution(upstream: Double, localDerivative: Double) -> Double {
    upstream * localDerivative
  }
  /// Where roads meet, shares add.
  @inlinable public func accumulated(_ earlier: Double?, _ contribution: Double) -> Double {
    guard let earlier else { return contribution }
    return earlier + contribution
  }
  /// The sum as it is.
  @inlinable
  public func completed(_ adjoint: Double, of node: NodeID, shares: Int) -> Double { adjoint }
  /// A policy that changes any rule is not the true one.
  @inlinable public static var isChainRule: Bool { false }
}

/// The true policy: upstream times local derivative, summed over all uses.
public struct ChainRule: BackwardPolicy {
  /// Makes the policy.
  public init() {}
  /// It is.
  public static var isChainRule: Bool { true }
}

/// Any policy, so that the loop is compiled once for all that are not the true one.
struct AnyPolicy: BackwardPolicy {
  let policy: any BackwardPolicy

  var order: WalkOrder { policy.order }
  var clearing: Clearing { policy.clearing }
  func seed(output: Double) -> Double { policy.seed(output: output) }
  func localDerivative(at step: LocalStep) -> Double { policy.localDerivative(at: step) }
  func contribution(upstream: Double, localDerivative: Double) -> Double {
    policy.contribution(upstream: upstream, localDerivative: localDerivative)
  }
  func accumulated(_ earlier: Double?, _ contribution: Double) -> Double {
    policy.accumulated(earlier, contribution)
  }
  func completed(_ adjoint: Double, of node: NodeID, shares: Int) -> Double {
    policy.completed(adjoint, of: node, shares: shares)
  }
}
