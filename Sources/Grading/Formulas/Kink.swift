import Autodiff
import ModelLanguage

/// Tells cheaply on which side of every kink of a graph a point lies.
struct KinkProbe {
  private let replay: Replay
  private let leaves: [(name: String, node: NodeID)]

  /// How near to a kink a point is on no side of it.
  private static let margin = 1e-6

  init(_ graph: Graph, root: NodeID) {
    replay = Replay(graph, of: root, withRespectTo: [])
    leaves = graph.leafNodes.map { ($0.key, $0.value) }
  }

  /// - Returns: nil where a value is missing, or a kink too near to tell.
  func branch(at point: [String: Tensor]) -> UInt64? {
    for leaf in leaves {
      guard let value = point[leaf.name] else { return nil }
      replay.set(leaf.node, to: value)
    }
    return replay.branch(keepingOff: Self.margin)
  }
}

extension Formula {
  /// Whether the expression on top of the model has kinks of its own.
  var bendsBeyondModel: Bool {
    graph.kinkArguments.count > model.kinkArguments.count
  }
}

extension Graph {
  /// Whether a formula of this graph has places where it changes its branch.
  var hasKinks: Bool {
    nodeIDs.contains { node in
      guard dependsOnLeaf(node), case .result(let op, _) = kind(of: node) else { return false }
      return op == .largest || op == .smallest || op.distanceFromCorner(1, 1) != nil
    }
  }

  /// What decides on which side of each kink a point lies: the sign of one node, or which of two is
  /// the larger.
  var kinkArguments: [(above: NodeID, below: NodeID?)] {
    nodeIDs.compactMap { node in
      guard dependsOnLeaf(node), case .result(let op, let operands) = kind(of: node),
        op.distanceFromCorner(1, 1) != nil, operands.allSatisfy({ shape(of: $0) == .scalar })
      else { return nil }
      return (operands[0], op == .max || op == .min ? operands[1] : nil)
    }
  }

  /// The leaves by name.
  var leafNodes: [String: NodeID] {
    var leaves: [String: NodeID] = [:]
    for node in nodeIDs { if case .leaf(let name) = kind(of: node) { leaves[name] = node } }
    return leaves
  }
}
