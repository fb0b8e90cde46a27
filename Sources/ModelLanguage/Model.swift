public import Autodiff

/// A program as a graph that can be run.
public struct Model: Sendable {
  /// The text it came from.
  public let program: Program
  /// Its graph.
  public let graph: Graph
  /// The value of each leaf as the program writes it.
  public let point: [String: Tensor]
  /// The node of each name: the last one it was bound to.
  public let nodes: [String: NodeID]
  /// The node of each statement, in order.
  public let statementNodes: [NodeID]
  /// The leaf of each name that is bound to a literal.
  ///
  /// It keeps its own gradient where a later line binds the name to a result.
  public let leaves: [String: NodeID]

  private let labels: [NodeID: String]
  private let ranges: [NodeID: SourceRange]

  /// Builds the graph of `program`.
  ///
  /// As in Python a name may be bound again; from then on it means the new node.
  ///
  /// - Parameter mayNameFunctions: Whether a name may be that of a function, as T for a temperature.
  ///   Before a bracket it still calls the function.
  /// - Throws: What keeps it from running: unknown names and functions, wrong arity, shapes that
  ///   don't fit. At most twenty of them.
  public init(
    _ program: Program, mayNameFunctions: Bool = false
  ) throws(Diagnostic.List) {
    var builder = ModelBuilder(program, mayNameFunctions: mayNameFunctions)
    let lastLiterals = program.lastLiterals
    for (index, statement) in program.statements.enumerated() {
      builder.add(statement, isLastLiteral: lastLiterals[statement.name] == index)
      if builder.diagnostics.count >= Diagnostic.List.most { break }
    }
    if !builder.diagnostics.isEmpty { throw Diagnostic.List(builder.diagnostics) }
    self.program = program
    nodes = builder.nodes
    statementNodes = builder.statementNodes
    leaves = builder.leaves
    point = builder.point
    graph = builder.lowering.graph
    labels = builder.lowering.labels
    ranges = builder.lowering.ranges
  }

  /// The names in the order of the program.
  public var names: [String] { program.names }

  /// How many numbers a forward pass computes.
  public var numberCount: Int {
    graph.nodeIDs.reduce(0) { $0 + graph.shape(of: $1).count }
  }

  /// The last name, whose value is the model's output.
  public var output: String { program.statements.last?.name ?? "" }

  /// The name of `node`, or the text it came from.
  public func label(of node: NodeID) -> String {
    labels[node] ?? ""
  }

  /// Where the text of `node` stands; nil for a node that is not the model's.
  public func range(of node: NodeID) -> SourceRange? {
    ranges[node]
  }

  /// The statement that `node` belongs to; nil for a node that is not the model's.
  public func statement(of node: NodeID) -> Program.Statement? {
    statementNodes.firstIndex { $0 >= node }.map { program.statements[$0] }
  }

  /// Whether `name` is an input, bound to a number or a list of numbers.
  public func isLeaf(_ name: String) -> Bool {
    leaves[name] != nil && leaves[name] == nodes[name]
  }

  /// The node that a gradient by `name` is by: the leaf of that name, if it has one, and else its
  /// last node.
  public func input(named name: String) -> NodeID? {
    leaves[name] ?? nodes[name]
  }

  /// The names of the inputs, in the order of the program.
  public var leafNames: [String] {
    names.filter { leaves[$0] != nil && !$0.isEmpty }
  }

  /// Why a pass failed, as a sentence's first half: lower case, no full stop.
  public func explain(_ error: EvaluationError) -> String {
    switch error {
    case .leafWithoutValue(let name):
      "'\(name)' has no value"
    case .undefinedValue(let node, let op, let operands):
      "\(label(of: node)): \(applied(op, operands)) has no finite value"
    case .undefinedSlope(let node, let op, let operands):
      "\(label(of: node)): \(applied(op, operands)) has a value but no finite slope"
    case .gradientTooLarge(let node):
      "\(label(of: node)): its gradient is too large for a number"
    case .tooManyPaths:
      "there are too many paths to walk one by one"
    }
  }
}

