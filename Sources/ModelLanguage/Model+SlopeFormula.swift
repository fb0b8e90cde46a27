import Autodiff

extension Model {
  /// The slope of one name by another as people write it: over every road the product of the local
  /// slopes, and the roads added up.
  ///
  /// - Returns: nil where a link has no such form (see ``localSlope(of:by:)``), where the model lacks one of
  ///   the names, or where there are more than a few roads.
  public func slopeFormula(of top: String, by bottom: String) -> Expr? {
    guard let output = nodes[top], let input = input(named: bottom) else { return nil }
    var formulas: [NodeID: Expr] = [output: Expr(literal: 1)]
    for node in graph.nodeIDs.reversed() where node > input {
      guard let upstream = formulas[node] else { continue }
      for (position, operand) in graph.operands(of: node).enumerated()
      where reaches(operand, from: input) {
        guard let local = localSlope(of: node, by: position) else { return nil }
        let share = upstream.times(local)
        formulas[operand] = formulas[operand].map { Expr(.binary(.plus, $0, share)) } ?? share
      }
    }
    guard let formula = formulas[input] else { return Expr(literal: 0) }
    return formula.parts.count <= 200 ? formula : nil
  }

  private func reaches(_ node: NodeID, from input: NodeID) -> Bool {
    node == input
      || (node > input && graph.operands(of: node).contains { reaches($0, from: input) })
  }
}

extension Expr {
  fileprivate func times(_ other: Expr) -> Expr {
    if literalValue == 1 { return other }
    if other.literalValue == 1 { return self }
    return Expr(.binary(.times, self, other))
  }
}
