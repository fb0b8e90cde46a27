/// The forward pass: every node's value from its operands', operands first.
struct ForwardLoop {
  let tape: Tape
  /// One value for each node, then the entries of lists.
  ///
  /// Those of leaves and constants are there.
  let values: UnsafeMutablePointer<Double>

  /// Fills in the values of all results.
  ///
  /// What has no value becomes nan or infinite. Asking once at the end, by ``failure``, is cheaper
  /// than at every node.
  func run() {
    var index = tape.firstResult
    var previous = index > 0 ? values[index - 1] : 0
    while index < tape.count {
      let node = tape.nodes[index]
      if node.traits.contains(.isScalarStep) {
        let a = Int(node.first) == index &- 1 ? previous : values[Int(node.first)]
        let b = Int(node.second) == index &- 1 ? previous : values[Int(node.second)]
        var work = ScalarValue(a: a, b: b)
        let value = node.scalarOp.withRule(&work)
        values[index] = value
        previous = value
      } else {
        if let op = node.op { evaluate(index, op) }
        previous = values[index]
      }
      index += 1
    }
  }

  /// One step on lists.
  @inline(never)  // kept out of the loop over single numbers, whose registers it would take
  private func evaluate(_ index: Int, _ op: Op) {
    let step = Application(tape: tape, node: index, values: values)
    if let rule = op.structuredRule {
      rule.evaluate(step)
    } else {
      var work = ElementwiseValues(
        a: step.operand(0), b: step.operand(1), result: step.result)
      op.withRule(&work)
    }
  }

  /// Why the first node without a finite value has none; nil if all have one.
  ///
  /// - Parameter leafNames: The names of the leaves, in the order they were added.
  func failure(leafNames: [String]) -> EvaluationError? {
    let all = View(shape: .vector(tape.valueCount), start: values)
    guard !all.isFinite else { return nil }
    for index in 0..<tape.count where !tape.view(index, in: values).isFinite {
      guard let op = tape.nodes[index].op else {
        return .leafWithoutValue(name: leafNames[Int(tape.nodes[index].first)])
      }
      return failure(at: index, op)
    }
    return nil
  }

  private func failure(at index: Int, _ op: Op) -> EvaluationError {
    let step = Application(tape: tape, node: index, values: values)
    guard op.isElementwise else {
      return .undefinedValue(node: NodeID(index: index), op: op, operands: [])
    }
    var operands: [Double] = []
    step.forEachMeeting { entry, a, b in
      if operands.isEmpty, !step.result[entry].isFinite {
        operands = op.arity == 1 ? [a] : [a, b]
      }
    }
    return .undefinedValue(node: NodeID(index: index), op: op, operands: operands)
  }
}

private struct ScalarValue: RuleVisitor {
  let a, b: Double

  @inline(__always)
  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) -> Double { Rule.value(a, b) }
}

private struct ElementwiseValues: RuleVisitor {
  let a, b, result: View

  func visit<Rule: ElementwiseRule>(_ rule: Rule.Type) {
    let (a, b, result) = (self.a.start, self.b.start, self.result.start)
    Broadcast(self.a.shape, self.b.shape, to: self.result.shape).forEachEntry { to, i, j in
      result[to] = Rule.value(a[i], b[j])
    }
  }
}
