import Autodiff

extension Model {
  /// The names whose values are made from that of `name`, this one included.
  public func names(madeFrom name: String) -> Set<String> {
    guard let source = nodes[name] else { return [name] }
    let made = graph.nodes(madeFrom: [source])
    return Set(names.filter { nodes[$0].map(made.contains) == true })
  }
}
