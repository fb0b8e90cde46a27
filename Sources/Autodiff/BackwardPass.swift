/// The gradient of one output with respect to every node, and how it came about.
public struct BackwardPass: Sendable {
  /// One hand-over of blame: upstream × local derivative = contribution.
  public struct Edge: Sendable {
    /// The node whose gradient is handed on.
    public let result: NodeID
    /// The node that receives a share.
    public let operand: NodeID
    /// Which operand of `result` that is: 0 or 1.
    public let position: Int
    /// The gradient of `result`.
    public let upstream: Double
    /// ∂result/∂operand, by the policy.
    public let localDerivative: Double
    /// What `operand` receives.
    public let contribution: Double
    /// Whether the slope holds here only by convention.
    public let isCorner: Bool
  }

  /// The forward pass that was walked back.
  public let forward: ForwardPass
  /// Where the pass started.
  public let output: NodeID
  /// Every hand-over, in the order of the walk: output first.
  public let edges: [Edge]

  /// One gradient per node, in the graph's order; nil where the walk never came.
  let adjoints: [Double?]

  /// ∂output/∂node: 0 where the output does not depend on `node`.
  public func adjoint(of node: NodeID) -> Double {
    adjoints[node.index] ?? 0
  }

  /// Whether the output is made from `node`, however small the slope.
  public func reaches(_ node: NodeID) -> Bool {
    adjoints[node.index] != nil
  }
}

extension ForwardPass {
  /// Walks back from `output` and gives each node its gradient.
  ///
  /// A node's gradient is complete when the walk comes to it, because all its users stand behind
  /// it in the graph. Constants get none.
  ///
  /// - Throws: ``EvaluationError`` at the first slope that does not exist.
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  public func backward(
    from output: NodeID, policy: some BackwardPolicy = ChainRule()
  ) throws(EvaluationError) -> BackwardPass {
    var adjoints = [Double?](repeating: nil, count: values.count)
    var edges: [BackwardPass.Edge] = []
    adjoints[output.index] = policy.seed(output: values[output.index])

    for index in stride(from: output.index, through: 0, by: -1) {
      guard let upstream = adjoints[index],
        case .result(let op, let operands) = graph.nodes[index].kind
      else { continue }
      let result = NodeID(index: index)
      let (a, b) = operands.values(in: values)
      let value = values[index]
      let slopes = op.rule.localDerivatives(a, b, value)
      for (position, operand) in operands.enumerated() where graph.dependsOnLeaf(operand) {
        let local = policy.localDerivative(
          at: LocalStep(
            op: op, position: position, operands: (a, b), value: value,
            trueDerivative: position == 0 ? slopes.0 : slopes.1))
        guard local.isFinite else {
          throw .undefinedSlope(
            node: result, op: op, operands: operands.map { values[$0.index] })
        }
        let contribution = policy.contribution(upstream: upstream, localDerivative: local)
        let adjoint = policy.accumulated(adjoints[operand.index], contribution)
        guard adjoint.isFinite else { throw .gradientTooLarge(node: operand) }
        adjoints[operand.index] = adjoint
        edges.append(
          BackwardPass.Edge(
            result: result, operand: operand, position: position, upstream: upstream,
            localDerivative: local,
            contribution: contribution, isCorner: op.rule.isCorner(a, b)))
      }
    }
    return BackwardPass(forward: self, output: output, edges: edges, adjoints: adjoints)
  }
}
