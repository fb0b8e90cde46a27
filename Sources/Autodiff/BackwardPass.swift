/// The gradient of one output with respect to every node, and how it came about.
public struct BackwardPass: Sendable {
  /// One hand-over of blame: upstream × local derivative = contribution.
  public struct Edge: Sendable {
    /// The node whose gradient is handed on.
    public let result: NodeID
    /// The node that receives a share.
    public let operand: NodeID
    /// Which operand of `result` that is, counted from 0.
    public let position: Int
    /// The gradient of `result`.
    public let upstream: Tensor
    /// ∂result/∂operand, by the policy.
    public let localDerivative: LocalDerivative
    /// What `operand` receives.
    public let contribution: Tensor
    /// Whether the slope holds here only by convention.
    public let isCorner: Bool
  }

  /// How a result moves with one of its operands.
  public enum LocalDerivative: Sendable {
    /// One slope for each entry of the result.
    case entries(Tensor)
    /// Every entry of the result hangs on many of the operand's: what is done with the upstream
    /// gradient, in words, as in `T(left) @ upstream`. `upstream` stands for that gradient, `left`
    /// and `right` for the operands.
    case pullback(String)
  }

  /// The forward pass that was walked back.
  public let forward: ForwardPass
  /// Where the pass started.
  public let output: NodeID
  /// Every hand-over, in the order of the walk: output first.
  public let edges: [Edge]

  /// Laid out as the values.
  let adjoints: [Double]
  let marked: [Graph.Node]

  /// ∂output/∂node of single numbers: 0 where the output does not depend on `node`.
  public func adjoint(of node: NodeID) -> Double {
    precondition(forward.graph.shape(of: node) == .scalar, "a list has a gradient, not an adjoint")
    return adjoints[node.index]
  }

  /// ∂output/∂node, entry by entry; of an output with many entries, that of their sum.
  public func gradient(of node: NodeID) -> Tensor {
    forward.graph.tensor(of: node, in: adjoints)
  }

  /// Whether the output is made from `node` and has a slope by it, however small.
  public func reaches(_ node: NodeID) -> Bool {
    node == output || marked[node.index].traits.contains(.isOnTheWay)
  }
}

/// What becomes of the hand-overs of a pass.
protocol EdgeLog {
  /// Whether they are kept.
  static var isKept: Bool { get }
  func record(_ edge: @autoclosure () -> BackwardPass.Edge)
}

/// Keeps nothing, and costs nothing.
struct NoLog: EdgeLog {
  static var isKept: Bool { false }
  @inline(__always) func record(_ edge: @autoclosure () -> BackwardPass.Edge) {}
}

/// Keeps every hand-over.
private final class Trail: EdgeLog {
  static var isKept: Bool { true }
  private(set) var edges: [BackwardPass.Edge] = []
  func record(_ edge: @autoclosure () -> BackwardPass.Edge) { edges.append(edge()) }
}

extension ForwardPass {
  /// Walks back from `output` and gives each node its gradient.
  ///
  /// A node's gradient is complete when the walk comes to it, because all its users stand behind
  /// it in the graph. Constants get none.
  ///
  /// - Parameters:
  ///   - inputs: Where gradients are wanted: what lies on no way to them is not walked, and its
  ///     slopes need not exist. All leaves if nil.
  ///   - keepsEdges: Whether every hand-over is recorded, which takes the memory of all
  ///     contributions.
  ///   - earlier: A pass through the same graph before this one; it matters only to a policy that
  ///     forgets to clear its gradients.
  /// - Throws: ``EvaluationError`` at the first slope that does not exist.
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  public func backward<Policy: BackwardPolicy>(
    from output: NodeID, withRespectTo inputs: [NodeID]? = nil, policy: Policy = ChainRule(),
    keepsEdges: Bool = true, after earlier: BackwardPass? = nil
  ) throws(EvaluationError) -> BackwardPass {
    let marked = graph.marked(for: output, from: inputs)
    let trail = Trail()
    let adjoints: [Double]
    if !Policy.isChainRule {
      let policy = AnyPolicy(policy: policy)
      adjoints =
        keepsEdges
        ? try walk(from: output, marked, policy: policy, log: trail, after: earlier)
        : try walk(from: output, marked, policy: policy, log: NoLog(), after: earlier)
    } else if keepsEdges {
      adjoints = try walk(from: output, marked, policy: ChainRule(), log: trail, after: nil)
    } else {
      adjoints = try walk(from: output, marked, policy: ChainRule(), log: NoLog(), after: nil)
    }
    return BackwardPass(
      forward: self, output: output, edges: trail.edges, adjoints: adjoints, marked: marked)
  }

