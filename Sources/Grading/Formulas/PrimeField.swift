/// Whole numbers modulo a prime: sums, products and quotients without rounding.
struct PrimeField {
  /// A prime below 2^62, so that a sum of two residues fits.
  let modulus: UInt64

  func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let sum = a + b
    return sum >= modulus ? sum - modulus : sum
  }

  func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 {
    a >= b ? a - b : a + modulus - b
  }

  func multiply(_ a: UInt64, _ b: UInt64) -> UInt64 {
    modulus.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
  }

  func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest) = (1 as UInt64, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = multiply(result, square) }
      square = multiply(square, square)
      rest >>= 1
    }
    return result
  }

  /// `base` to a whole power, also a negative one; nil for a negative power of 0.
  func power(_ base: UInt64, _ exponent: Int64) -> UInt64? {
    let result = power(base, exponent.magnitude)
    return exponent < 0 ? inverse(result) : result
  }

  /// 1/`a`; nil for 0.
  func inverse(_ a: UInt64) -> UInt64? {
    a == 0 ? nil : power(a, modulus - 2)
  }

  /// The residue of a number as it is written: 0.1 is 1/10 exactly, not the `Double` next to it.
  func residue(_ number: Double) -> UInt64 {
    let text = "\(number.magnitude)"
    let mantissa = text.prefix { $0 != "e" }
    var exponent = Int64(text.dropFirst(mantissa.count + 1)) ?? 0
    var digits: UInt64 = 0
    var isFraction = false
    for character in mantissa.utf8 {
      guard character != UInt8(ascii: ".") else {
        isFraction = true
        continue
      }
      digits = add(multiply(digits, 10), UInt64(character - UInt8(ascii: "0")))
      if isFraction { exponent -= 1 }
    }
    let magnitude = multiply(digits, power(10, exponent) ?? 0)
    return number < 0 ? subtract(0, magnitude) : magnitude
  }

  /// A random residue other than 0.
  func random(using generator: inout SplitMix64) -> UInt64 {
    1 + generator.next() % (modulus - 1)
  }
}
