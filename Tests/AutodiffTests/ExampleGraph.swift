import Autodiff
import Testing

/// A graph of named nodes with a point, told as one assignment after the other.
struct ExampleGraph: Sendable {
  /// `name = op(operands)`; an operand that is no name is a number.
  typealias Step = (name: String, op: Op, operands: [String])

  private(set) var graph = Graph()
  private(set) var point: [String: Tensor] = [:]
  private var nodes: [String: NodeID] = [:]

  /// - Parameter leaves: A name and its entries; one entry is a number, more are a list.
  init(_ leaves: KeyValuePairs<String, [Double]>, _ steps: [Step]) throws {
    for (name, entries) in leaves {
      let value = entries.count == 1 ? Tensor.scalar(entries[0]) : .vector(entries)
      nodes[name] = graph.addLeaf(named: name, shape: value.shape)
      point[name] = value
    }
    for (name, op, operands) in steps {
      var operandNodes: [NodeID] = []
      for operand in operands {
        operandNodes.append(try nodes[operand] ?? graph.addConstant(#require(Double(operand))))
      }
      nodes[name] = try graph.addResult(of: op, operandNodes)
    }
  }

  func node(_ name: String) throws -> NodeID {
    try #require(nodes[name], "no node \(name)")
  }

  /// The last assignment's node.
  var output: NodeID {
    get throws { try #require(graph.nodeIDs.last) }
  }

  func forward() throws -> ForwardPass {
    try graph.forward(at: point)
  }

  /// ∂node/∂leaf by the chain rule.
  func slope(of node: String, by leaf: String) throws -> Double {
    try forward().backward(from: self.node(node)).adjoint(of: self.node(leaf))
  }

  /// The same graph of lists in place of leaves: entry by entry its numbers times `factors`.
  func withLists(times factors: [Double]) throws -> ExampleGraph {
    var lists = self
    lists.graph = Graph()
    lists.point = point.mapValues { value in
      .vector(factors.flatMap { factor in value.entries.map { $0 * factor } })
    }
    for node in graph.nodeIDs {
      switch graph.kind(of: node) {
      case .leaf(let name):
        _ = lists.graph.addLeaf(named: name, shape: .vector(factors.count))
      case .constant(let value): _ = lists.graph.addConstant(value)
      case .result(let op, let operands): _ = try lists.graph.addResult(of: op, operands)
      }
    }
    return lists
  }
}
