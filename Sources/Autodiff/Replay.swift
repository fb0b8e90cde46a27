/// A graph with its memory, to be run over and over: no run allocates anything.
///
/// For training, plots and numeric checks. It keeps gradients but no trace; ``ForwardPass`` and
/// ``BackwardPass`` run through the same loops and tell how each gradient came about.
public final class Replay {
  /// The node whose gradient is computed.
  public let output: NodeID

  private let memory: UnsafeMutablePointer<Double>
  @usableFromInline let values: UnsafeMutablePointer<Double>
  @usableFromInline let adjoints: UnsafeMutablePointer<Double>
  private let forwardLoop: ForwardLoop
  private let backwardLoop: BackwardLoop<ChainRule, NoLog>
  private let shares: UnsafeMutablePointer<UInt32>
  let tape: Tape
  private let leafNames: [String]
  /// The leaves that lie on a way to the output.
  private let wantedLeaves: UnsafeMutablePointer<UInt32>
  private let wantedLeafCount: Int
  /// Whether some step is more than an elementwise op on single numbers; only then are shares
  /// counted.
  @usableFromInline let hasLists: Bool

  /// Takes the memory.
  ///
  /// - Parameter leaves: The leaves whose gradients are wanted; all of them if nil. The fewer, the
  ///   less is done; the others' gradients stay 0.
  public init(_ graph: Graph, of output: NodeID, withRespectTo leaves: [NodeID]? = nil) {
    leafNames = graph.leafNames
    self.output = output
    let valueCount = graph.valueCount
    let marked = graph.marked(for: output, from: leaves)
    tape = Tape(graph, nodes: marked)
    let wanted = marked.indices.filter {
      marked[$0].op == nil && marked[$0].traits.contains(.isOnTheWay)
    }
    wantedLeafCount = wanted.count
    wantedLeaves = .allocate(capacity: wanted.count)
    wantedLeaves.initialize(from: wanted.map { UInt32($0) }, count: wanted.count)
    hasLists = graph.hasLists
    // Values and adjoints of one node must not meet in the same cache set: shifting them by nine
    // lines made small graphs up to 7 times as fast.
    let shift = 72
    let start = (valueCount + 511) / 512 * 512 + shift
    memory = .allocate(capacity: start + valueCount + shift + graph.largestCount)
    values = memory
    adjoints = memory + start
    let room = adjoints + valueCount + shift
    shares = .allocate(capacity: hasLists ? graph.count : 1)
    forwardLoop = ForwardLoop(tape: tape, values: values)
    backwardLoop = BackwardLoop(
      tape: tape, values: values, adjoints: adjoints, shares: shares, room: room,
      policy: ChainRule(), log: NoLog())
    values.initialize(repeating: .nan, count: valueCount)
    adjoints.initialize(repeating: 0, count: valueCount)
    room.initialize(repeating: 0, count: graph.largestCount)
    shares.initialize(repeating: 0, count: hasLists ? graph.count : 1)
    for (index, node) in graph.nodes.enumerated() {
      if graph.extent(of: index) != nil { values[index] = 0 }  // a list's numbers stand elsewhere
      if node.op == nil, !node.traits.contains(.isLeaf) {
        write(graph.constants[Int(node.first)], to: index)
      }
    }
  }

  deinit {
    memory.deallocate()
    shares.deallocate()
    wantedLeaves.deallocate()
    tape.deallocate()
  }

  // MARK: In

  /// Gives a leaf its number for the next run.
  @inlinable
  public func set(_ leaf: NodeID, to number: Double) {
    precondition(!hasLists || shape(of: leaf) == .scalar, "the leaf is a list")
    values[leaf.index] = number
  }

  /// Gives a leaf its value for the next run.
  public func set(_ leaf: NodeID, to value: Tensor) {
    precondition(shape(of: leaf) == value.shape && value.isConsistent, "a value of another shape")
    write(value, to: leaf.index)
  }

  /// Lets `body` change a leaf's entries in place.
  public func withEntries<Result>(
    of leaf: NodeID, _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    body(buffer(values, leaf))
  }

