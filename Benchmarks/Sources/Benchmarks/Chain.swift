import Autodiff
import CReference

/// A chain of ops, in C and in Autodiff.
///
/// A class, because C writes into its memory.
final class Chain {
  let exponent: Int
  let replay: Replay
  private let leaves: [NodeID]
  private let point: [Double]
  private let operations: Int
  private var stored: [Double] = []
  private var referenceAdjoints = [0.0, 0, 0]

  /// Makes the chain of 10^`exponent` ops, from x, a and b.
  init(exponent: Int, at point: [Double]) throws {
    self.exponent = exponent
    self.point = point
    operations = (0..<exponent).reduce(1) { product, _ in product * 10 }
    var graph = Graph()
    graph.reserveCapacity(operations + 3)
    leaves = ["x", "a", "b"].map { graph.addLeaf(named: $0) }
    let output = try Self.add(operations / 4, to: &graph, leaves)
    replay = Replay(graph, of: output, withRespectTo: leaves)
    for (leaf, number) in zip(leaves, point) { replay.set(leaf, to: number) }
  }

  private static func add(
    _ rounds: Int, to graph: inout Graph, _ leaves: [NodeID]
  ) throws -> NodeID {
    var v = leaves[0]
    for _ in 0..<rounds {
      let product = try graph.addResult(of: .multiply, leaves[1], v)
      let sum = try graph.addResult(of: .add, product, leaves[2])
      v = try graph.addResult(of: .sin, graph.addResult(of: .tanh, sum))
    }
    return v
  }

  /// The adjoints of x, a and b, after a run forward and backward.
  func gradient() throws -> [Double] {
    try replay.run()
    return leaves.map { replay.adjoint(of: $0) }
  }

  /// The same by C.
  func referenceGradient() -> [Double] {
    _ = repeatReference(1)
    return referenceAdjoints
  }

  func repeatReplay(_ repetitions: Int) throws -> Double {
    for _ in 0..<repetitions { try replay.run() }
    return replay.adjoint(of: leaves[0])
  }

  func repeatReference(_ repetitions: Int) -> Double {
    if stored.isEmpty { stored = [Double](repeating: 0, count: operations / 2) }
    for _ in 0..<repetitions {
      _ = chainGradient(point, operations / 4, &stored, &referenceAdjoints)
    }
    return referenceAdjoints[0]
  }

  /// Seconds a repetition as nanoseconds an op.
  func nanosecondsPerOperation(_ seconds: Double) -> Double {
    seconds * 1e9 / Double(operations)
  }
}
