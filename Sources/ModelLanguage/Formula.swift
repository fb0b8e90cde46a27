public import Autodiff

/// An expression over a model's names and slopes, ready to run at any point.
///
/// Its nodes stand on top of the model's graph, so what rounding did to the model is known to it. A
/// slope in it becomes a leaf, whose value is a backward pass through the model.
public struct Formula: Sendable {
  /// A slope that the expression mentions.
  public struct Slope: Sendable {
    /// How it is written.
    let label: String
    /// The leaf that stands for it in the formula's graph.
    public let leaf: NodeID
    /// The node of the model whose slope it is.
    public let output: NodeID
    /// The node of the model that it is by.
    public let input: NodeID
  }

  /// The rules of the backward pass that gives a slope its value.
  ///
  /// What is made for a slope may look at the values that the pass will walk over.
  public typealias Rules = (
    _ slope: Slope, _ forward: ForwardPass
  ) throws(EvaluationError) -> any BackwardPolicy

  /// The model's nodes and, after them, the expression's.
  public let graph: Graph
  /// The model's nodes alone.
  public let model: Graph
  /// The node of the whole expression.
  public let root: NodeID
  /// The slopes it mentions, each once.
  public let slopes: [Slope]

  /// Puts `expression` on top of `model`.
  ///
  /// - Parameters:
  ///   - model: The model whose names it may use; none for an expression of numbers.
  ///   - given: Names beside the model's, with their values; the model's come first.
  ///   - mayBeList: Whether its value may be a list or a matrix.
  /// - Throws: A diagnostic that points into the expression: an unknown name or function, or a
  ///   value that is no single number.
  public init(
    _ expression: Expr, over model: Model?, given: [String: Double] = [:], mayBeList: Bool = false
  ) throws(Diagnostic) {
    let nodes = model?.nodes ?? [:]
    // Only a message names them all.
    func names() -> [String] { model?.names ?? [] }
    var lowering = Lowering(onTopOf: model?.graph ?? Graph(), keepingLabels: false)
    var slopes: [Slope] = []
    root = try lowering.lower(expression) { lowering, part throws(Diagnostic) in
      switch part.kind {
      case .name(let name):
        if let node = nodes[name] { return node }
        guard let value = given[name] else {
          throw .unknownName(part, known: names() + given.keys.sorted())
        }
        return lowering.constant(.scalar(value), label: name, at: part.range)
      case .derivative(let top, let bottom):
        guard let output = nodes[top], let input = model?.input(named: bottom) else {
          throw .unknownSlope(of: top, withRespectTo: bottom, at: part.range, known: names())
        }
        let label = part.description
        if let known = slopes.first(where: { $0.label == label }) { return known.leaf }
        let shape = lowering.graph.shape(of: output)
        guard shape == .scalar else { throw .notANumber(top, shape, at: part.range) }
        let leaf = lowering.leaf(
          named: label, shape: lowering.graph.shape(of: input), at: part.range)
        slopes.append(Slope(label: label, leaf: leaf, output: output, input: input))
        return leaf
      default:
        preconditionFailure("\(part) is neither a name nor a slope")
      }
    }
    graph = lowering.graph
    let shape = graph.shape(of: root)
    guard mayBeList || shape == .scalar else {
      throw .notANumber(expression.label, shape, at: expression.range)
    }
    self.model = model?.graph ?? Graph()
    self.slopes = slopes
  }

  /// A formula at one point, with all that was computed on the way.
  public struct Run: Sendable {
    /// The values of the model's nodes and the expression's.
    public let pass: ForwardPass
    fileprivate let root: NodeID
    /// How far off the leaves are that stand for slopes.
    fileprivate let slopeBounds: [NodeID: Double]

    /// The expression's value, which must be a single number.
    public var value: Double { pass.value(of: root) }

    /// The expression's value.
    public var tensor: Tensor { pass.tensor(of: root) }

    /// How far rounding alone can have moved the value, in its own unit; of a list the largest.
    public var roundingErrorBound: Double {
      let bound = pass.roundingErrorBounds()[root] ?? 0
      guard !slopeBounds.isEmpty, let backward = try? pass.backward(from: root) else {
        return bound
      }
      return slopeBounds.reduce(bound) { $0 + backward.gradient(of: $1.key).total * $1.value }
    }
  }

  /// Computes the formula.
  ///
  /// - Parameter point: A value for each leaf of the model.
  /// - Throws: ``EvaluationError`` where it has no finite value.
  public func run(at point: [String: Tensor]) throws(EvaluationError) -> Run {
    guard !slopes.isEmpty else {
      return Run(pass: try graph.forward(at: point), root: root, slopeBounds: [:])
    }
    return try run(at: point, over: try model.forward(at: point))
  }

  /// The value alone, where the model's values are known already and slopes follow other rules.
  ///
  /// - Parameter forward: The model's forward pass at `point`.
  public func value(
    at point: [String: Tensor], over forward: ForwardPass, following rules: Rules
  ) throws(EvaluationError) -> Tensor {
    var point = point
    for slope in slopes {
      let gradient = try forward.backward(
        from: slope.output, withRespectTo: [slope.input], following: rules(slope, forward),
        keepsEdges: false
      ).gradient(of: slope.input)
      // Mostly the slope is all there is.
      if slope.leaf == root { return gradient }
      point[slope.label] = gradient
    }
    return try graph.forward(at: point).tensor(of: root)
  }

  /// Computes the formula where the model's values are known already.
  ///
  /// - Parameter forward: The model's forward pass at `point`.
  public func run(
    at point: [String: Tensor], over forward: ForwardPass
  ) throws(EvaluationError) -> Run {
    var point = point
    var bounds: [NodeID: Double] = [:]
    for slope in slopes {
      let backward = try forward.backward(from: slope.output, withRespectTo: [slope.input])
      point[slope.label] = backward.gradient(of: slope.input)
      bounds[slope.leaf] = backward.roundingErrorBounds()[slope.input] ?? 0
    }
    return Run(pass: try graph.forward(at: point), root: root, slopeBounds: bounds)
  }
}

extension Tensor {
  /// The sum of the entries' sizes.
  fileprivate var total: Double {
    entries.reduce(0) { $0 + abs($1) }
  }
}

extension Diagnostic {
  /// A list where a number is needed.
  static func notANumber(_ what: String, _ shape: Shape, at range: SourceRange) -> Diagnostic {
    let (kind, entry) =
      switch shape {
      case .scalar: ("a number", "")
      case .vector(let count): ("a list of \(count) numbers", "[0]")
      case .matrix(let rows, let columns): ("a matrix of \(rows) by \(columns) numbers", "[0][0]")
      }
    return Diagnostic(
      "'\(what)' is \(kind), not one number", at: range,
      advice: "pick an entry with \(entry), or add them up with sum(…)")
  }
}
