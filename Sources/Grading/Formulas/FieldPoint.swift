import Autodiff
import ModelLanguage

/// A draw of residues for the leaves, and the arithmetic of both fields at it.
///
/// A slope needs no rule of its own here: numbers carry an infinitesimal part, a + a′ε with ε² = 0,
/// and the laws of the ring give the slope of all that is built from + - * /. Only exp, sin and cos
/// say how they move; they are defined by it.
struct FieldPoint {
  static let p = PrimeField(modulus: 2_305_843_009_213_694_597)
  static let q = PrimeField(modulus: 576_460_752_303_423_649)

  private let seed: UInt64
  /// Of the order *q* in F_p: stands for e.
  let base: UInt64
  /// A root of -1 in F_p.
  let imaginaryUnit: UInt64
  /// What turns an argument into the exponent of e^(iu).
  let angle: UInt64

  init(using generator: inout SplitMix64) {
    let p = Self.p
    seed = generator.next()
    angle = Self.q.random(using: &generator)
    var base: UInt64 = 1
    while base == 1 { base = p.power(p.random(using: &generator), 4 as UInt64) }
    self.base = base
    var root: UInt64 = 1
    while p.multiply(root, root) != p.modulus - 1 {
      root = p.power(p.random(using: &generator), Self.q.modulus)
    }
    imaginaryUnit = root
  }

  /// One number in both fields.
  struct Element {
    /// Its residue modulo p, and that of its slope.
    var value: Residue
    var slope = Residue.zero
    /// Its residue modulo q, for exponents.
    var exponent: Residue
    /// Whether pi is in it, whose sine this arithmetic does not know.
    var hasPi = false
    /// Its value as a number, if it hangs on no leaf.
    var constant: Double?
    /// Whether it is the number e.
    var isE = false
  }

  /// - Parameter branch: The formula's values at a real point, whose side of every kink is taken;
  ///   without them what bends is an unknown.
  /// - Returns: nil where a denominator is 0.
  func value(of formula: Formula, on branch: ForwardPass? = nil) -> Residue? {
    Walk(point: self, slopes: formula.slopes, branch: branch)
      .element(of: formula.root, in: formula.graph, seedingAt: nil)
      .map(\.value)
  }

  func leaf(_ name: String) -> Element {
    var generator = SplitMix64(seed: seed ^ SplitMix64.seed(from: name))
    return Element(
      value: Residue(number: Self.p.random(using: &generator)),
      exponent: Residue(number: Self.q.random(using: &generator)))
  }

  /// The residues of an unknown: the same for the same function of the same arguments.
  func unknown(_ what: String, _ arguments: [Element]) -> Element {
    var state = seed ^ SplitMix64.seed(from: what)
    for argument in arguments {
      for part in [argument.value.number, argument.exponent.number] {
        var mixed = SplitMix64(seed: state ^ part)
        state = mixed.next()
      }
    }
    var generator = SplitMix64(seed: state)
    return Element(
      value: Residue(number: Self.p.random(using: &generator)),
      exponent: Residue(number: Self.q.random(using: &generator), isUnknown: true),
      hasPi: arguments.contains(where: \.hasPi))
  }

  // MARK: Walking a graph

  /// A walk over a graph, operands first.
  struct Walk {
    let point: FieldPoint
    let slopes: [Formula.Slope]
    let branch: ForwardPass?

    var p: PrimeField { FieldPoint.p }
    var q: PrimeField { FieldPoint.q }

    /// The element of `last`, after those of all nodes before it.
    ///
    /// - Parameter seed: The node whose slope is 1, all others' being made from it.
    func element(of last: NodeID, in graph: Graph, seedingAt seed: NodeID?) -> Element? {
      var elements: [NodeID: Element] = [:]
      for node in graph.nodeIDs {
        if node > last { break }
        guard var element = element(graph, node, elements) else { return nil }
        if node == seed { element.slope = .one }
        elements[node] = element
      }
      return elements[last]
    }

    private func element(
      _ graph: Graph, _ node: NodeID, _ known: [NodeID: Element]
    ) -> Element? {
      switch graph.kind(of: node) {
      case .leaf(let name):
        if let slope = slopes.first(where: { $0.leaf == node }) { return self.slope(slope, graph) }
        return point.leaf(name)
      case .constant(let value):
        return constant(value.number ?? .nan)
      case .result(let op, let nodes):
        let operands = nodes.compactMap { known[$0] }
        let side = branch.map { branch in nodes.map(branch.value(of:)) }
        guard
          var element = side.flatMap({ piece(of: op, operands, at: $0) }) ?? result(op, operands)
        else { return nil }
        let constants = operands.compactMap(\.constant)
        if constants.count == operands.count {
          element.constant = op.value(constants[0], constants.count > 1 ? constants[1] : 0)
        }
        return element
      }
    }

    /// A slope as the infinitesimal part of its output, when its input moves.
    private func slope(_ slope: Formula.Slope, _ graph: Graph) -> Element? {
      guard let output = element(of: slope.output, in: graph, seedingAt: slope.input)
      else { return nil }
      // Its exponent is an unknown: nobody carries infinitesimals into exponents.
      let name = "slope \(slope.output) \(slope.input)"
      var element = point.unknown(name, [])
      element.value = output.slope
      element.hasPi = output.hasPi
      return element
    }

    private func constant(_ number: Double) -> Element {
      if number == .pi {
        var element = point.leaf("pi")
        element.hasPi = true
        element.constant = number
        return element
      }
      if number == Scope.constants["e"] {
        var element = point.unknown("e", [])
        element.value = Residue(number: point.base)
        (element.constant, element.isE) = (number, true)
        return element
      }
      return Element(
        value: Residue(number: p.residue(number)), exponent: Residue(number: q.residue(number)),
        constant: number)
    }
  }
}
