import Autodiff
import ModelLanguage

/// What the names of an answer stand for.
struct Scope {
  /// Known everywhere, unless a model binds the name.
  static let constants: [String: Double] = ["pi": .pi, "e": 2.718281828459045]

  /// The graph that the names live in; an answer is added on top.
  let graph: Graph
  /// The value of each name that is no node.
  private let fixed: [String: Double]
  private let nodes: [String: NodeID]
  /// The names that an answer may use.
  let vocabulary: Vocabulary

  /// - Parameter given: Names beside the model's, with their values; the model's come first.
  init(_ model: Model, given: [String: Double]) {
    self.init(model.graph, model.nodes, names: model.names, given: given)
  }

  /// The scope of numbers alone.
  init() {
    self.init(Graph(), [:], names: [], given: [:])
  }

  private init(
    _ graph: Graph, _ nodes: [String: NodeID], names: [String], given: [String: Double]
  ) {
    self.graph = graph
    self.nodes = nodes
    fixed = Self.constants.merging(given) { _, given in given }
    let others = given.keys.sorted() + Self.constants.keys.sorted().filter { given[$0] == nil }
    vocabulary = Vocabulary(names + others.filter { nodes[$0] == nil })
  }

  /// The node of a name of the model.
  func node(of name: String) -> NodeID? {
    nodes[name]
  }

  /// The value of a name that is no node.
  func fixedValue(of name: String) -> Double? {
    nodes[name] == nil ? fixed[name] : nil
  }
}
