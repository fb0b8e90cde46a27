public import Autodiff

/// The place where a backward pass with a broken rule leaves the true one.
public struct Parting: Equatable, Sendable {
  /// What one user of the node sends back.
  public struct Share: Equatable, Sendable {
    /// The node that sends it.
    public let from: NodeID
    /// The gradient of that node.
    public let upstream: Double
    /// The slope that the share was made with.
    public let localDerivative: Double
    /// What arrives.
    public let contribution: Double
  }

  /// What arrives at the node in one of the passes.
  public struct Account: Equatable, Sendable {
    /// The shares, in the order in which they arrive.
    public let shares: [Share]
    /// What the node makes of them.
    public let gradient: Double

    /// Whether the gradient can be seen in the shares: their sum or product, one of them, or the mean.
    ///
    /// What an earlier pass left behind, say, is in none of them.
    var isPlain: Bool {
      let values = shares.map(\.contribution)
      let sum = values.reduce(0, +)
      return (values + [sum, values.reduce(1, *), sum / Double(max(1, values.count))]).contains {
        abs($0 - gradient) <= 1e-9 * max(abs($0), abs(gradient))
      }
    }
  }

  /// The first node, walking back from the output, whose gradient the learner has wrong.
  public let node: NodeID
  /// What it gets by the learner's rules.
  public let learners: Account
  /// What it gets by the true ones.
  public let truth: Account
  /// Whether it is the node whose gradient the question asks for.
  public let isAsked: Bool
}
