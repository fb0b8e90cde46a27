import Autodiff

/// Turns expressions into nodes of a graph, operands first.
struct Lowering {
  private(set) var graph: Graph
  /// The text that each node came from.
  private(set) var labels: [NodeID: String] = [:]
  /// Where that text stands.
  private(set) var ranges: [NodeID: SourceRange] = [:]

  /// What a name or derivative stands for.
  typealias Resolver = (inout Lowering, Expr) throws(Diagnostic) -> NodeID

  /// Whether texts are kept.
  ///
  /// Those of a long sum are quadratic in its length, and nobody asks for
  /// those of an answer.
  private let keepsLabels: Bool

  /// - Parameter graph: The nodes that are there already.
  init(onTopOf graph: Graph = Graph(), keepingLabels keepsLabels: Bool = true) {
    self.graph = graph
    self.keepsLabels = keepsLabels
  }

  mutating func leaf(
    named name: String, shape: Shape = .scalar, at range: SourceRange
  ) -> NodeID {
    noted(graph.addLeaf(named: name, shape: shape), name, range)
  }

  mutating func constant(
    _ value: Tensor, label: @autoclosure () -> String, at range: SourceRange
  ) -> NodeID {
    noted(graph.addConstant(value), label(), range)
  }

  mutating func relabel(_ node: NodeID, as label: String) {
    labels[node] = label
  }

  private mutating func noted(
    _ node: NodeID, _ label: @autoclosure () -> String, _ range: SourceRange
  ) -> NodeID {
    guard keepsLabels else { return node }
    labels[node] = label()
    ranges[node] = range
    return node
  }

  /// Adds the nodes of `expression`.
  ///
  /// - Parameter resolve: Gives the node of a name or derivative.
  /// - Returns: The node of the whole.
  mutating func lower(
    _ expression: Expr, resolving resolve: Resolver
  ) throws(Diagnostic) -> NodeID {
    if let value = expression.literalTensor {
      return constant(value, label: expression.label, at: expression.range)
    }
    switch expression.kind {
    case .number: preconditionFailure("a number is a literal")
    case .name, .derivative:
      return try resolve(&self, expression)
    case .negated(let operand):
      return try result(of: .negate, [operand], for: expression, resolving: resolve)
    case .binary(let symbol, let left, let right):
      return try result(of: symbol.op, [left, right], for: expression, resolving: resolve)
    case .call(let name, let arguments):
      if let definition = Function.named(name)?.definition, arguments.count == 1 {
        return try lower(definition, of: arguments[0], for: expression, resolving: resolve)
      }
      let op = try Self.op(name, taking: arguments, at: expression.range)
      return try result(of: op, arguments, for: expression, resolving: resolve)
    case .index(let base, let index):
      return try entry(index, of: base, for: expression, resolving: resolve)
    case .list(let entries):
      return try result(of: .list, entries, for: expression, resolving: resolve)
    }
  }

  /// Adds a function that is made of others; its argument is computed once.
  private mutating func lower(
    _ definition: Expr, of argument: Expr, for expression: Expr, resolving resolve: Resolver
  ) throws(Diagnostic) -> NodeID {
    let operand = try lower(argument, resolving: resolve)
    let first = graph.count
    let node = try lower(definition) { _, _ in operand }
    // What stands between has no text of its own in the program: it is called by the whole.
    for inner in graph.nodeIDs.dropFirst(first) where keepsLabels {
      labels[inner] = expression.label
      ranges[inner] = expression.range
    }
    return node
  }

  private mutating func result(
    of op: Op, _ arguments: [Expr], for expression: Expr, resolving resolve: Resolver
  ) throws(Diagnostic) -> NodeID {
    var operands: [NodeID] = []
    for argument in arguments { operands.append(try lower(argument, resolving: resolve)) }
    return try add(op, operands, for: expression)
  }

  private mutating func add(
    _ op: Op, _ operands: [NodeID], for expression: Expr
  ) throws(Diagnostic) -> NodeID {
    do throws(ShapeError) {
      let node = try graph.addResult(of: op, operands)
      return noted(node, expression.label, expression.range)
    } catch {
      throw Diagnostic(error, in: expression)
    }
  }

  /// `base[index]`, where the index is a whole number and counts from the end if negative.
  private mutating func entry(
    _ index: Expr, of base: Expr, for expression: Expr, resolving resolve: Resolver
  ) throws(Diagnostic) -> NodeID {
    let operand = try lower(base, resolving: resolve)
    guard let number = index.literalValue, let place = Int(exactly: number) else {
      throw Diagnostic(
        "an index is a whole number", at: index.range, advice: "the first entry is [0]")
    }
    let count: Int
    switch graph.shape(of: operand) {
    case .scalar:
      throw Diagnostic("'\(base.label)' is a number and has no entries", at: expression.range)
    case .vector(let entries): count = entries
    case .matrix(let rows, _): count = rows
    }
    guard (-count..<count).contains(place) else {
      let what = graph.shape(of: operand).rank == 2 ? "rows" : "entries"
      throw Diagnostic(
        "index \(place) is out of range: '\(base.label)' has \(count) \(what)", at: index.range,
        advice: "the last is [\(count - 1)]")
    }
    let position = constant(
      .scalar(Double(place < 0 ? place + count : place)), label: index.label, at: index.range)
    return try add(.index, [operand, position], for: expression)
  }

  private static func op(
    _ name: String, taking arguments: [Expr], at range: SourceRange
  ) throws(Diagnostic) -> Op {
    guard let function = Function.named(name) else {
      let nearest = Spelling.nearest(to: name, among: Function.all.map(\.name))
      throw Diagnostic(
        "unknown function '\(name)'",
        at: SourceRange(start: range.start, length: name.unicodeScalars.count),
        advice: nearest.map { "did you mean '\($0)'?" })
    }
    guard let op = function.op(taking: arguments.count) else {
      throw Diagnostic(
        "'\(name)' takes \(function.wantedArguments), got \(arguments.count)", at: range)
    }
    return op
  }
}

extension Diagnostic {
  /// Operands that don't fit, with the shapes of both.
  init(_ error: ShapeError, in expression: Expr) {
    let shapes = error.shapes.map(\.description)
    let (message, advice): (String, String?) =
      switch error.op {
      case _ where error.isTooLarge:
        ("`\(expression.label)` would have too many entries", "smaller lists, or fewer of them")
      case .list where error.shapes.contains { $0.rank == 2 }:
        ("lists nest at most two deep", nil)
      case .list:
        (
          "the entries of a list must have the same shape: "
            + Set(shapes).sorted().joined(separator: " and "),
          "give every row the same length"
        )
      case .softmax, .logSumExp:
        ("'\(error.op.functionName ?? "it")' takes a list, got a number", nil)
      case .crossEntropy:
        (
          "shapes do not fit: `\(expression.label)` is \(shapes.joined(separator: " by "))",
          "scores and wanted shares are lists of the same length"
        )
      case .matrixProduct:
        (
          "shapes do not fit: `\(expression.label)` is \(shapes.joined(separator: " by "))",
          error.shapes.contains(.scalar)
            ? "for a number write *"
            : "as many columns on the left as rows on the right"
        )
      default:
        (
          "shapes do not fit: `\(expression.label)` is \(shapes.joined(separator: " by "))",
          "lengths must be equal, or one of them 1"
        )
      }
    self.init(message, at: expression.range, advice: advice)
  }
}
