import Autodiff

extension Model {
  /// The slope of one name by another as people write it: over every road the product of the local
  /// slopes, and the roads added up.
  ///
  /// - Returns: nil where a link has no such form (see ``localSlope(of:by:)``), where the model lacks one of
  ///   the names, or where there are more than a few roads.
  public func slopeFormula(of top: String, by bottom: String) -> Expr? {
    guard let output = nodes[top], let input = input(named: bottom) else { return nil }
    let reached = graph.nodes(madeFrom: [input])
    // A formula doubles at every fork whose roads meet again, so its length is watched on the way.
    var formulas: [NodeID: (text: Expr, length: Int)] = [output: (Expr(literal: 1), 1)]
    for node in graph.nodeIDs.reversed() where node > input {
      guard let upstream = formulas[node] else { continue }
      for (position, operand) in graph.operands(of: node).enumerated()
      where reached.contains(operand) {
        guard let local = localSlope(of: node, by: position) else { return nil }
        var share = (
          text: upstream.text.times(local), length: upstream.length + local.parts.count + 1
        )
        if let others = formulas[operand] {
          share.text = Expr(.binary(.plus, others.text, share.text))
          share.length += others.length + 1
        }
        guard share.length <= Self.longestSlopeFormula else { return nil }
        formulas[operand] = share
      }
    }
    return formulas[input]?.text ?? Expr(literal: 0)
  }

  private static var longestSlopeFormula: Int { 300 }
}

extension Expr {
  fileprivate func times(_ other: Expr) -> Expr {
    if literalValue == 1 { return other }
    if other.literalValue == 1 { return self }
    return Expr(.binary(.times, self, other))
  }
}
