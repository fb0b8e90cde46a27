import Testing

@testable import Drawing

@Suite struct RoundNumberTests {
  private static let linear: [(ClosedRange<Double>, Int, [Double])] = [
    (0...169, 5, [0, 50, 100, 150]), (-1...5, 5, [0, 2, 4]), (0...1, 5, [0, 0.5, 1]),
    (0.1...0.4, 5, [0.1, 0.2, 0.3, 0.4]), (-0.3...0.3, 5, [-0.2, 0, 0.2]), (0...10, 1, [0]),
    (1e300...5e300, 5, [1e300, 2e300, 3e300, 4e300, 5e300]), (1e17...1.000000000000001e17, 5, []),
    (-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, 3, [-1e308, 0, 1e308]),
  ]

  private static let logarithmic: [(ClosedRange<Double>, Int, [Double])] = [
    (1e-15...1, 4, [1e-15, 1e-11, 1e-7, 1e-3]), (0.5...20, 5, [1, 10]), (2...9, 5, [2, 5]),
    (30...34, 5, [30, 31, 32, 33, 34]),
  ]

  @Test(arguments: linear)
  func `ticks are multiples of 1, 2 or 5`(
    range: ClosedRange<Double>, count: Int, ticks: [Double]
  ) {
    #expect(RoundNumber.multiples(in: range, atMost: count) == ticks)
  }

  @Test(arguments: 1...300)
  func `ticks are in the range and no more than asked`(seed: Int) {
    var values = HostileValues(seed: seed)
    let ends = [values.number(), values.number()].filter(\.isFinite).sorted()
    guard ends.count == 2 else { return }
    for count in 1...7 {
      let ticks = RoundNumber.multiples(in: ends[0]...ends[1], atMost: count)
      let rounding = 1e-9 * (ends[1] / 2 - ends[0] / 2)
      #expect(ticks.count <= count)
      #expect(ticks.allSatisfy { $0 >= ends[0] - rounding && $0 <= ends[1] + rounding })
      #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test(arguments: -307...308)
  func `powers of ten have their own decade`(exponent: Int) {
    let power = RoundNumber.make(1, exponent)
    #expect(power.decade == exponent)
    if exponent > -300 { #expect((power * 0.99).decade == exponent - 1) }
    #expect(abs(power.decimalLogarithm - Double(exponent)) <= 1e-12 * max(1, abs(Double(exponent))))
    if exponent > -307 {
      #expect(abs(Double.powerOfTen(Double(exponent)) / power - 1) < 1e-12)
    }
  }

  @Test(arguments: [
    (2.0, 0.30102999566398120), (0.05, -1.3010299956639812), (1.5, 0.17609125905568124),
  ])
  func `logarithms are right between the powers`(number: Double, logarithm: Double) {
    #expect(abs(number.decimalLogarithm - logarithm) < 1e-14)
    #expect(abs(Double.powerOfTen(logarithm) - number) < 1e-13)
  }

  @Test(arguments: [
    (37.2, FloatingPointRoundingRule.up, 40.0), (-37.2, .down, -40), (-37.2, .up, -30),
    (0.00123, .up, 0.002), (0, .up, 0), (1000, .up, 1000),
  ])
  func `one digit is left`(value: Double, rule: FloatingPointRoundingRule, rounded: Double) {
    #expect(RoundNumber.oneDigit(value, rule) == rounded)
  }

  @Test(arguments: logarithmic)
  func `logarithmic ticks are powers of ten where there are two`(
    range: ClosedRange<Double>, count: Int, ticks: [Double]
  ) {
    #expect(RoundNumber.powersOfTen(in: range, atMost: count) == ticks)
  }
}
