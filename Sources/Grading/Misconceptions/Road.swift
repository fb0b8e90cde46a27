import Autodiff
import ModelLanguage

/// The way from an output back to the input whose slope is asked, at one point.
struct Road: Sendable {
  /// One link of it.
  struct Link: Sendable {
    let op: Op
    /// The node whose gradient is handed on.
    let result: NodeID
    /// The node that receives a share, as operand number `position`.
    let operand: NodeID
    let position: Int

    var place: Place { Place(result: result, position: position) }
  }

  /// An operand of a node.
  struct Place: Hashable {
    let result: NodeID
    let position: Int
  }

  let forward: ForwardPass
  let output: NodeID
  let input: NodeID
  /// Every link, output first.
  let links: [Link]

  /// - Throws: If the true slope does not exist.
  init(of slope: Formula.Slope, over forward: ForwardPass) throws(EvaluationError) {
    let pass = try forward.backward(from: slope.output, withRespectTo: [slope.input])
    self.init(of: slope, over: forward, links: Self.links(of: pass))
  }

  init(of slope: Formula.Slope, over forward: ForwardPass, links: [Link]) {
    self.forward = forward
    (output, input) = (slope.output, slope.input)
    self.links = links
  }

  private static func links(of pass: BackwardPass) -> [Link] {
    pass.edges.compactMap { edge in
      guard case .result(let op, _) = pass.forward.graph.kind(of: edge.result) else { return nil }
      return Link(op: op, result: edge.result, operand: edge.operand, position: edge.position)
    }
  }

  /// The links that reach the input.
  var lastLinks: [Link] { links.filter { $0.operand == input } }

  func links(through ops: Set<Op>, _ position: Int? = nil) -> [Link] {
    links.filter { ops.contains($0.op) && (position ?? $0.position) == $0.position }
  }

  func operands(of node: NodeID) -> [NodeID] {
    forward.graph.operands(of: node)
  }

  /// The value of a node that is a single number.
  func number(_ node: NodeID) -> Double? {
    forward.graph.shape(of: node) == .scalar ? forward.value(of: node) : nil
  }

  /// The true slope of a node on the road by the input.
  func slope(of node: NodeID) -> Double? {
    guard let pass = try? forward.backward(from: node, withRespectTo: [input], keepsEdges: false),
      forward.graph.shape(of: input) == .scalar, forward.graph.shape(of: node) == .scalar
    else { return nil }
    return pass.adjoint(of: input)
  }
}

extension Op {
  /// A function of one number that bends: its slope is not the same everywhere.
  static let curves: Set<Op> = [
    .exp, .log, .sqrt, .sin, .cos, .tanh, .sigmoid, .softplus, .square, .power,
  ]
  /// The squashing functions of neurons.
  static let squashes: Set<Op> = [.tanh, .sigmoid]
  /// Powers, with the exponent as second operand or always 2.
  static let powers: Set<Op> = [.power, .square]
}
