/// A residue that knows whether an unknown is in it.
///
/// Nothing is left of an unknown that is multiplied by 0.
struct Residue {
  var number: UInt64
  var isUnknown = false

  static let zero = Residue(number: 0)
  static let one = Residue(number: 1)

  private var isZero: Bool { number == 0 && !isUnknown }

  static func multiplied(_ a: Residue, _ b: Residue, in field: PrimeField) -> Residue {
    if a.isZero || b.isZero { return .zero }
    return Residue(
      number: field.multiply(a.number, b.number), isUnknown: a.isUnknown || b.isUnknown)
  }
}

extension PrimeField {
  func add(_ a: Residue, _ b: Residue) -> Residue {
    Residue(number: add(a.number, b.number), isUnknown: a.isUnknown || b.isUnknown)
  }

  func subtract(_ a: Residue, _ b: Residue) -> Residue {
    Residue(number: subtract(a.number, b.number), isUnknown: a.isUnknown || b.isUnknown)
  }

  func multiply(_ a: Residue, _ b: Residue) -> Residue { .multiplied(a, b, in: self) }

  /// 1/`a`; nil for 0.
  func inverse(_ a: Residue) -> Residue? {
    inverse(a.number).map { Residue(number: $0, isUnknown: a.isUnknown) }
  }
}
