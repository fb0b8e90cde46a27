import Autodiff
import ModelLanguage

extension ForwardPass {
  /// On which side of each place where the formula changes its branch the point lies: below, on or
  /// above; nil if it is too near one to tell.
  func branch() -> [Int8]? {
    var branch: [Int8] = []
    for distance in cornerDistances() {
      // Exactly 0 is a branch of its own: behind a relu that is off it is a whole region.
      guard distance == 0 || abs(distance) >= 1e-6 else { return nil }
      branch.append(distance == 0 ? 0 : distance < 0 ? -1 : 1)
    }
    return branch
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
