import Autodiff

/// What each op does to elements.
extension FieldPoint.Walk {
  func result(_ op: Op, _ operands: [FieldPoint.Element]) -> FieldPoint.Element? {
    let (a, b) = (operands[0], operands[operands.count - 1])
    switch op {
    case .add: return sum(a, b)
    case .subtract: return difference(a, b)
    case .negate: return difference(whole(0), a)
    case .multiply: return product(a, b)
    case .square: return product(a, a)
    case .divide: return quotient(a, b)
    case .power: return power(a, b)
    case .exp: return exponential(a)
    case .sigmoid:
      // 1/(1 + exp(-u))
      return quotient(whole(1), sum(whole(1), exponential(difference(whole(0), a))))
    case .tanh:
      // (exp(2u) - 1)/(exp(2u) + 1)
      let square = exponential(product(whole(2), a))
      return quotient(difference(square, whole(1)), sum(square, whole(1)))
    case .sin: return wave(a, isSine: true)
    case .cos: return wave(a, isSine: false)
    case .stop:
      var element = a
      element.slope = .zero
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
  func piece(of op: Op, _ operands: [FieldPoint.Element], at values: [Double]) -> FieldPoint
    .Element?
  {
    let (a, b) = (operands[0], operands[operands.count - 1])
    let (x, y) = (values[0], values[values.count - 1])
    // Zero everywhere, as behind a gate that is off, is a piece; zero here alone is none.
    if x == 0, a.value.number != 0 { return nil }
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

  private func whole(_ number: UInt64) -> FieldPoint.Element {
    FieldPoint.Element(
      value: Residue(number: number), exponent: Residue(number: number),
      constant: Double(number))
  }

  private func sum(_ a: FieldPoint.Element, _ b: FieldPoint.Element) -> FieldPoint.Element {
    FieldPoint.Element(
      value: p.add(a.value, b.value), slope: p.add(a.slope, b.slope),
      exponent: q.add(a.exponent, b.exponent), hasPi: a.hasPi || b.hasPi)
  }

  private func difference(_ a: FieldPoint.Element, _ b: FieldPoint.Element) -> FieldPoint.Element {
    FieldPoint.Element(
      value: p.subtract(a.value, b.value), slope: p.subtract(a.slope, b.slope),
      exponent: q.subtract(a.exponent, b.exponent), hasPi: a.hasPi || b.hasPi)
  }

  private func product(_ a: FieldPoint.Element, _ b: FieldPoint.Element) -> FieldPoint.Element {
    FieldPoint.Element(
      value: p.multiply(a.value, b.value),
      slope: p.add(p.multiply(a.slope, b.value), p.multiply(a.value, b.slope)),
      exponent: q.multiply(a.exponent, b.exponent), hasPi: a.hasPi || b.hasPi)
  }

  private func quotient(_ a: FieldPoint.Element, _ b: FieldPoint.Element) -> FieldPoint.Element? {
    guard let inverse = p.inverse(b.value), let exponentInverse = q.inverse(b.exponent)
    else { return nil }
    let value = p.multiply(a.value, inverse)
    return FieldPoint.Element(
      value: value,
      slope: p.multiply(p.subtract(a.slope, p.multiply(value, b.slope)), inverse),
      exponent: q.multiply(a.exponent, exponentInverse), hasPi: a.hasPi || b.hasPi)
  }

  private func power(
    _ base: FieldPoint.Element, _ exponent: FieldPoint.Element
  ) -> FieldPoint.Element? {
    if base.isE { return exponential(exponent) }
    if exponent.constant == 0.5 { return unknown(.sqrt, [base]) }
    guard let constant = exponent.constant, constant.magnitude < 0x1p53,
      let count = Int64(exactly: constant)
    else { return unknown(.power, [base, exponent]) }
    if count == 0 { return whole(1) }
    guard let value = p.power(base.value.number, count),
      let lower = p.power(base.value.number, count - 1),
      let raised = q.power(base.exponent.number, count)
    else { return nil }
    let local = Residue(
      number: p.multiply(p.residue(constant), lower), isUnknown: base.value.isUnknown)
    return FieldPoint.Element(
      value: Residue(number: value, isUnknown: base.value.isUnknown),
      slope: p.multiply(local, base.slope),
      exponent: Residue(number: raised, isUnknown: base.exponent.isUnknown), hasPi: base.hasPi)
  }

  private func exponential(_ u: FieldPoint.Element) -> FieldPoint.Element {
    var element = point.unknown("exp", [u])
    element.value = Residue(
      number: p.power(point.base, u.exponent.number), isUnknown: u.exponent.isUnknown)
    element.slope = p.multiply(element.value, u.slope)
    return element
  }

  /// sin or cos, through e^(iu).
  private func wave(_ u: FieldPoint.Element, isSine: Bool) -> FieldPoint.Element? {
    let turn = p.power(point.base, q.multiply(point.angle, u.exponent.number))
    guard let back = p.inverse(turn), let half = p.inverse(2 as UInt64),
      let halfByUnit = p.inverse(p.multiply(2, point.imaginaryUnit))
    else { return nil }
    let isUnknown = u.exponent.isUnknown || u.hasPi
    let cosine = Residue(number: p.multiply(p.add(turn, back), half), isUnknown: isUnknown)
    let sine = Residue(
      number: p.multiply(p.subtract(turn, back), halfByUnit), isUnknown: isUnknown)
    var element = point.unknown(isSine ? "sin" : "cos", [u])
    element.value = isSine ? sine : cosine
    element.slope = p.multiply(isSine ? cosine : p.subtract(.zero, sine), u.slope)
    return element
  }

  /// A function of which only this is known: the same arguments give the same value.
  private func unknown(_ op: Op, _ operands: [FieldPoint.Element]) -> FieldPoint.Element {
    var element = point.unknown(op.rawValue, operands)
    element.value.isUnknown = true
    for (position, operand) in operands.enumerated() where op != .sign {
      var slope = point.unknown("\(op.rawValue) slope \(position)", operands).value
      slope.isUnknown = true
      element.slope = p.add(element.slope, p.multiply(slope, operand.slope))
    }
    return element
  }
}