  /// Walks back from `output` by rules that are known only when the program runs.
  ///
  /// A policy that forgets to clear its gradients meets those of a true pass before it.
  public func backward(
    from output: NodeID, withRespectTo inputs: [NodeID]? = nil,
    following policy: any BackwardPolicy, keepsEdges: Bool = true
  ) throws(EvaluationError) -> BackwardPass {
    let earlier =
      policy.clearing == .everything
      ? nil : try backward(from: output, withRespectTo: inputs, keepsEdges: false)
    return try backward(
      from: output, withRespectTo: inputs, policy: AnyPolicy(policy: policy),
      keepsEdges: keepsEdges, after: earlier)
  }

  /// - Returns: The gradients, laid out as the values.
  private func walk<Policy: BackwardPolicy, Log: EdgeLog>(
    from output: NodeID, _ marked: [Graph.Node], policy: Policy, log: Log,
    after earlier: BackwardPass?
  ) throws(EvaluationError) -> [Double] {
    var (adjoints, shares) = leftovers(of: earlier, clearing: policy.clearing)
    let start = graph.start(of: output.index)
    for entry in start..<start + graph.shape(of: output).count {
      adjoints[entry] = policy.seed(output: values[entry])
    }
    let (seeds, firstShares) = (adjoints, shares)
    var values = self.values  // a copy: the loop, which only reads it, takes what a replay takes
    var room = [Double](repeating: 0, count: graph.largestCount)
    let tape = Tape(graph, nodes: marked)
    defer { tape.deallocate() }
    try values.withPointer { values throws(EvaluationError) in
      try adjoints.withPointer { adjoints throws(EvaluationError) in
        try shares.withPointer { shares throws(EvaluationError) in
          try room.withPointer { room throws(EvaluationError) in
            let loop = BackwardLoop(
              tape: tape, values: values, adjoints: adjoints, shares: shares, room: room,
              policy: policy, log: log)
            try loop.run(from: output.index)
            let failure = loop.failure(from: output.index) {
              adjoints.update(from: seeds, count: seeds.count)
              shares.update(from: firstShares, count: firstShares.count)
            }
            if let failure { throw failure }
          }
        }
      }
    }
    return adjoints
  }

  /// The gradients that a pass starts with, and how many shares each node counts as having had.
  private func leftovers(
    of earlier: BackwardPass?, clearing: Clearing
  ) -> (adjoints: [Double], shares: [UInt32]) {
    var adjoints = [Double](repeating: 0, count: values.count)
    var shares = [UInt32](repeating: 0, count: graph.count)
    guard let earlier, clearing != .everything else { return (adjoints, shares) }
    for (index, node) in graph.nodes.enumerated() {
      let isLeaf = node.traits.contains(.isLeaf)
      guard clearing == .nothing || isLeaf == (clearing == .results) else { continue }
      shares[index] = 1
      let start = graph.start(of: index)
      for entry in start..<start + graph.shape(of: NodeID(index: index)).count {
        adjoints[entry] = earlier.adjoints[entry]
      }
    }
    return (adjoints, shares)
  }
}

extension Graph {
  /// The number of entries of the largest value; at least 1.
  var largestCount: Int {
    extents.reduce(1) { max($0, $1.shape.count) }
  }

  /// The value of `node` among `entries`, which are laid out as the values of a pass.
  func tensor(of node: NodeID, in entries: [Double]) -> Tensor {
    let start = start(of: node.index)
    let shape = shape(of: node)
    return shape == .scalar
      ? .scalar(entries[start]) : Tensor(shape, Array(entries[start..<start + shape.count]))
  }
}