/// A model in the making.
private struct ModelBuilder {
  private let program: Program
  private let mayNameFunctions: Bool
  private(set) var lowering = Lowering()
  private(set) var nodes: [String: NodeID] = [:]
  private(set) var statementNodes: [NodeID] = []
  private(set) var leaves: [String: NodeID] = [:]
  private(set) var point: [String: Tensor] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ program: Program, mayNameFunctions: Bool) {
    self.program = program
    self.mayNameFunctions = mayNameFunctions
  }

  /// - Parameter isLastLiteral: Whether no later line binds the name to a literal again. An earlier
  ///   literal can't be named any more, so it is a constant.
  mutating func add(_ statement: Program.Statement, isLastLiteral: Bool) {
    bind(statement, isLastLiteral: isLastLiteral)
    if let node = nodes[statement.name] { statementNodes.append(node) }
  }

  private mutating func bind(_ statement: Program.Statement, isLastLiteral: Bool) {
    let name = statement.name
    // A function that is made of others gives way: `step = 0.1` means no harm.
    if !mayNameFunctions, Function.named(name)?.definition == nil, Function.named(name) != nil {
      diagnostics.append(
        Diagnostic(
          "'\(name)' is a function", at: statement.nameRange, advice: "choose another name"))
    }
    if let value = statement.value.literalTensor {
      if isLastLiteral {
        let leaf = lowering.leaf(named: name, shape: value.shape, at: statement.nameRange)
        (nodes[name], leaves[name], point[name]) = (leaf, leaf, value)
      } else {
        nodes[name] = lowering.constant(value, label: name, at: statement.nameRange)
      }
      return
    }
    do throws(Diagnostic) {
      let count = lowering.graph.count
      let node = try lowering.lower(statement.value) { _, expression throws(Diagnostic) in
        guard case .name(let name) = expression.kind, let node = nodes[name] else {
          throw .unknownNameInModel(
            expression, known: program.names.filter { nodes[$0] != nil })
        }
        return node
      }
      // A name for a name is the same node and keeps the first name as its label; a line without a
      // name, as `explain --of 'sum(v)'` adds, is called by its text.
      if lowering.graph.count > count, !name.isEmpty { lowering.relabel(node, as: name) }
      nodes[name] = node
    } catch {
      diagnostics.append(error)
      // No follow-up errors.
      nodes[name] = lowering.constant(.scalar(0), label: name, at: statement.nameRange)
    }
  }
}

/// An op at its operands, as a program would write it: `1 / 0`, `log(0)`.
func applied(_ op: Op, _ operands: [Double]) -> String {
  let arguments = operands.map { Expr(literal: $0) }
  if op == .negate, let argument = arguments.first { return Expr(.negated(argument)).description }
  if let symbol = BinaryOperator.allCases.first(where: { $0.op == op }), arguments.count == 2 {
    return Expr(.binary(symbol, arguments[0], arguments[1])).description
  }
  guard let function = op.functionName, !arguments.isEmpty else { return "it" }
  return Expr(.call(function, arguments)).description
}

extension Diagnostic {
  /// A name that nothing binds.
  static func unknownName(_ expression: Expr, known: [String]) -> Diagnostic {
    let name = expression.names.first ?? expression.description
    let nearest = Spelling.nearest(to: name, among: known)
    let advice = nearest.map { "did you mean '\($0)'?" }
    let isFunction = Function.named(name) != nil
    return Diagnostic(
      isFunction ? "'\(name)' is a function and needs brackets" : "unknown name '\(name)'",
      at: expression.range,
      advice: isFunction
        ? "write \(name)(…)"
        : advice ?? (known.isEmpty ? nil : "known here: \(listed(known))"))
  }

  /// A name that no line before binds.
  fileprivate static func unknownNameInModel(_ expression: Expr, known: [String]) -> Diagnostic {
    var diagnostic = unknownName(expression, known: known)
    // `g = dloss/dw` reads as a quotient here.
    if case .name(let name) = expression.kind, name.hasPrefix("d"),
      known.contains(String(name.dropFirst()))
    {
      diagnostic.advice = "a slope can't stand in a model: write out what it is computed from"
    }
    return diagnostic
  }

  private static func listed(_ names: [String]) -> String {
    let most = 10
    return names.prefix(most).joined(separator: ", ") + (names.count > most ? ", …" : "")
  }

  /// A slope of or by a name that nothing binds.
  static func unknownSlope(
    of top: String, withRespectTo bottom: String, at range: SourceRange, known: [String]
  ) -> Diagnostic {
    let unknown = known.contains(top) ? bottom : top
    var diagnostic = unknownName(Expr(.name(unknown), at: range), known: known)
    if known.contains("d" + unknown) {
      diagnostic.advice =
        "d\(top)/d\(bottom) is read as a slope; for a quotient write (d\(top))/d\(bottom)"
    }
    return diagnostic
  }
}
