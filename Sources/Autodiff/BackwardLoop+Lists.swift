extension BackwardLoop {
  /// Hands the gradient of a node to its operands.
  @inline(never)  // kept out of the loop over single numbers, whose registers it would take
  func handOnLists(from index: Int, _ node: Graph.Node) {
    guard let op = node.op else { return }
    // One for all edges: a list of n operands would else copy its gradient n times.
    let upstream = Log.isKept ? tensor(tape.view(index, in: adjoints)) : nil
    for position in 0..<tape.operandCount(index) where node.leads(to: position) {
      handBackLists(from: index, op, to: position, recording: upstream)
    }
  }

  /// Hands a share of the whole upstream gradient to the operand at `position`.
  ///
  /// - Parameter upstream: That gradient as it is to be recorded; nil if nothing is.
  func handBackLists(
    from index: Int, _ op: Op, to position: Int, recording upstream: Tensor?
  ) {
    let operand = tape.operand(index, position)
    guard tape.nodes[operand].traits.contains(.isOnTheWay) else { return }
    let step = Application(tape: tape, node: index, values: values)
    let gradient = tape.view(operand, in: adjoints)
    // The first share of a true pass can be built where it belongs; the sum with 0 is the same.
    let isBuiltInPlace =
      Policy.isChainRule && !Log.isKept && shares[operand] == 0 && gradient.shape != .scalar
    let contribution = View(
      shape: gradient.shape, start: isBuiltInPlace ? gradient.start : room)
    // Taking one entry of a long list must not cost the length of the list.
    let all = 0..<gradient.count
    let touched =
      isBuiltInPlace || Log.isKept ? all : op.structuredRule?.touched(step, by: position) ?? all
    (contribution.start + touched.lowerBound).update(repeating: 0, count: touched.count)
    let slopes = contribute(step, op, position, to: contribution)
    if !isBuiltInPlace {
      for entry in touched {
        let earlier: Double? = Policy.isChainRule || shares[operand] > 0 ? gradient[entry] : nil
        gradient[entry] = policy.accumulated(earlier, contribution[entry])
      }
    }
    shares[operand] += 1
    if let slopes, let upstream {
      log.record(
        BackwardPass.Edge(
          result: NodeID(index: index), operand: NodeID(index: operand), position: position,
          upstream: upstream, localDerivative: slopes,
          contribution: tensor(contribution), isCorner: step.isCorner))
    }
  }

  /// Adds up the operand's share, entry by entry.
  ///
  /// - Returns: The slopes it used, if they are to be recorded.
  private func contribute(
    _ step: Application, _ op: Op, _ position: Int, to contribution: View
  ) -> BackwardPass.LocalDerivative? {
    let upstream = tape.view(step.node, in: adjoints)
    guard let rule = op.structuredRule else {
      var work = ElementwiseStep(
        loop: self, step: step, op: op, position: position, upstream: upstream,
        contribution: contribution)
      let slopes = op.withRule(&work)
      return Log.isKept ? .entries(Tensor(upstream.shape, slopes)) : nil
    }
    if Policy.isChainRule {
      rule.pullBack(upstream, step, by: position, to: contribution)
    } else {
      let operand = tape.operand(step.node, position)
      rule.forEachSlope(step, by: position) { result, entry, slope in
        let local = policy.localDerivative(
          at: LocalStep(
            result: NodeID(index: step.node), operand: NodeID(index: operand), op: op,
            position: position, entries: (result, entry),
            operands: (step.operand(position)[entry], 0), value: step.result[result],
            upstream: upstream[result], trueDerivative: slope))
        contribution[entry] += policy.contribution(
          upstream: upstream[result], localDerivative: local)
      }
    }
    return Log.isKept ? .pullback(rule.words(by: position)) : nil
  }

  func tensor(_ view: View) -> Tensor { Tensor(view.shape, at: view.start) }
}

private struct ElementwiseStep<Policy: BackwardPolicy, Log: EdgeLog>: RuleVisitor {
  let loop: BackwardLoop<Policy, Log>
  let step: Application
  let op: Op
  let position: Int
  let upstream, contribution: View

  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> [Double] {
    position == 0 ? handOver(rule, to: FirstSide.self) : handOver(rule, to: SecondSide.self)
  }

  @inline(__always)
  private func handOver<Rule: ElementwiseRule, Side: OperandSide>(
    _ rule: Rule.Type, to side: Side.Type
  ) -> [Double] {
    let (first, second, result) = (step.operand(0), step.operand(1), step.result)
    let (a, b, v) = (first.start, second.start, result.start)
    let (up, target) = (upstream.start, contribution.start)
    let operand = NodeID(index: loop.tape.operand(step.node, position))
    var slopes: [Double] = []
    Broadcast(first.shape, second.shape, to: result.shape).forEachEntry { entry, i, j in
      let receiver = Side.place(i, j)
      let local = loop.policy.localDerivative(
        at: LocalStep(
          result: NodeID(index: step.node), operand: operand, op: op, position: position,
          entries: (entry, receiver), operands: (a[i], Rule.arity == 1 ? 0 : b[j]),
          value: v[entry], upstream: up[entry],
          trueDerivative: Side.slope(rule, a[i], b[j], v[entry])))
      if Log.isKept { slopes.append(local) }
      // An entry that the output does not use needs no slope: sqrt([0, 4])[1].
      if Rule.mayLackSlope, Policy.isChainRule, up[entry] == 0 { return }
      target[receiver] += loop.policy.contribution(upstream: up[entry], localDerivative: local)
    }
    return slopes
  }
}

/// One of the two operands that meet in an entry of an elementwise result.
///
/// Types and not closures, so that the loop over the entries calls nothing.
private protocol OperandSide {
  static func place(_ first: Int, _ second: Int) -> Int
  static func slope<Rule: ElementwiseRule>(
    _ rule: Rule.Type, _ a: Double, _ b: Double, _ v: Double
  ) -> Double
}

private enum FirstSide: OperandSide {
  @inline(__always) static func place(_ first: Int, _ second: Int) -> Int { first }
  @inline(__always)
  static func slope<Rule: ElementwiseRule>(
    _ rule: Rule.Type, _ a: Double, _ b: Double, _ v: Double
  ) -> Double { Rule.slopeByFirst(a, b, v) }
}

private enum SecondSide: OperandSide {
  @inline(__always) static func place(_ first: Int, _ second: Int) -> Int { second }
  @inline(__always)
  static func slope<Rule: ElementwiseRule>(
    _ rule: Rule.Type, _ a: Double, _ b: Double, _ v: Double
  ) -> Double { Rule.slopeBySecond(a, b, v) }
}
