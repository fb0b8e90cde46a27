public import Autodiff

/// One model with everything that can be said about the gradient of its output.
public struct Explanation: Sendable {
  /// The model, run forward.
  public let trace: Trace
  /// The output as it was asked for: a name, or an expression over the model's names.
  public let outputText: String
  /// The output's node, which is a single number.
  public let output: NodeID
  /// The backward pass from the output.
  public let pass: BackwardPass
  /// Where gradients are told, in the order of the program or as asked for.
  public let inputs: [(name: String, node: NodeID)]

  /// What is wanted beside the model.
  public struct Request: Sendable {
    /// The output: a name, an entry such as `v[0]`, or an expression; nil for the last name.
    public var output: Expr?
    /// Where gradients are wanted; every leaf if nil.
    public var inputs: [String]?
    /// Other right-hand sides for some names.
    public var changes: [String: Expr] = [:]

    /// Asks for the whole gradient of the last name.
    public init() {}
  }

  /// Why a model can't be explained.
  public enum Failure: Error, Sendable {
    /// The program can't be read or does not fit together.
    case diagnostics(Diagnostic.List)
    /// A value or slope does not exist.
    case undefined(message: String, node: String, at: SourceRange?)
    /// Something that was asked for beside the model is wrong.
    case request(Diagnostic)
  }

  /// Reads `text` and runs it forward and backward.
  public init(_ text: String, _ request: Request = Request()) throws(Failure) {
    let model = try Self.model(text, request)
    output = try Self.output(request, of: model)
    outputText = request.output?.description ?? model.output
    let inputs = try Self.inputs(request, of: model)
    self.inputs = inputs
    let wanted = request.inputs == nil ? nil : inputs.map(\.node)
    do throws(EvaluationError) {
      trace = try Trace(model)
      pass = try trace.forward.backward(
        from: output, withRespectTo: wanted,
        keepsEdges: Self.traceSize(model.graph) <= Self.mostTraced)
    } catch {
      throw .undefined(
        message: model.explain(error), node: error.node.map(model.label(of:)) ?? "",
        at: error.node.flatMap { Self.range(of: $0, in: model, request) })
    }
  }

  /// Where the text of `node` stands in the model; nil if it came with the request.
  private static func range(
    of node: NodeID, in model: Model, _ request: Request
  ) -> SourceRange? {
    guard let name = model.statement(of: node)?.name else { return nil }
    return name.isEmpty || request.changes[name] != nil ? nil : model.range(of: node)
  }

  private static func model(_ text: String, _ request: Request) throws(Failure) -> Model {
    let program: Program
    var model: Model
    do throws(Diagnostic.List) {
      program = try Program(parsing: text)
      model = try Model(program)
    } catch {
      throw .diagnostics(error)
    }
    for name in request.changes.keys.sorted() where model.nodes[name] == nil {
      throw .request(.unknownName(Expr(.name(name)), known: program.names))
    }
    let changed = program.rebinding(request.changes)
    do throws(Diagnostic.List) {
      if !request.changes.isEmpty { model = try Model(changed) }
      // An expression that is asked for is one more line, which no name can mean.
      if let output = request.output, output.nameAlone == nil {
        model = try Model(changed.binding("", to: output))
      }
    } catch {
      throw .request(error.diagnostics[0])
    }
    return model
  }

  private static func output(_ request: Request, of model: Model) throws(Failure) -> NodeID {
    let name = request.output?.nameAlone ?? model.output
    guard let node = model.nodes[name] else {
      throw .request(.unknownName(Expr(.name(name)), known: model.names))
    }
    let shape = model.graph.shape(of: node)
    guard shape == .scalar else {
      let expression = request.output ?? Expr(.name(name))
      var diagnostic = Diagnostic.notANumber(
        expression.description, shape, at: model.range(of: node) ?? .first)
      let first = Expr(.index(expression, Expr(.number(0))))
      let entry = shape.rank == 2 ? Expr(.index(first, Expr(.number(0)))) : first
      diagnostic.advice = "ask for an entry with --of '\(entry)', or for --of 'sum(\(expression))'"
      // Only a name stands somewhere in the model.
      guard expression.nameAlone != nil else { throw .request(diagnostic) }
      throw .diagnostics(Diagnostic.List([diagnostic]))
    }
    return node
  }

  private static func inputs(
    _ request: Request, of model: Model
  ) throws(Failure) -> [(name: String, node: NodeID)] {
    var inputs: [(name: String, node: NodeID)] = []
    var seen: Set<String> = []
    for name in request.inputs ?? model.leafNames where seen.insert(name).inserted {
      guard let node = model.input(named: name) else {
        throw .request(.unknownName(Expr(.name(name)), known: model.names))
      }
      inputs.append((name, node))
    }
    return inputs
  }

  // MARK: What it tells

  /// Every name with its value, in the order of the program.
  public var values: [(name: String, value: Tensor)] {
    trace.model.names.compactMap { name in
      name.isEmpty ? nil : trace.value(of: name).map { (name, $0) }
    }
  }

  /// The nodes on the way that stand on a corner, by name or text, in the order of the program.
  public var corners: [String] {
    pass.corners.map(trace.model.label(of:))
  }

  /// Above so many numbers in its contributions a pass keeps no edges: nobody reads such a trace.
  private static let mostTraced = 2_000_000

  /// How many numbers the contributions of a pass have together.
  private static func traceSize(_ graph: Graph) -> Int {
    graph.nodeIDs.reduce(0) { sum, node in
      graph.operands(of: node).reduce(sum) { $0 + graph.shape(of: $1).count }
    }
  }

  /// How much work the numeric checks may be, in steps of the forward pass.
  private static let mostCheckingSteps = 20_000_000

  /// The gradients beside central differences.
  ///
  /// - Returns: For each leaf its check; nil where that would take too many forward passes.
  public func checks() -> [(name: String, check: NumericCheck?)] {
    var stepsLeft = Self.mostCheckingSteps
    let graph = trace.model.graph
    return inputs.compactMap { name, node in
      guard case .leaf = graph.kind(of: node) else { return nil }
      let steps =
        graph.shape(of: node).count.multipliedReportingOverflow(
          by: BackwardPass.passesPerCheckedEntry * trace.model.numberCount)
      guard !steps.overflow, steps.partialValue <= stepsLeft else { return (name, nil) }
      stepsLeft -= steps.partialValue
      return (name, pass.numericCheck(of: node))
    }
  }
}

extension Expr {
  /// The name, if it is nothing else.
  fileprivate var nameAlone: String? {
    if case .name(let name) = kind { name } else { nil }
  }
}

extension SourceRange {
  /// The first column of a text.
  static let first = SourceRange(start: .start, length: 1)
}
