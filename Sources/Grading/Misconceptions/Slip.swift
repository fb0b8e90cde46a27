import Autodiff

/// A backward pass with some rule broken: each rule is a value, and true unless it is replaced.
struct Slip: BackwardPolicy {
  var order = WalkOrder.usersFirst
  var clearing = Clearing.everything
  var seed: @Sendable (_ output: Double) -> Double = { _ in 1 }
  var slope: @Sendable (LocalStep) -> Double = { $0.trueDerivative }
  var combined: @Sendable (_ upstream: Double, _ local: Double) -> Double = { $0 * $1 }
  var added: @Sendable (_ earlier: Double?, _ new: Double) -> Double = { ($0 ?? 0) + $1 }
  var final: @Sendable (_ adjoint: Double, NodeID, _ shares: Int) -> Double = { adjoint, _, _ in
    adjoint
  }

  func seed(output: Double) -> Double { seed(output) }
  func localDerivative(at step: LocalStep) -> Double { slope(step) }
  func contribution(upstream: Double, localDerivative: Double) -> Double {
    combined(upstream, localDerivative)
  }
  func accumulated(_ earlier: Double?, _ contribution: Double) -> Double {
    added(earlier, contribution)
  }
  func completed(_ adjoint: Double, of node: NodeID, shares: Int) -> Double {
    final(adjoint, node, shares)
  }
}
