/// A node of one graph.
///
/// Nodes are ordered as they were added, so an operand always comes before its users.
public struct NodeID: Hashable, Comparable, Sendable {
  let index: Int

  /// Whether `left` was added to the graph before `right`.
  public static func < (left: NodeID, right: NodeID) -> Bool {
    left.index < right.index
  }
}

/// A tape of ops: built once, then run forward and backward as often as wanted.
///
/// A node can only name operands that exist already. So nodes stand in the order in which a forward
/// pass computes them, a backward pass is the same walk reversed, and neither sorts or recurses.
public struct Graph: Sendable {
  /// What a node is.
  public enum Kind: Sendable {
    /// An input whose value comes with each forward pass, under this name.
    case leaf(name: String)
    /// A fixed number.
    case constant(Double)
    /// An op applied to earlier nodes, as many as its arity.
    case result(Op, [NodeID])
  }

  struct Node: Sendable {
    let kind: Kind
    /// Whether a leaf stands somewhere below: only such nodes have a gradient.
    let dependsOnLeaf: Bool
  }

  private(set) var nodes: [Node] = []

  /// Makes an empty graph.
  public init() {}

  /// The number of nodes.
  public var count: Int { nodes.count }

  /// Every node, operands before their users.
  public var nodeIDs: some BidirectionalCollection<NodeID> {
    nodes.indices.lazy.map(NodeID.init(index:))
  }

  /// What `node` is.
  public func kind(of node: NodeID) -> Kind {
    nodes[node.index].kind
  }

  /// Whether moving some leaf could move `node`.
  public func dependsOnLeaf(_ node: NodeID) -> Bool {
    nodes[node.index].dependsOnLeaf
  }

  /// Adds an input.
  public mutating func addLeaf(named name: String) -> NodeID {
    add(Node(kind: .leaf(name: name), dependsOnLeaf: true))
  }

  /// Adds a fixed number.
  public mutating func addConstant(_ value: Double) -> NodeID {
    add(Node(kind: .constant(value), dependsOnLeaf: false))
  }

  /// Adds `op` applied to nodes of this graph.
  public mutating func addResult(of op: Op, _ operands: NodeID...) -> NodeID {
    addResult(of: op, operands)
  }

  /// Adds `op` applied to nodes of this graph.
  public mutating func addResult(of op: Op, _ operands: [NodeID]) -> NodeID {
    precondition(
      operands.count == op.arity, "\(op) takes \(op.arity) operands, got \(operands.count)")
    precondition(operands.allSatisfy { $0.index < nodes.count }, "an operand of another graph")
    return add(
      Node(
        kind: .result(op, operands),
        dependsOnLeaf: operands.contains { nodes[$0.index].dependsOnLeaf }))
  }

  private mutating func add(_ node: Node) -> NodeID {
    nodes.append(node)
    return NodeID(index: nodes.count - 1)
  }
}
