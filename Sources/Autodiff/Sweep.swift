/// A graph of single numbers run at many points at once, for plots, surfaces and sampling.
///
/// Every leaf becomes a list with one entry a point, and the graph is built anew on lists: each op
/// is then asked for once and worked off over all points.
public final class Sweep {
  /// How many points run together.
  public let pointCount: Int
  private let replay: Replay
  /// For each node its list.
  private let copies: [NodeID]

  /// Builds the graph on lists.
  ///
  /// - Parameter output: The node whose gradient is computed.
  public init(_ graph: Graph, of output: NodeID, points pointCount: Int) {
    precondition(!graph.hasLists, "a sweep takes a graph of single numbers")
    precondition(pointCount > 0, "a sweep without points")
    var lists = Graph()
    var copies: [NodeID] = []
    for node in graph.nodeIDs {
      switch graph.kind(of: node) {
      case .leaf(let name):
        copies.append(lists.addLeaf(named: name, shape: .vector(pointCount)))
      case .constant(let value):
        copies.append(lists.addConstant(value))
      case .result(let op, let operands):
        guard let copy = try? lists.addResult(of: op, operands.map { copies[$0.index] }) else {
          preconditionFailure("numbers and lists of one length always fit")
        }
        copies.append(copy)
      }
    }
    self.pointCount = pointCount
    self.copies = copies
    replay = Replay(lists, of: copies[output.index])
  }

  /// Lets `body` fill in a leaf's numbers, one a point.
  public func withValues<Result>(
    of leaf: NodeID, _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    replay.withEntries(of: copies[leaf.index], body)
  }

  /// Computes every value and gradient at every point; allocates nothing.
  public func run() {
    replay.runUnchecked()
  }

  /// Lets `body` read ∂output/∂node, one a point.
  ///
  /// Where a value or slope on the way does not exist the entries are no finite numbers.
  public func withGradient<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    replay.withGradient(of: copies[node.index], body)
  }

  /// Lets `body` read the node's value, one a point; of a constant only one.
  public func withResult<Result>(
    of node: NodeID, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    replay.withEntries(of: copies[node.index]) { body(UnsafeBufferPointer($0)) }
  }

  /// Whether every value and every wanted gradient exists at `point`.
  public func isDefined(at point: Int) -> Bool {
    copies.allSatisfy { copy in
      replay.withEntries(of: copy) { $0[min(point, $0.count - 1)].isFinite }
        && replay.withGradient(of: copy) { $0[min(point, $0.count - 1)].isFinite }
    }
  }
}
