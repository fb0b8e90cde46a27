/// A graph with its memory, to be run over and over: no run allocates anything.
///
/// For training, plots and numeric checks. It keeps gradients but no trace; ``ForwardPass`` and
/// ``BackwardPass`` run through the same loops and tell how each gradient came about.
public final class Replay {
  /// The graph.
  public let graph: Graph
  /// The node whose gradient is computed.
  public let output: NodeID

  private let memory: UnsafeMutablePointer<Double>
  @usableFromInline let values: UnsafeMutablePointer<Double>
  @usableFromInline let adjoints: UnsafeMutablePointer<Double>
  private let room: UnsafeMutablePointer<Double>
  private let shares: UnsafeMutablePointer<UInt32>
  private let tape: Tape
  /// Whether some node is no single number; only then are shares counted.
  @usableFromInline let hasLists: Bool

  /// Takes the memory.
  ///
  /// - Parameter leaves: Where gradients are wanted; everywhere if nil. The fewer, the less is done.
  public init(_ graph: Graph, of output: NodeID, withRespectTo leaves: [NodeID]? = nil) {
    self.graph = graph
    self.output = output
    let valueCount = graph.valueCount
    tape = Tape(graph, nodes: graph.marked(for: output, from: leaves))
    hasLists = !graph.extents.isEmpty
    // Values and adjoints of one node must not meet in the same cache set: shifting them by nine
    // lines made small graphs up to 7 times as fast.
    let shift = 72
    let start = (valueCount + 511) / 512 * 512 + shift
    memory = .allocate(capacity: start + valueCount + shift + graph.largestCount)
    values = memory
    adjoints = memory + start
    room = adjoints + valueCount + shift
    shares = .allocate(capacity: hasLists ? graph.count : 1)
    values.initialize(repeating: .nan, count: valueCount)
    adjoints.initialize(repeating: 0, count: valueCount)
    room.initialize(repeating: 0, count: graph.largestCount)
    shares.initialize(repeating: 0, count: hasLists ? graph.count : 1)
    for (index, node) in graph.nodes.enumerated()
    where node.op == nil && !node.traits.contains(.isLeaf) {
      write(graph.constants[Int(node.first)], to: index)
    }
  }

  deinit {
    memory.deallocate()
    shares.deallocate()
    tape.deallocate()
  }

  // MARK: In

  /// Gives a leaf its number for the next run.
  @inlinable
  public func set(_ leaf: NodeID, to number: Double) {
    precondition(!hasLists || graph.shape(of: leaf) == .scalar, "the leaf is a list")
    values[leaf.index] = number
  }

  /// Gives a leaf its value for the next run.
  public func set(_ leaf: NodeID, to value: Tensor) {
    precondition(graph.shape(of: leaf) == value.shape, "a value of another shape")
    write(value, to: leaf.index)
  }

  /// Lets `body` change a leaf's entries in place.
  public func withEntries<Result>(
    of leaf: NodeID, _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    body(buffer(values, leaf))
  }

  private func write(_ value: Tensor, to index: Int) {
    let start = values + graph.start(of: index)
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
    guard all(values).isFinite, all(adjoints).isFinite else { throw failure() }
  }

  /// As ``run()``; what does not exist becomes nan or infinite.
  func runUnchecked() {
    ForwardLoop(tape: tape, values: values).run()
    seed()
    // Only a policy that walks every path by itself can fail.
    try? backwardLoop.run(from: output.index)
  }

  /// Computes every value.
  ///
  /// - Throws: ``EvaluationError`` at the first node without a finite value.
  public func forward() throws(EvaluationError) {
    let loop = ForwardLoop(tape: tape, values: values)
    loop.run()
    if let failure = loop.failure(in: graph) { throw failure }
  }

  /// All gradients 0, and that of the output 1.
  private func seed() {
    adjoints.update(repeating: 0, count: tape.valueCount)
    if hasLists { shares.update(repeating: 0, count: graph.count) }
    buffer(adjoints, output).update(repeating: 1)
  }

  private var backwardLoop: BackwardLoop<ChainRule, NoLog> {
    BackwardLoop(
      tape: tape, values: values, adjoints: adjoints, shares: shares, room: room,
      policy: ChainRule(), log: NoLog())
  }

  private func failure() -> EvaluationError {
    ForwardLoop(tape: tape, values: values).failure(in: graph)
      ?? backwardLoop.failure(from: output.index, afterReset: seed)
      ?? .gradientTooLarge(node: output)
  }

  private func all(_ entries: UnsafeMutablePointer<Double>) -> View {
    View(shape: .vector(tape.valueCount), start: entries)
  }

  // MARK: Out

  /// The value of a node that is a single number.
  @inlinable
  public func value(of node: NodeID) -> Double {
    precondition(!hasLists || graph.shape(of: node) == .scalar, "a list has no single value")
    return values[node.index]
  }

  /// ∂output/∂node of a node that is a single number.
  @inlinable
  public func adjoint(of node: NodeID) -> Double {
    precondition(
      !hasLists || graph.shape(of: node) == .scalar, "a list has a gradient, not an adjoint")
    return adjoints[node.index]
  }

  /// The value of `node`.
  public func tensor(of node: NodeID) -> Tensor {
    Tensor(graph.shape(of: node), at: values + graph.start(of: node.index))
  }

  /// ∂output/∂node, entry by entry.
  public func gradient(of node: NodeID) -> Tensor {
    Tensor(graph.shape(of: node), at: adjoints + graph.start(of: node.index))
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
    UnsafeMutableBufferPointer(
      start: entries + graph.start(of: node.index), count: graph.shape(of: node).count)
  }
}
