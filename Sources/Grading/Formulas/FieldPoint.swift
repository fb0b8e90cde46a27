import Autodiff
import ModelLanguage

/// A draw of residues for the leaves, and the arithmetic of both fields at it.
///
/// A slope needs no rule of its own here: numbers carry an infinitesimal part, a + a′ε with ε² = 0,
/// and the laws of the ring give the slope of all that is built from + - * /. Only exp, sin and cos
/// say how they move; they are defined by it.
struct FieldPoint {
  private static let p = PrimeField(modulus: 2_305_843_009_213_694_597)
  private static let q = PrimeField(modulus: 576_460_752_303_423_649)

  private let seed: UInt64
  /// Of the order *q* in F_p: stands for e.
  private let base: UInt64
  /// A root of -1 in F_p.
  private let imaginaryUnit: UInt64
  /// What turns an argument into the exponent of e^(iu).
  private let angle: UInt64

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
    var value: UInt64
    var slope: UInt64 = 0
    /// Its residue modulo q, for exponents.
    var exponent: UInt64
    /// Whether `exponent` is that of an unknown.
    var isUnknownExponent = false
    /// Whether `value` or `slope` is made from an unknown.
    var hasUnknowns = false
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
  func value(of formula: Formula, on branch: ForwardPass? = nil) -> FieldValue? {
    Walk(point: self, slopes: formula.slopes, branch: branch)
      .element(of: formula.root, in: formula.graph, seedingAt: nil)
      .map { FieldValue(value: $0.value, hasUnknowns: $0.hasUnknowns) }
  }

  private func leaf(_ name: String) -> Element {
    var generator = SplitMix64(seed: seed ^ SplitMix64.seed(from: name))
    return Element(
      value: Self.p.random(using: &generator), exponent: Self.q.random(using: &generator))
  }

  /// The residues of an unknown: the same for the same function of the same arguments.
  private func unknown(_ what: String, _ arguments: [Element]) -> Element {
    var state = seed ^ SplitMix64.seed(from: what)
    for argument in arguments {
      for part in [argument.value, argument.exponent] {
        var mixed = SplitMix64(seed: state ^ part)
        state = mixed.next()
      }
    }
    var generator = SplitMix64(seed: state)
    return Element(
      value: Self.p.random(using: &generator), exponent: Self.q.random(using: &generator),
      isUnknownExponent: true, hasPi: arguments.contains(where: \.hasPi))
  }

  // MARK: Walking a graph

  /// A walk over a graph, operands first.
  private struct Walk {
    let point: FieldPoint
    let slopes: [Formula.Slope]
    let branch: ForwardPass?

    private var p: PrimeField { FieldPoint.p }
    private var q: PrimeField { FieldPoint.q }

    /// The element of `last`, after those of all nodes before it.
    ///
    /// - Parameter seed: The node whose slope is 1, all others' being made from it.
    func element(of last: NodeID, in graph: Graph, seedingAt seed: NodeID?) -> Element? {
      var elements: [NodeID: Element] = [:]
      for node in graph.nodeIDs {
        if node > last { break }
        guard var element = element(graph, node, elements) else { return nil }
        if node == seed { element.slope = 1 }
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
        guard var element = side.flatMap({ piece(of: op, operands, at: $0) }) ?? result(op, operands)
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
      (element.hasPi, element.hasUnknowns) = (output.hasPi, output.hasUnknowns)
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
        element.value = point.base
        (element.constant, element.isE) = (number, true)
        return element
      }
      return Element(
        value: p.residue(number), exponent: q.residue(number), constant: number)
    }

    // MARK: Ops

    private func result(_ op: Op, _ operands: [Element]) -> Element? {
      let (a, b) = (operands[0], operands[operands.count - 1])
      switch op {
      case .add:
        return ring(operands, p.add(a.value, b.value), p.add(a.slope, b.slope)) { q.add($0, $1) }
      case .subtract: return difference(a, b)
      case .negate: return difference(whole(0), a)
      case .multiply: return product(a, b)
      case .square: return product(a, a)
      case .divide: return quotient(a, b)
      case .power: return power(a, b)
      case .exp: return exponential(a)
      case .sigmoid:
        // 1/(1 + exp(-u))
        let inverse = exponential(difference(whole(0), a))
        return quotient(
          whole(1),
          ring([whole(1), inverse], p.add(1, inverse.value), inverse.slope) { q.add($0, $1) })
      case .tanh:
        // (exp(2u) - 1)/(exp(2u) + 1)
        let square = exponential(product(whole(2), a))
        return quotient(
          difference(square, whole(1)),
          ring([square, whole(1)], p.add(square.value, 1), square.slope) { q.add($0, $1) })
      case .sin: return wave(a, isSine: true)
      case .cos: return wave(a, isSine: false)
      case .stop:
        var element = a
        element.slope = 0
        return element
      case .log, .sqrt, .abs, .sign, .relu, .leakyRelu, .softplus, .max, .min:
        return unknown(op, operands)
      case .sum, .mean, .largest, .smallest, .logSumExp, .softmax, .transpose, .matrixProduct,
        .crossEntropy, .index, .list:
        return nil
      }
    }

