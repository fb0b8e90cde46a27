import ModelLanguage

/// Puts the names that an answer means in the place of the words it uses.
///
/// A word of several names, as `wx`, is their product. After a division that leaves two readings.
struct NameResolution {
  let vocabulary: Vocabulary
  /// Whether `1/wx` is 1/(w·x).
  let readsTightProducts: Bool
  private(set) var isAmbiguous = false

  init(vocabulary: Vocabulary, readsTightProducts: Bool) {
    self.vocabulary = vocabulary
    self.readsTightProducts = readsTightProducts
  }

  mutating func resolve(_ expression: Expr) throws(Refusal) -> Expr {
    switch expression.kind {
    case .number:
      return expression
    case .name, .binary(.power, _, _):
      return Self.product(try factors(of: expression))
    case .derivative(let top, let bottom):
      throw refusal(ofDerivative: top, bottom)
    case .negated(let operand):
      return Expr(.negated(try resolve(operand)))
    case .binary(.over, let left, let right):
      return try quotient(left, right)
    case .binary(.times, let left, let right):
      let factors = right.isBracketed ? [try resolve(right)] : try factors(of: right)
      return Self.product([try resolve(left)] + factors)
    case .binary(.matrixTimes, _, _):
      throw Refusal(.unreadable, "'@' multiplies matrices. Write * between numbers.")
    case .binary(let symbol, let left, let right):
      return Expr(.binary(symbol, try resolve(left), try resolve(right)))
    case .call(let name, let arguments):
      if vocabulary.name(for: name) != nil, arguments.count == 1 {
        return Self.product(try factors(of: expression))
      }
      guard let function = Function.named(name) else { throw vocabulary.refusal(of: name) }
      // An answer is made of numbers, so the largest of many entries is not meant.
      let arity = function.arities.last ?? nil
      guard arguments.count == arity else {
        let wanted = arity == 1 ? "one number" : "two numbers"
        throw Refusal(.unreadable, "'\(name)' takes \(wanted) in its brackets.")
      }
      var resolved: [Expr] = []
      for argument in arguments { resolved.append(try resolve(argument)) }
      return Expr(.call(name, resolved))
    case .index(let base, let place):
      guard place.literalValue != nil else {
        throw Refusal(.unreadable, "An entry is picked by a whole number, as in h[0].")
      }
      return Expr(.index(try resolve(base), place))
    case .list:
      throw Refusal(.unreadable, "Square brackets pick an entry, as in h[0]. Write round ones.")
    }
  }

  private mutating func quotient(_ left: Expr, _ right: Expr) throws(Refusal) -> Expr {
    let dividend = try resolve(left)
    let factors = right.isBracketed ? [try resolve(right)] : try factors(of: right)
    if factors.count > 1 { isAmbiguous = true }
    if readsTightProducts { return Expr(.binary(.over, dividend, Self.product(factors))) }
    let first = Expr(.binary(.over, dividend, factors[0]))
    return Self.product([first] + factors.dropFirst())
  }

  /// The factors that one word, with or without an exponent, stands for; never empty.
  private mutating func factors(of expression: Expr) throws(Refusal) -> [Expr] {
    switch expression.kind {
    case .name(let word):
      if let name = vocabulary.name(for: word) { return [Expr(.name(name))] }
      guard let names = vocabulary.split(word) else { throw vocabulary.refusal(of: word) }
      return names.map { Expr(.name($0)) }
    case .call(let name, let arguments) where arguments.count == 1:
      // A declared name wins over a function: before a bracket it multiplies.
      guard let declared = vocabulary.name(for: name) else { return [try resolve(expression)] }
      return [Expr(.name(declared)), try resolve(arguments[0])]
    case .binary(.power, let base, let exponent):
      // The exponent of `wx^2` belongs to x.
      var factors = base.isBracketed ? [try resolve(base)] : try factors(of: base)
      let last = factors.removeLast()
      return factors + [Expr(.binary(.power, last, try resolve(exponent)))]
    default:
      return [try resolve(expression)]
    }
  }

  private func refusal(ofDerivative top: String, _ bottom: String) -> Refusal {
    let isDerivative = [top, bottom].allSatisfy { vocabulary.name(for: $0) != nil }
    if !isDerivative,
      let word = ["d" + top, "d" + bottom].first(where: { vocabulary.name(for: $0) == nil })
    {
      return vocabulary.refusal(of: word)
    }
    return Refusal(
      .derivative, "d\(top)/d\(bottom) is for you to work out: give its value, not its name.")
  }

  private static func product(_ factors: [Expr]) -> Expr {
    factors.dropFirst().reduce(factors[0]) { Expr(.binary(.times, $0, $1)) }
  }
}

extension Expr {
  /// Whether the parser met it in brackets: its range is wider than its own text.
  fileprivate var isBracketed: Bool {
    switch kind {
    case .name(let word): range.length > word.unicodeScalars.count
    case .binary(_, let left, _): range.start < left.range.start
    default: false
    }
  }
}
