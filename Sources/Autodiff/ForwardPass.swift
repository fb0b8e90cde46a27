/// The value of every node at one point.
public struct ForwardPass: Sendable {
  /// The graph that was run.
  public let graph: Graph

  /// One value for each node, in the graph's order, and then the entries of lists.
  let values: [Double]

  /// The value of `node`, which must be a single number.
  public func value(of node: NodeID) -> Double {
    precondition(graph.shape(of: node) == .scalar, "a list has no single value")
    return values[node.index]
  }

  /// The value of `node`.
  public func tensor(of node: NodeID) -> Tensor {
    graph.tensor(of: node, in: values)
  }
}

extension Graph {
  /// Computes the value of every node, operands first.
  ///
  /// - Parameter point: A value of the right shape for each leaf, by name. Extra names are ignored.
  /// - Throws: ``EvaluationError`` at the first node without a finite value.
  /// - Complexity: O(*n*), where *n* is the number of nodes.
  public func forward(at point: [String: Tensor]) throws(EvaluationError) -> ForwardPass {
    var values = [Double](repeating: 0, count: valueCount)
    for (index, node) in nodes.enumerated() where node.op == nil {
      let value: Tensor
      if node.traits.contains(.isLeaf) {
        let name = leafNames[Int(node.first)]
        guard let given = point[name], given.shape == shape(of: NodeID(index: index)),
          given.isConsistent
        else {
          throw .leafWithoutValue(name: name)
        }
        value = given
      } else {
        value = constants[Int(node.first)]
      }
      values.place(value, at: start(of: index))
    }
    try withTape { tape throws(EvaluationError) in
      try values.withPointer { values throws(EvaluationError) in
        let loop = ForwardLoop(tape: tape, values: values)
        loop.run()
        if let failure = loop.failure(leafNames: leafNames) { throw failure }
      }
    }
    return ForwardPass(graph: self, values: values)
  }

  /// Computes the value of every node of a graph whose leaves are single numbers.
  public func forward(at point: [String: Double]) throws(EvaluationError) -> ForwardPass {
    try forward(at: point.mapValues { .scalar($0) })
  }
}

extension [Double] {
  mutating func place(_ value: Tensor, at start: Int) {
    switch value {
    case .scalar(let number): self[start] = number
    case .vector(let entries), .matrix(_, _, let entries):
      replaceSubrange(start..<start + entries.count, with: entries)
    }
  }
}

extension Array {
  /// Calls `body` with the array's memory; for an empty array with a place that nobody may read.
  mutating func withPointer<Result, Failure>(
    _ body: (UnsafeMutablePointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeMutableBufferPointer { buffer throws(Failure) in
      try body(buffer.baseAddress ?? UnsafeMutablePointer.allocate(capacity: 0))
    }
  }
}
