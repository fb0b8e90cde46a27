import Autodiff

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

extension Graph {
  /// Whether a formula of this graph has places where it changes its branch.
  var hasKinks: Bool {
    nodeIDs.contains { node in
      guard dependsOnLeaf(node), case .result(let op, _) = kind(of: node) else { return false }
      return op == .largest || op == .smallest || op.distanceFromCorner(1, 1) != nil
    }
  }
}
