extension Graph {
  /// Every node that moving one of `sources` could move, these included.
  public func nodes(madeFrom sources: some Sequence<NodeID>) -> Set<NodeID> {
    var made = Set(sources)
    for node in nodeIDs where operands(of: node).contains(where: made.contains) {
      made.insert(node)
    }
    return made
  }
}
