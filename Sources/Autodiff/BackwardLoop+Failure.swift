extension BackwardLoop {
  /// Why the gradient of some node where the walk ends is no number; nil if all are.
  ///
  /// Asking once after the walk is cheaper than at every step. Only when there is something to find
  /// the same walk is done again, with a log that looks at each step.
  ///
  /// - Parameter reset: Puts the gradients back to what they were before the walk.
  func failure(from output: Int, afterReset reset: () -> Void) -> EvaluationError? {
    guard let end = (0...output).last(where: endsWithoutNumber) else { return nil }
    reset()
    let finder = FailureFinder()
    let loop = BackwardLoop<Policy, FailureFinder>(
      tape: tape, values: values, adjoints: adjoints, shares: shares, room: room, policy: policy,
      log: finder)
    do throws(EvaluationError) { try loop.run(from: output) } catch { return error }
    if let edge = finder.edge { return loop.failure(at: edge) }
    return .gradientTooLarge(node: NodeID(index: end))
  }

  /// Whether the node hands nothing on and its gradient is nan or infinite.
  private func endsWithoutNumber(_ index: Int) -> Bool {
    let node = tape.nodes[index]
    return node.traits.contains(.isOnTheWay)
      && node.traits.isDisjoint(with: [.leadsToFirst, .leadsToSecond])
      && !tape.view(index, in: adjoints).isFinite
  }

  private func failure(at edge: BackwardPass.Edge) -> EvaluationError {
    let index = edge.result.index
    let tooLarge = EvaluationError.gradientTooLarge(node: edge.operand)
    guard case .entries(let slopes) = edge.localDerivative, let op = tape.nodes[index].op,
      let place = zip(slopes.entries, edge.upstream.entries).enumerated().first(where: {
        !$0.element.0.isFinite && $0.element.1 != 0
      })?.offset ?? slopes.entries.firstIndex(where: { !$0.isFinite })
    else { return tooLarge }
    var operands: [Double] = []
    Application(tape: tape, node: index, values: values).forEachMeeting { entry, a, b in
      if entry == place { operands = op.arity == 1 ? [a] : [a, b] }
    }
    return .undefinedSlope(node: edge.result, op: op, operands: operands)
  }
}

/// Keeps the first step whose contribution is no number.
final class FailureFinder: EdgeLog {
  static var isKept: Bool { true }
  private(set) var edge: BackwardPass.Edge?

  func record(_ edge: @autoclosure () -> BackwardPass.Edge) {
    guard self.edge == nil else { return }
    let edge = edge()
    if !edge.contribution.entries.allSatisfy(\.isFinite) { self.edge = edge }
  }
}
