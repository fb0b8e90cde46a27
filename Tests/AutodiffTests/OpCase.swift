import Autodiff
import Testing

/// One op applied to operands of given shapes.
struct OpCase: Sendable, CustomTestStringConvertible {
  enum Operand: Sendable {
    case leaf(Shape)
    case constant(Tensor)
  }

  let op: Op
  let operands: [Operand]

  init(_ op: Op, _ shapes: Shape...) {
    self.init(op, operands: shapes.map(Operand.leaf))
  }

  init(_ op: Op, operands: [Operand]) {
    self.op = op
    self.operands = operands
  }

  var testDescription: String {
    let texts = operands.map { operand in
      switch operand {
      case .leaf(let shape): "\(shape)"
      case .constant(let value): "constant \(value.entries)"
      }
    }
    return "\(op) of \(texts.joined(separator: ", "))"
  }

  /// Adds the op, applied to leaves `"0"`, `"1"` and so on.
  func addResult(to graph: inout Graph) throws -> NodeID {
    var nodes: [NodeID] = []
    for (position, operand) in operands.enumerated() {
      switch operand {
      case .leaf(let shape): nodes.append(graph.addLeaf(named: "\(position)", shape: shape))
      case .constant(let value): nodes.append(graph.addConstant(value))
      }
    }
    return try graph.addResult(of: op, nodes)
  }

  /// A value for each leaf, where the op has one and no corner is near.
  ///
  /// All entries differ in size, by a 20th of a unit over their number at least.
  func point(using generator: inout SplitMix64) -> [String: Tensor] {
    let shapes = operands.map { operand in
      if case .leaf(let shape) = operand { shape } else { Shape.scalar }
    }
    let count = shapes.reduce(0) { $0 + $1.count }
    var sizes = (0..<count).shuffled(using: &generator).map { place in
      0.3 + 1.6 * (Double(place) + .random(in: 0.1...0.9, using: &generator)) / Double(count)
    }
    var point: [String: Tensor] = [:]
    for (position, operand) in operands.enumerated() {
      guard case .leaf(let shape) = operand else { continue }
      let entries = (0..<shape.count).map { _ in
        sizes.removeLast() * (needsPositive(position) || Bool.random(using: &generator) ? 1 : -1)
      }
      point["\(position)"] = Tensor(shape, entries)
    }
    return point
  }

  private func needsPositive(_ position: Int) -> Bool {
    switch op {
    case .log, .sqrt: return true
    case .power:
      // A negative base has a power for whole exponents only.
      guard position == 0, case .leaf = operands[1] else { return false }
      return true
    default: return false
    }
  }
}

extension OpCase {
  /// The shapes that meet in broadcasting, with a list and a matrix of one entry among them.
  static let shapes: [Shape] = [
    .scalar, .vector(3), .matrix(rows: 2, columns: 3), .matrix(rows: 1, columns: 3),
    .matrix(rows: 2, columns: 1), .vector(1), .matrix(rows: 1, columns: 1),
  ]

  /// Every elementwise op but stop, on every shape or pair of shapes.
  static let elementwise: [OpCase] = {
    var cases: [OpCase] = []
    for op in Op.allCases where op.isElementwise && op != .stop {
      for first in shapes {
        if op.arity == 1 { cases.append(OpCase(op, first)) }
        for second in shapes where op.arity == 2 { cases.append(OpCase(op, first, second)) }
      }
    }
    let exponents: [Tensor] = [-2, -1, 0, 1, 2, 3].map(Tensor.scalar) + [.vector([2, 3, -1])]
    for shape in shapes {
      for exponent in exponents {
        cases.append(OpCase(.power, operands: [.leaf(shape), .constant(exponent)]))
      }
    }
    return cases
  }()

  /// Every other op, in every form it has.
  static let structured: [OpCase] = unary + matrixProducts + crossEntropies + indices + lists

  private static let unary: [OpCase] =
    [Op.sum, .mean, .largest, .smallest, .logSumExp, .softmax, .transpose].flatMap { op in
      shapes.filter { op != .logSumExp && op != .softmax || $0 != .scalar }.map { OpCase(op, $0) }
    }

  private static let matrixProducts = [
    OpCase(.matrixProduct, .vector(3), .vector(3)),
    OpCase(.matrixProduct, .vector(1), .vector(1)),
    OpCase(.matrixProduct, .matrix(rows: 2, columns: 3), .vector(3)),
    OpCase(.matrixProduct, .vector(2), .matrix(rows: 2, columns: 3)),
    OpCase(.matrixProduct, .matrix(rows: 2, columns: 3), .matrix(rows: 3, columns: 4)),
    OpCase(.matrixProduct, .matrix(rows: 1, columns: 3), .matrix(rows: 3, columns: 1)),
    OpCase(.matrixProduct, .matrix(rows: 3, columns: 1), .matrix(rows: 1, columns: 2)),
    OpCase(.matrixProduct, .matrix(rows: 5, columns: 2), .matrix(rows: 2, columns: 9)),
  ]

  private static let crossEntropies = shapes.filter { $0 != .scalar }
    .map { OpCase(.crossEntropy, $0, $0) }

  private static let indices: [OpCase] = {
    let places: [(Shape, Double)] = [
      (.vector(3), 0), (.vector(3), 2), (.vector(1), 0), (.matrix(rows: 2, columns: 3), 0),
      (.matrix(rows: 2, columns: 3), 1), (.matrix(rows: 3, columns: 1), 2),
      (.matrix(rows: 1, columns: 3), 0),
    ]
    return places.map { shape, place in
      OpCase(.index, operands: [.leaf(shape), .constant(.scalar(place))])
    }
  }()

  private static let lists = [
    OpCase(.list, .scalar), OpCase(.list, .scalar, .scalar, .scalar), OpCase(.list, .vector(3)),
    OpCase(.list, .vector(3), .vector(3)), OpCase(.list, .vector(1), .vector(1), .vector(1)),
  ]

  static let all = elementwise + structured
}

/// A graph whose output hangs on every entry of an op's result, on each with another weight.
struct WeightedSum {
  var graph = Graph()
  let result: NodeID
  private(set) var output: NodeID

  init(of opCase: OpCase, using generator: inout SplitMix64) throws {
    result = try opCase.addResult(to: &graph)
    let shape = graph.shape(of: result)
    let weights = (0..<shape.count).map { _ in Double.random(in: -2...2, using: &generator) }
    let weighted = try graph.addResult(
      of: .multiply, result, graph.addConstant(Tensor(shape, weights)))
    output = try graph.addResult(of: .sum, weighted)
  }

  /// Lets the output hang on the squares of all nodes too, so that shares meet at every node.
  mutating func addSquares() throws {
    for node in graph.leaves + [result] {
      let squares = try graph.addResult(of: .square, node)
      output = try graph.addResult(
        of: .add, output,
        graph.shape(of: node) == .scalar
          ? squares : graph.addResult(of: .sum, squares))
    }
  }
}
