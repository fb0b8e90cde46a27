/// Gradient descent on leaves of a graph: run, step down the slope, again.
public final class Training {
  /// How a step follows from the gradient.
  public enum Rule: Sendable {
    /// leaf ← leaf - rate · gradient.
    case descent
    /// velocity ← share · velocity + gradient; leaf ← leaf - rate · velocity.
    ///
    /// Source: Polyak 1964, in the form of Sutskever et al. 2013 as PyTorch has it.
    case momentum(share: Double)
  }

  /// Why a training can't go on.
  public enum Failure: Error, Equatable, Sendable {
    /// The loss has passed the limit before this step, counted from 1.
    case diverged(step: Int, loss: Double)
    /// The loss or a slope does not exist at this step.
    case undefined(step: Int, EvaluationError)
  }

  /// A loss beyond this size counts as diverged, unless another limit is set.
  public static let largestLoss = 1e12

  /// The graph with its memory; its leaves hold what was reached.
  public let replay: Replay
  /// The leaves that learn.
  public let leaves: [NodeID]
  /// How a step follows from the gradient.
  public let rule: Rule
  /// How many steps were made.
  public private(set) var steps = 0
  /// A loss beyond this size counts as diverged.
  public let limit: Double

  /// For each leaf as many as it has entries; empty where the rule needs none.
  private var velocities: [[Double]]

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - loss: A node that is a single number.
  ///   - leaves: The leaves that learn; the others are data and keep their values.
  ///   - point: A value of the right shape for each leaf, by name.
  /// - Throws: ``EvaluationError`` if a leaf has no value.
  public init(
    _ graph: Graph, loss: NodeID, leaves: [NodeID], at point: [String: Tensor],
    rule: Rule = .descent, limit: Double = Training.largestLoss
  ) throws(EvaluationError) {
    precondition(graph.shape(of: loss) == .scalar, "a loss is a single number")
    replay = Replay(graph, of: loss, withRespectTo: leaves)
    for leaf in graph.leaves {
      guard case .leaf(let name) = graph.kind(of: leaf), let value = point[name],
        value.shape == graph.shape(of: leaf)
      else { throw .leafWithoutValue(name: graph.leafName(leaf)) }
      replay.set(leaf, to: value)
    }
    self.leaves = leaves
    self.rule = rule
    self.limit = limit
    velocities =
      switch rule {
      case .descent: []
      case .momentum: leaves.map { Array(repeating: 0, count: graph.shape(of: $0).count) }
      }
  }

  /// Makes one step; allocates nothing.
  ///
  /// - Returns: The loss before the step.
  /// - Throws: ``Failure``; the leaves then stand where the last good step left them.
  public func step(rate: Double) throws(Failure) -> Double {
    do throws(EvaluationError) { try replay.run() } catch {
      throw .undefined(step: steps + 1, error)
    }
    let loss = replay.value(of: replay.output)
    guard abs(loss) <= limit else { throw .diverged(step: steps + 1, loss: loss) }
    for (index, leaf) in leaves.enumerated() { move(leaf, index, rate) }
    steps += 1
    return loss
  }

  /// The value that a leaf has reached.
  public func value(of leaf: NodeID) -> Tensor {
    replay.tensor(of: leaf)
  }

  private func move(_ leaf: NodeID, _ index: Int, _ rate: Double) {
    replay.withGradient(of: leaf) { gradient in
      replay.withEntries(of: leaf) { entries in
        switch rule {
        case .descent:
          for entry in entries.indices { entries[entry] -= rate * gradient[entry] }
        case .momentum(let share):
          for entry in entries.indices {
            velocities[index][entry] = share * velocities[index][entry] + gradient[entry]
            entries[entry] -= rate * velocities[index][entry]
          }
        }
      }
    }
  }
}
