import Autodiff

/// A place where a formula changes its branch: the argument of relu, abs or sign, or the
/// difference of the arguments of max or min.
struct Kink {
  private let left: NodeID
  private let right: NodeID?

  /// Every kink of `graph` that moving a leaf can cross.
  static func all(in graph: Graph) -> [Kink] {
    graph.nodeIDs.compactMap { node in
      guard graph.dependsOnLeaf(node), case .result(let op, let operands) = graph.kind(of: node)
      else { return nil }
      return switch op {
      case .relu, .abs, .sign: Kink(left: operands[0], right: nil)
      case .max, .min: Kink(left: operands[0], right: operands[1])
      case .add, .subtract, .multiply, .divide, .power, .negate, .exp, .log, .sqrt, .sin, .cos,
        .tanh, .sigmoid:
        nil
      }
    }
  }

  /// The branch at one point: below, on or above the kink; nil if too near to tell.
  func side(in pass: ForwardPass) -> Int8? {
    let argument = pass.value(of: left) - (right.map(pass.value(of:)) ?? 0)
    // Exactly 0 is a branch of its own: behind a relu that is off it is a whole region.
    if argument == 0 { return 0 }
    return abs(argument) < 1e-6 ? nil : argument < 0 ? -1 : 1
  }
}

extension [Kink] {
  /// The side of every kink; nil if one is too near to tell.
  func branch(in pass: ForwardPass) -> [Int8]? {
    var branch: [Int8] = []
    for kink in self {
      guard let side = kink.side(in: pass) else { return nil }
      branch.append(side)
    }
    return branch
  }
}
