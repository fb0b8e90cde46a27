/// The backward pass: from the output back, each node hands shares of its gradient to its operands.
///
/// There is this loop only. A true pass, a pass with one rule broken, a silent replay and the trace
/// that a learner sees are the same lines with another policy and another log.
struct BackwardLoop<Policy: BackwardPolicy, Log: EdgeLog> {
  let tape: Tape
  let values: UnsafeMutablePointer<Double>
  /// The gradients, laid out as the values.
  let adjoints: UnsafeMutablePointer<Double>
  /// How many contributions each node has received.
  ///
  /// The true rule counts them on lists only.
  let shares: UnsafeMutablePointer<UInt32>
  /// Room for one contribution, as large as the largest value.
  let room: UnsafeMutablePointer<Double>
  let policy: Policy
  let log: Log

  /// Walks back from `output`, whose seed is in place.
  ///
  /// A gradient without a number becomes nan or infinite, and stays so.
  ///
  /// - Throws: If the policy has to walk too many paths.
  func run(from output: Int) throws(EvaluationError) {
    if policy.order == .depthFirst { return try walkEveryPath(from: output) }
    // Most nodes get their gradient from the node behind them. Not waiting for memory to give it
    // back makes small graphs a third faster.
    var atHand: Double?
    let (tape, adjoints) = (tape, adjoints)
    let last = Policy.isChainRule ? tape.firstResult : 0
    var index = output
    while index >= last {
      let node = tape.nodes[index]
      if node.traits.isSuperset(of: [.isOnTheWay, .isScalarStep]) {
        complete(index)
        let upstream = (Policy.isChainRule ? atHand : nil) ?? adjoints[index]
        atHand = handOn(from: index, node, node.scalarOp, upstream)
      } else {
        atHand = nil
        if node.traits.contains(.isOnTheWay) {
          complete(index)
          handOnLists(from: index, node)
        }
      }
      index &-= 1
    }
  }

  /// Hands the gradient of a single number to its operands, which are single numbers too.
  ///
  /// - Returns: The gradient of the node before this one, if this one just changed it.
  @inline(__always)
  private func handOn(
    from index: Int, _ node: Graph.Node, _ op: Op, _ upstream: Double
  ) -> Double? {
    var step = ScalarStep(
      values: values, adjoints: adjoints, shares: shares, policy: policy, log: log, index: index,
      node: node, op: op, upstream: upstream, neighbour: nil)
    op.withRule(&step)
    return step.neighbour
  }

  /// Lets the policy have its say on a gradient that is about to be handed on.
  @inline(__always)
  private func complete(_ index: Int) {
    guard !Policy.isChainRule else { return }
    let gradient = tape.view(index, in: adjoints)
    for entry in 0..<gradient.count {
      gradient[entry] = policy.completed(
        gradient[entry], of: NodeID(index: index), shares: Int(shares[index]))
    }
  }

  /// Follows every path by itself; a graph of *n* forks has up to 2ⁿ of them.
  private func walkEveryPath(from output: Int) throws(EvaluationError) {
    var stack = [(node: output, position: 0)]
    var steps = 0
    while let (node, position) = stack.popLast() {
      guard position < tape.operandCount(node) else { continue }
      stack.append((node, position + 1))
      let operand = tape.operand(node, position)
      guard tape.nodes[operand].traits.contains(.isOnTheWay) else { continue }
      steps += 1
      if steps > 100_000 { throw .tooManyPaths }
      var entry = tape.nodes[node]
      if entry.traits.contains(.isScalarStep) {
        entry.traits.remove(position == 0 ? .leadsToSecond : .leadsToFirst)
        _ = handOn(from: node, entry, entry.scalarOp, adjoints[node])
      } else if let op = entry.op {
        let upstream = Log.isKept ? tensor(tape.view(node, in: adjoints)) : nil
        handBackLists(from: node, op, to: position, recording: upstream)
      }
      stack.append((operand, 0))
    }
  }
}

// MARK: Single numbers

private struct ScalarStep<Policy: BackwardPolicy, Log: EdgeLog>: RuleVisitor {
  let values: UnsafeMutablePointer<Double>
  let adjoints: UnsafeMutablePointer<Double>
  let shares: UnsafeMutablePointer<UInt32>
  let policy: Policy
  let log: Log
  let index: Int
  let node: Graph.Node
  let op: Op
  let upstream: Double
  /// The gradient of the node before this one, if it was changed.
  var neighbour: Double?

  @inline(__always)
  mutating func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) {
    let (first, second) = (Int(node.first), Int(node.second))
    let (a, b, v) = (values[first], values[second], values[index])
    if node.traits.contains(.leadsToFirst) {
      handOver(rule, Rule.slopeByFirst(a, b, v), 0, to: first, a, b, v, .opensFirst)
    }
    if Rule.arity == 2, node.traits.contains(.leadsToSecond) {
      handOver(rule, Rule.slopeBySecond(a, b, v), 1, to: second, a, b, v, .opensSecond)
    }
  }

  /// Upstream times local derivative, added to what the operand has.
  @inline(__always)
  private mutating func handOver<Rule: ElementwiseRule>(
    _ rule: Rule.Type, _ slope: Double, _ position: Int, to operand: Int,
    _ a: Double, _ b: Double, _ v: Double, _ opening: Graph.Traits
  ) {
    let local = policy.localDerivative(
      at: LocalStep(
        result: NodeID(index: index), operand: NodeID(index: operand), op: op,
        position: position, entries: (0, 0), operands: (a, Rule.arity == 1 ? 0 : b), value: v,
        upstream: upstream, trueDerivative: slope))
    let contribution = policy.contribution(upstream: upstream, localDerivative: local)
    // The true rule knows which share is the first; nothing is added to it, which would be waited
    // for at every node.
    let isFirst = Policy.isChainRule ? node.traits.contains(opening) : shares[operand] == 0
    let adjoint = policy.accumulated(isFirst ? nil : adjoints[operand], contribution)
    adjoints[operand] = adjoint
    if operand == index &- 1 { neighbour = adjoint }
    if !Policy.isChainRule { shares[operand] += 1 }
    if Log.isKept {
      log.record(
        BackwardPass.Edge(
          result: NodeID(index: index), operand: NodeID(index: operand), position: position,
          upstream: .scalar(upstream), localDerivative: .entries(.scalar(local)),
          contribution: .scalar(contribution), isCorner: Rule.distanceFromCorner(a, b) == 0))
    }
  }
}
