/// A node of one graph.
///
/// Nodes are ordered as they were added, so an operand always comes before its users.
public struct NodeID: Hashable, Comparable, Sendable {
  @usableFromInline let index: Int

  @usableFromInline init(index: Int) { self.index = index }

  /// Whether `left` was added to the graph before `right`.
  public static func < (left: NodeID, right: NodeID) -> Bool {
    left.index < right.index
  }
}

/// The nodes of a graph, operands before their users.
///
/// A type of its own so that other modules walk over it without generic calls.
public struct NodeIDs: RandomAccessCollection, Sendable {
  /// The first place.
  @inlinable public var startIndex: Int { 0 }
  /// The place behind the last node.
  public let endIndex: Int

  @usableFromInline init(endIndex: Int) { self.endIndex = endIndex }

  /// The node at a place.
  @inlinable public subscript(place: Int) -> NodeID { NodeID(index: place) }
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
    /// A fixed value.
    case constant(Tensor)
    /// An op applied to earlier nodes, as many as its arity.
    case result(Op, [NodeID])
  }

  private(set) var nodes: [Node] = []
  private(set) var leafNames: [String] = []
  private(set) var constants: [Tensor] = []
  private(set) var listOperands: [UInt32] = []
  /// For each node its place in `extents`, counted from 1, and 0 for a single number.
  ///
  /// Empty while all nodes are single numbers.
  private(set) var extentIndices: [UInt32] = []
  private(set) var extents: [Extent] = []

  /// Whether some step is more than an elementwise op on single numbers.
  private(set) var hasLists = false
  /// The place of the first node that is neither leaf nor constant; 0 while there is none.
  private(set) var firstResult = 0

  /// How many numbers all values of a graph may have together: half a gigabyte of them.
  ///
  /// A column and a row of some ten thousand entries would make a matrix that no machine holds.
  public static let mostValues = 1 << 26

  /// Makes an empty graph.
  public init() {}

  /// The number of nodes.
  public var count: Int { nodes.count }

  /// Every node, operands before their users.
  public var nodeIDs: NodeIDs { NodeIDs(endIndex: nodes.count) }

  /// The leaves, in the order they were added.
  public var leaves: [NodeID] {
    nodeIDs.filter { nodes[$0.index].traits.contains(.isLeaf) }
  }

  /// What `node` is.
  public func kind(of node: NodeID) -> Kind {
    let entry = nodes[node.index]
    if let op = entry.op { return .result(op, operands(of: node)) }
    return entry.traits.contains(.isLeaf)
      ? .leaf(name: leafNames[Int(entry.first)]) : .constant(constants[Int(entry.first)])
  }

  /// The name of a leaf.
  func leafName(_ leaf: NodeID) -> String {
    leafNames[Int(nodes[leaf.index].first)]
  }

  /// The nodes that `node` is made from; none for a leaf or constant.
  public func operands(of node: NodeID) -> [NodeID] {
    let entry = nodes[node.index]
    guard let op = entry.op else { return [] }
    if op == .list {
      let range = Int(entry.first)..<Int(entry.first) + Int(entry.second)
      return listOperands[range].map { NodeID(index: Int($0)) }
    }
    let first = NodeID(index: Int(entry.first))
    return op.arity == 1 ? [first] : [first, NodeID(index: Int(entry.second))]
  }

  /// The shape of the node's value.
  public func shape(of node: NodeID) -> Shape {
    extent(of: node.index)?.shape ?? .scalar
  }

  /// Where the node's entries stand; nil for a single number.
  @inline(__always)
  func extent(of index: Int) -> Extent? {
    guard !extentIndices.isEmpty, extentIndices[index] > 0 else { return nil }
    return extents[Int(extentIndices[index]) - 1]
  }

  /// The number of values that a pass keeps: one for each node, then the entries of lists.
  var valueCount: Int {
    nodes.count + (extents.last.map { $0.offset + $0.shape.count } ?? 0)
  }

  /// Where the node's value stands among the values of a pass.
  @inline(__always)
  func start(of index: Int) -> Int {
    extent(of: index).map { nodes.count + $0.offset } ?? index
  }

  /// Whether moving some leaf could move `node`.
  public func dependsOnLeaf(_ node: NodeID) -> Bool {
    nodes[node.index].traits.contains(.dependsOnLeaf)
  }

  /// Makes room for `count` nodes.
  public mutating func reserveCapacity(_ count: Int) {
    nodes.reserveCapacity(count)
  }

  // MARK: Adding nodes

  /// Adds an input.
  public mutating func addLeaf(named name: String, shape: Shape = .scalar) -> NodeID {
    precondition(shape.rows > 0 && shape.columns > 0, "a list without entries")
    leafNames.append(name)
    return add(
      Node(
        first: UInt32(leafNames.count - 1), second: 0, op: nil, traits: [.isLeaf, .dependsOnLeaf]),
      shape)
  }

  /// Adds a fixed value.
  public mutating func addConstant(_ value: Tensor) -> NodeID {
    precondition(value.isConsistent, "a list without entries, or not as many as its shape says")
    constants.append(value)
    return add(
      Node(first: UInt32(constants.count - 1), second: 0, op: nil, traits: []), value.shape)
  }

  /// Adds a fixed number.
  public mutating func addConstant(_ number: Double) -> NodeID {
    addConstant(.scalar(number))
  }

  /// Adds `op` applied to one node of this graph.
  ///
  /// - Throws: ``ShapeError`` if the operand's shape does not fit.
  public mutating func addResult(of op: Op, _ operand: NodeID) throws(ShapeError) -> NodeID {
    guard extents.isEmpty, op.isElementwise else { return try addResult(of: op, [operand]) }
    return addScalarStep(op, operand, operand, operandCount: 1)
  }

  /// Adds `op` applied to two nodes of this graph.
  ///
  /// - Throws: ``ShapeError`` if the operands' shapes don't fit.
  public mutating func addResult(
    of op: Op, _ first: NodeID, _ second: NodeID
  ) throws(ShapeError) -> NodeID {
    guard extents.isEmpty, op.isElementwise else { return try addResult(of: op, [first, second]) }
    return addScalarStep(op, first, second, operandCount: 2)
  }

  /// A step among single numbers, which always fit: five times as fast without arrays of operands
  /// and shapes.
  private mutating func addScalarStep(
    _ op: Op, _ first: NodeID, _ second: NodeID, operandCount: Int
  ) -> NodeID {
    precondition(op.arity == operandCount, "\(op) does not take \(operandCount) operands")
    precondition(max(first, second).index < nodes.count, "an operand of another graph")
    var traits: Traits = .isScalarStep
    if op != .stop, dependsOnLeaf(first) || dependsOnLeaf(second) { traits.insert(.dependsOnLeaf) }
    return add(
      Node(
        first: UInt32(truncatingIfNeeded: first.index),
        second: UInt32(truncatingIfNeeded: second.index), op: op, traits: traits),
      .scalar)
  }

  /// Adds `op` applied to nodes of this graph.
  ///
  /// - Throws: ``ShapeError`` if the operands' shapes don't fit.
  public mutating func addResult(
    of op: Op, _ operands: [NodeID]
  ) throws(ShapeError) -> NodeID {
    precondition(
      operands.count == op.arity ?? max(operands.count, 1),
      "\(op) takes \(op.arity ?? 1) operands, got \(operands.count)")
    precondition(operands.allSatisfy { $0.index < nodes.count }, "an operand of another graph")
    let shape = try resultShape(of: op, operands)
    var traits: Traits = []
    if op != .stop, operands.contains(where: dependsOnLeaf) { traits.insert(.dependsOnLeaf) }
    if op.isElementwise, shape == .scalar { traits.insert(.isScalarStep) }
    var node = Node(
      first: UInt32(operands[0].index), second: UInt32(operands[operands.count > 1 ? 1 : 0].index),
      op: op, traits: traits)
    if op == .list {
      node.first = UInt32(listOperands.count)
      node.second = UInt32(operands.count)
      listOperands += operands.map { UInt32($0.index) }
    }
    return add(node, shape)
  }

  private mutating func add(_ node: Node, _ shape: Shape) -> NodeID {
    if shape != .scalar {
      if extentIndices.isEmpty { extentIndices = Array(repeating: 0, count: nodes.count) }
      let offset = extents.last.map { $0.offset + $0.shape.count } ?? 0
      extents.append(Extent(shape: shape, offset: offset))
      extentIndices.append(UInt32(extents.count))
    } else if !extentIndices.isEmpty {
      extentIndices.append(0)
    }
    if shape != .scalar || node.op != nil && !node.traits.contains(.isScalarStep) {
      hasLists = true
    }
    if node.op != nil, nodes.isEmpty || nodes[firstResult].op == nil { firstResult = nodes.count }
    nodes.append(node)
    return NodeID(index: nodes.count - 1)
  }

  private func resultShape(of op: Op, _ operands: [NodeID]) throws(ShapeError) -> Shape {
    let shapes = operands.map(shape(of:))
    let room = Self.mostValues - valueCount
    guard let rule = op.structuredRule else {
      let shape = operands.count == 1 ? shapes[0] : shapes[0].broadcast(with: shapes[1])
      guard let shape else { throw ShapeError(op: op, shapes: shapes) }
      guard shape.fits(in: room) else { throw ShapeError(op: op, shapes: shapes, isTooLarge: true) }
      return shape
    }
    guard let shape = rule.shape(of: shapes) else { throw ShapeError(op: op, shapes: shapes) }
    guard shape.fits(in: room) else { throw ShapeError(op: op, shapes: shapes, isTooLarge: true) }
    if op == .index {
      let length = shapes[0].rank == 2 ? shapes[0].rows : shapes[0].columns
      guard case .constant(let value) = kind(of: operands[1]), let number = value.number,
        let place = Int(exactly: number), (0..<length).contains(place)
      else { throw ShapeError(op: op, shapes: shapes) }
    }
    return shape
  }
}

/// Operands whose shapes don't fit, or an index that is no whole number or out of range.
public struct ShapeError: Error, Equatable, Sendable {
  /// The op that can't be applied.
  public let op: Op
  /// The shapes of its operands.
  public let shapes: [Shape]
  /// Whether they fit, but the graph would have more than ``Graph/mostValues`` numbers.
  public var isTooLarge = false
}
