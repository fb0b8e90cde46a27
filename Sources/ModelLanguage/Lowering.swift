import Autodiff

/// Turns expressions into nodes of a graph, operands first.
struct Lowering {
  private(set) var graph: Graph
  /// The text that each node came from.
  private(set) var labels: [NodeID: String] = [:]

  /// What a name or derivative stands for.
  typealias Resolver = (inout Lowering, Expr) throws(Diagnostic) -> NodeID

  /// - Parameter graph: The nodes that are there already.
  init(onTopOf graph: Graph = Graph()) {
    self.graph = graph
  }

  mutating func leaf(named name: String) -> NodeID {
    labeled(graph.addLeaf(named: name), name)
  }

  mutating func constant(_ value: Double, label: String) -> NodeID {
    labeled(graph.addConstant(value), label)
  }

  mutating func result(of op: Op, _ operands: [NodeID], label: String) -> NodeID {
    labeled(graph.addResult(of: op, operands), label)
  }

  mutating func relabel(_ node: NodeID, as label: String) {
    labels[node] = label
  }

  private mutating func labeled(_ node: NodeID, _ label: String) -> NodeID {
    labels[node] = label
    return node
  }

  /// Adds the nodes of `expression`.
  ///
  /// - Parameter resolve: Gives the node of a name or derivative.
  /// - Returns: The node of the whole.
  mutating func lower(
    _ expression: Expr, resolving resolve: Resolver
  ) throws(Diagnostic) -> NodeID {
    switch expression.kind {
    case .number(let value):
      return constant(value, label: expression.description)
    case .name, .derivative:
      return try resolve(&self, expression)
    case .negated(let operand):
      if let value = expression.literalValue {
        return constant(value, label: expression.description)
      }
      let node = try lower(operand, resolving: resolve)
      return result(of: .negate, [node], label: expression.description)
    case .binary(let symbol, let left, let right):
      guard let op = symbol.op else { throw Self.needsLists("'@'", at: expression.range) }
      let a = try lower(left, resolving: resolve)
      let b = try lower(right, resolving: resolve)
      return result(of: op, [a, b], label: expression.description)
    case .call(let name, let arguments):
      let function = try Self.function(name, taking: arguments, at: expression.range)
      var operands: [NodeID] = []
      for argument in arguments { operands.append(try lower(argument, resolving: resolve)) }
      return result(of: function.op, operands, label: expression.description)
    case .index:
      throw Self.needsLists("indexing", at: expression.range)
    case .list:
      throw Self.needsLists("a list", at: expression.range)
    }
  }

  private static func function(
    _ name: String, taking arguments: [Expr], at range: SourceRange
  ) throws(Diagnostic) -> Function {
    guard let function = Function.named(name) else {
      let nearest = Spelling.nearest(to: name, among: Function.all.map(\.name))
      throw Diagnostic(
        "unknown function '\(name)'",
        at: SourceRange(start: range.start, length: name.unicodeScalars.count),
        advice: nearest.map { "did you mean '\($0)'?" })
    }
    guard arguments.count == function.op.arity else {
      let wanted = function.op.arity == 1 ? "1 argument" : "\(function.op.arity) arguments"
      throw Diagnostic("'\(name)' takes \(wanted), got \(arguments.count)", at: range)
    }
    return function
  }

  /// Lists parse, but the engine runs numbers only.
  private static func needsLists(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(what) cannot run here: models are made of single numbers", at: range,
      advice: "give each entry a name of its own")
  }
}
