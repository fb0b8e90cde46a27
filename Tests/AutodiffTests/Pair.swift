import Autodiff

/// Two ops, one applied to the result of the other, and what else they need as leaves.
struct Pair {
  var graph = Graph()
  private(set) var node: NodeID
  private(set) var text: String

  init(_ inner: Op, at innerPosition: Int, of shape: Shape) throws {
    node = graph.addLeaf(named: "x", shape: shape)
    text = "x \(shape)"
    try apply(inner, at: innerPosition)
  }

  /// Makes the last node the operand of `op` at `position`; leaves become the other operands.
  mutating func apply(_ op: Op, at position: Int) throws {
    if op.needsList, shape == .scalar { try apply(.list, at: 0) }
    if op == .list, shape.rank == 2 { try apply(.index, at: 0) }
    var operands = [node]
    if op == .index {
      operands.append(graph.addConstant(Double(shape.length - 1)))
    } else if op.arity != 1 {
      let leaf = graph.addLeaf(named: "\(graph.count)", shape: other(op, position))
      operands.insert(leaf, at: 1 - position)
    }
    node = try graph.addResult(of: op, operands)
    text = "\(op)(\(text)) at \(position)"
  }

  /// A number that hangs on all entries.
  mutating func sumUp() throws {
    let weights = (0..<shape.count).map { 1.3 - 0.4 * Double($0) }
    node = try graph.addResult(
      of: .sum,
      graph.addResult(of: .multiply, node, graph.addConstant(Tensor(shape, weights))))
  }

  private static let sizes = [0.2...0.95, 1.1...2.5, 0.2...2.5]
  private static let signs: [[Double]] = [[1, 1], [-1, -1], [1, -1]]

  private var shape: Shape { graph.shape(of: node) }

  private func other(_ op: Op, _ position: Int) -> Shape {
    guard op == .matrixProduct else { return shape }
    return position == 1
      ? .matrix(rows: 2, columns: shape.length)
      : .matrix(rows: shape.rank == 2 ? shape.count / shape.length : shape.count, columns: 2)
  }

  /// A random point where all is smooth and of moderate size, if there is any.
  func point(using generator: inout SplitMix64) -> [String: Tensor]? {
    for _ in 0..<2000 {
      var point: [String: Tensor] = [:]
      for leaf in graph.leaves {
        guard case .leaf(let name) = graph.kind(of: leaf) else { continue }
        // Some pairs have a value only where all entries are large, or all negative.
        let sizes = Self.sizes[.random(in: 0..<3, using: &generator)]
        let signs = Self.signs[.random(in: 0..<3, using: &generator)]
        let shape = graph.shape(of: leaf)
        let entries = (0..<shape.count).map { _ in
          signs[.random(in: 0..<2, using: &generator)] * Double.random(in: sizes, using: &generator)
        }
        point[name] = Tensor(shape, entries)
      }
      if isTame(point) { return point }
    }
    return nil
  }

  private func isTame(_ point: [String: Tensor]) -> Bool {
    guard let pass = try? graph.forward(at: point).backward(from: node) else { return false }
    return pass.edges.allSatisfy { edge in
      guard pass.forward.tensor(of: edge.result).entries.allSatisfy({ abs($0) < 50 }),
        case .result(let op, let operands) = graph.kind(of: edge.result)
      else { return false }
      if case .entries(let slopes) = edge.localDerivative {
        guard slopes.entries.allSatisfy({ abs($0) < 50 }) else { return false }
      }
      return !isNearCorner(op, operands.map { pass.forward.tensor(of: $0).entries })
    }
  }

  private func isNearCorner(_ op: Op, _ operands: [[Double]]) -> Bool {
    switch op {
    case .largest, .smallest:
      let sorted = operands[0].sorted()
      return zip(sorted, sorted.dropFirst()).contains { $1 - $0 < 0.01 }
    default:
      let second = operands.last ?? [0]
      return operands[0].indices.contains { entry in
        let distance = op.distanceFromCorner(operands[0][entry], second[entry % second.count])
        return distance.map { abs($0) < 0.01 } ?? false
      }
    }
  }
}

extension Op {
  /// Whether it has no meaning for numbers.
  var needsList: Bool {
    switch self {
    case .logSumExp, .softmax, .matrixProduct, .crossEntropy, .index: true
    default: false
    }
  }

  /// Where in a pair the op can have the other's result.
  var positions: Range<Int> { 0..<(self == .index ? 1 : arity ?? 2) }
}

extension Shape {
  /// The number of entries of a list, or of rows.
  fileprivate var length: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(let rows, _): rows
    }
  }
}

extension Pair {
  /// Adds up `times` products of the last node with leaves of their own.
  mutating func use(times: Int) throws {
    let shared = node
    var total: NodeID?
    for _ in 0..<times {
      node = shared
      try apply(.multiply, at: 0)
      try sumUp()
      total = try total.map { try graph.addResult(of: .add, $0, node) } ?? node
    }
    node = total ?? shared
  }
}
