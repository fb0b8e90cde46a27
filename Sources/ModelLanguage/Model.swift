public import Autodiff

/// A program as a graph that can be run.
public struct Model: Sendable {
  /// The text it came from.
  public let program: Program
  /// Its graph.
  public let graph: Graph
  /// The value of each leaf as the program writes it.
  public let point: [String: Double]
  /// The node of each name.
  public let nodes: [String: NodeID]

  private let labels: [NodeID: String]

  /// Builds the graph of `program`.
  ///
  /// - Throws: Everything that keeps it from running: unknown names and functions, wrong arity.
  public init(_ program: Program) throws(Diagnostic.List) {
    var lowering = Lowering()
    var nodes: [String: NodeID] = [:]
    var point: [String: Double] = [:]
    var diagnostics: [Diagnostic] = []
    for statement in program.statements {
      if Function.named(statement.name) != nil {
        diagnostics.append(
          Diagnostic(
            "'\(statement.name)' is a function", at: statement.nameRange,
            advice: "choose another name"))
      }
      if nodes[statement.name] != nil {
        diagnostics.append(
          Diagnostic(
            "'\(statement.name)' is already bound", at: statement.nameRange,
            advice: "choose another name"))
      }
      if let value = statement.value.literalValue {
        nodes[statement.name] = lowering.leaf(named: statement.name)
        point[statement.name] = value
        continue
      }
      do throws(Diagnostic) {
        let count = lowering.graph.count
        let node = try lowering.lower(statement.value) { _, expression throws(Diagnostic) in
          guard case .name(let name) = expression.kind, let node = nodes[name] else {
            throw .unknownName(expression, known: program.names.filter { nodes[$0] != nil })
          }
          return node
        }
        // A name for a name is the same node and keeps the first name as its label.
        if lowering.graph.count > count { lowering.relabel(node, as: statement.name) }
        nodes[statement.name] = node
      } catch {
        diagnostics.append(error)
        nodes[statement.name] = lowering.constant(0, label: statement.name)  // no follow-up errors
      }
    }
    if !diagnostics.isEmpty { throw Diagnostic.List(diagnostics) }
    self.program = program
    self.nodes = nodes
    self.point = point
    graph = lowering.graph
    labels = lowering.labels
  }

  /// The names in the order of the program.
  public var names: [String] { program.names }

  /// The last name, whose value is the model's output.
  public var output: String { program.statements.last?.name ?? "" }

  /// The name of `node`, or the text it came from.
  public func label(of node: NodeID) -> String {
    labels[node] ?? ""
  }

  /// Whether `name` is an input, bound to a number.
  public func isLeaf(_ name: String) -> Bool {
    point[name] != nil
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
    }
  }
}

/// An op at its operands, as a program would write it: `1 / 0`, `log(0)`.
func applied(_ op: Op, _ operands: [Double]) -> String {
  let arguments = operands.map { Expr(literal: $0) }
  if let symbol = BinaryOperator.allCases.first(where: { $0.op == op }), arguments.count == 2 {
    return Expr(.binary(symbol, arguments[0], arguments[1])).description
  }
  return Expr(.call(op.rawValue, arguments)).description
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
        : advice ?? (known.isEmpty ? nil : "known here: \(known.joined(separator: ", "))"))
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