    /// What an op that bends does on one side of its kink: a sum or product, with nothing unknown.
    ///
    /// - Parameter values: The operands' real values, which tell the side.
    /// - Returns: nil for an op that does not bend, and at a point that lies on the kink by chance.
    private func piece(of op: Op, _ operands: [Element], at values: [Double]) -> Element? {
      let (a, b) = (operands[0], operands[operands.count - 1])
      let (x, y) = (values[0], values[values.count - 1])
      // Zero everywhere, as behind a gate that is off, is a piece; zero here alone is none.
      if x == 0, a.value != 0 { return nil }
      switch op {
      case .relu: return x > 0 ? a : whole(0)
      case .leakyRelu: return x > 0 ? a : product(a, b)
      case .abs: return x < 0 ? difference(whole(0), a) : a
      case .sign: return x > 0 ? whole(1) : x < 0 ? difference(whole(0), whole(1)) : whole(0)
      // On a tie each takes half of the slope.
      case .max where x != y: return x > y ? a : b
      case .min where x != y: return x < y ? a : b
      default: return nil
      }
    }

    private func whole(_ number: UInt64) -> Element {
      Element(value: number, exponent: number, constant: Double(number))
    }

    private func ring(
      _ operands: [Element], _ value: UInt64, _ slope: UInt64,
      _ exponent: (UInt64, UInt64) -> UInt64
    ) -> Element {
      let (a, b) = (operands[0], operands[operands.count - 1])
      return Element(
        value: value, slope: slope, exponent: exponent(a.exponent, b.exponent),
        isUnknownExponent: a.isUnknownExponent || b.isUnknownExponent,
        hasUnknowns: a.hasUnknowns || b.hasUnknowns, hasPi: a.hasPi || b.hasPi)
    }

    private func difference(_ a: Element, _ b: Element) -> Element {
      ring([a, b], p.subtract(a.value, b.value), p.subtract(a.slope, b.slope)) {
        q.subtract($0, $1)
      }
    }

    private func product(_ a: Element, _ b: Element) -> Element {
      let slope = p.add(p.multiply(a.slope, b.value), p.multiply(a.value, b.slope))
      return ring([a, b], p.multiply(a.value, b.value), slope) { q.multiply($0, $1) }
    }

    private func quotient(_ a: Element, _ b: Element) -> Element? {
      guard let inverse = p.inverse(b.value), let exponentInverse = q.inverse(b.exponent)
      else { return nil }
      let value = p.multiply(a.value, inverse)
      let slope = p.multiply(p.subtract(a.slope, p.multiply(value, b.slope)), inverse)
      return ring([a, b], value, slope) { first, _ in q.multiply(first, exponentInverse) }
    }

    private func power(_ base: Element, _ exponent: Element) -> Element? {
      if base.isE { return exponential(exponent) }
      if exponent.constant == 0.5 { return unknown(.sqrt, [base]) }
      guard let constant = exponent.constant, constant.magnitude < 0x1p53,
        let count = Int64(exactly: constant)
      else { return unknown(.power, [base, exponent]) }
      if count == 0 { return whole(1) }
      guard let value = p.power(base.value, count), let lower = p.power(base.value, count - 1),
        let raised = q.power(base.exponent, count)
      else { return nil }
      let slope = p.multiply(p.multiply(p.residue(constant), lower), base.slope)
      return ring([base, base], value, slope) { _, _ in raised }
    }

    private func exponential(_ u: Element) -> Element {
      var element = point.unknown("exp", [u])
      element.hasUnknowns = u.hasUnknowns || u.isUnknownExponent
      element.value = p.power(point.base, u.exponent)
      element.slope = p.multiply(element.value, u.slope)
      return element
    }

    /// sin or cos, through e^(iu).
    private func wave(_ u: Element, isSine: Bool) -> Element? {
      let turn = p.power(point.base, q.multiply(point.angle, u.exponent))
      guard let back = p.inverse(turn), let half = p.inverse(2),
        let halfByUnit = p.inverse(p.multiply(2, point.imaginaryUnit))
      else { return nil }
      let cosine = p.multiply(p.add(turn, back), half)
      let sine = p.multiply(p.subtract(turn, back), halfByUnit)
      var element = point.unknown(isSine ? "sin" : "cos", [u])
      element.hasUnknowns = u.hasUnknowns || u.isUnknownExponent || u.hasPi
      element.value = isSine ? sine : cosine
      element.slope = p.multiply(isSine ? cosine : p.subtract(0, sine), u.slope)
      return element
    }

    /// A function of which only this is known: the same arguments give the same value.
    private func unknown(_ op: Op, _ operands: [Element]) -> Element {
      var element = point.unknown(op.rawValue, operands)
      element.hasUnknowns = true
      for (position, operand) in operands.enumerated() where operand.slope != 0 && op != .sign {
        let slope = point.unknown("\(op.rawValue) slope \(position)", operands).value
        element.slope = p.add(element.slope, p.multiply(slope, operand.slope))
      }
      return element
    }
  }
}