  private func write(_ value: Tensor, to index: Int) {
    let start = tape.view(index, in: values).start
    switch value {
    case .scalar(let number): start.pointee = number
    case .vector(let entries), .matrix(_, _, let entries):
      start.update(from: entries, count: entries.count)
    }
  }

  // MARK: Running

  /// Computes every value and every wanted gradient.
  ///
  /// - Throws: ``EvaluationError`` where a value or slope does not exist.
  public func run() throws(EvaluationError) {
    runUnchecked()
    guard hasValues, hasGradients else { throw failure() }
  }

  @inline(__always)
  private var hasValues: Bool {
    View(shape: .vector(tape.valueCount), start: values).isFinite
  }

  /// Whether every wanted gradient is a number.
  @inline(__always)
  private var hasGradients: Bool {
    guard hasLists else {
      var carries: UInt64 = 0
      for place in 0..<wantedLeafCount {
        carries |= adjoints[Int(wantedLeaves[place])].carryIfNotFinite
      }
      return carries >> 63 == 0
    }
    for place in 0..<wantedLeafCount {
      guard tape.view(Int(wantedLeaves[place]), in: adjoints).isFinite else { return false }
    }
    return true
  }

  /// As ``run()``; what does not exist becomes nan or infinite.
  func runUnchecked() {
    forwardLoop.run()
    seed()
    // Only a policy that walks every path by itself can fail.
    try? backwardLoop.run(from: output.index)
  }

  /// Computes every value.
  ///
  /// - Throws: ``EvaluationError`` at the first node without a finite value.
  public func forward() throws(EvaluationError) {
    forwardLoop.run()
    if let failure = forwardLoop.failure(leafNames: leafNames) { throw failure }
  }

  /// The gradient of the output 1, and 0 where shares are added up.
  ///
  /// Of single numbers alone the first share is put in place, and the first that reaches a list is
  /// built there.
  private func seed() {
    guard hasLists else {
      adjoints[output.index] = 1
      return
    }
    adjoints.update(repeating: 0, count: tape.count)
    shares.update(repeating: 0, count: tape.count)
    buffer(adjoints, output).update(repeating: 1)
  }

  private func failure() -> EvaluationError {
    forwardLoop.failure(leafNames: leafNames)
      ?? backwardLoop.failure(from: output.index) {
        adjoints.update(repeating: 0, count: tape.valueCount)
        seed()
      }
      ?? .gradientTooLarge(node: output)
  }

  // MARK: Out

  /// The value of a node that is a single number.
  @inlinable
  public func value(of node: NodeID) -> Double {
    precondition(!hasLists || shape(of: node) == .scalar, "a list has no single value")
    return values[node.index]
  }

  /// ∂output/∂node of a node that is a single number.
  @inlinable
  public func adjoint(of node: NodeID) -> Double {
    precondition(
      !hasLists || shape(of: node) == .scalar, "a list has a gradient, not an adjoint")
    return adjoints[node.index]
  }

  /// The value of `node`.
  public func tensor(of node: NodeID) -> Tensor {
    tensor(tape.view(node.index, in: values))
  }

  /// ∂output/∂node, entry by entry.
  public func gradient(of node: NodeID) -> Tensor {
    tensor(tape.view(node.index, in: adjoints))
  }

  /// Lets `body` read a node's gradient in place.
  public func withGradient<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    body(UnsafeBufferPointer(buffer(adjoints, node)))
  }

  private func buffer(
    _ entries: UnsafeMutablePointer<Double>, _ node: NodeID
  ) -> UnsafeMutableBufferPointer<Double> {
    let view = tape.view(node.index, in: entries)
    return UnsafeMutableBufferPointer(start: view.start, count: view.count)
  }

  private func tensor(_ view: View) -> Tensor { Tensor(view.shape, at: view.start) }

  /// The shape of a node's value.
  @usableFromInline
  func shape(of node: NodeID) -> Shape {
    tape.view(node.index, in: values).shape
  }
}
