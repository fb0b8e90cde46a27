import Testing

@testable import Grading
@testable import ModelLanguage

/// The laws of grading.md, A6.
///
/// The seed of a failing row is its argument.
@Suite struct NumberPropertyTests {
  /// A key with more digits than any question asks for.
  private func longKey(using generator: inout SplitMix64) -> Double {
    while true {
      let magnitude = Double.random(in: 1..<10, using: &generator)
      let place = Int.random(in: -12...12, using: &generator)
      let value = magnitude * DecimalPlace.unit(place) * (Bool.random(using: &generator) ? 1 : -1)
      if !Comparison(key: value, digits: 7).isShort { return value }
    }
  }

  private func units(of key: Double, at place: Int) -> Int {
    Int((key / DecimalPlace.unit(place)).rounded())
  }

  private func question(_ key: Double, digits: Int) throws -> NumberQuestion {
    NumberQuestion(
      key: Evaluation(value: key, roundingErrorBound: abs(key) * .ulpOfOne), digits: digits,
      trace: try trace("unused = 1"))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `rounding decides by the digits that were asked for`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let digits = Int.random(in: 1...6, using: &generator)
    let key = longKey(using: &generator)
    let question = try question(key, digits: digits)
    let rounded = NumberText.rounded(key, to: digits)
    #expect(question.judge(rounded).verdict == .correct, "\(rounded) for \(key)")
    #expect(question.judge("\(key)").verdict == .correct, "\(key)")
    #expect(question.judge("\(-key)").reason == .wrongSign, "\(-key) for \(key)")
    #expect(question.judge(NumberText.rounded(key, to: digits + 2)).verdict == .correct, "\(key)")

    // From here on with the power of ten: a whole number claims its units, whatever its zeros.
    let last = DecimalPlace.leading(of: key) - digits + 1
    let next = "\(units(of: key, at: last) + (key < 0 ? -1 : 1))e\(last)"
    #expect(question.judge(next).verdict == .incorrect, "\(next) for \(key), \(digits) digits")

    for fewer in 1..<7 where fewer < digits {
      let place = DecimalPlace.leading(of: key) - fewer + 1
      let coarse = "\(units(of: key, at: place))e\(place)"
      let isStillRight = abs((Double(coarse) ?? .nan) - key) <= DecimalPlace.unit(last) / 2
      let verdict = question.judge(coarse).verdict
      #expect(
        isStillRight ? verdict == .correct : verdict == .imprecise,
        "\(coarse) for \(key), \(digits) digits")
    }
  }

  @Test func `a whole number claims its units`() throws {
    #expect(try question(342_731.02, digits: 4).judge("340000").verdict == .incorrect)
    #expect(try question(342_731.02, digits: 4).judge("34e4").verdict == .imprecise)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `a correct answer stays correct however it is spaced, bracketed or turned`(seed: UInt64)
    throws
  {
    var generator = SplitMix64(seed: seed)
    let a = Int.random(in: 2...99, using: &generator)
    let b = Int.random(in: 2...99, using: &generator)
    let question = try question(Double(a) * Double(b) / 7, digits: 3)
    let variants = [
      "\(a)*\(b)/7", "\(a) * \(b) / 7", "(\(a))*(\(b))/(7)", "\(b)*\(a)/7", "((\(a)*\(b)/7))",
      "\(a)*\(b)/7+0", "\(a)×\(b)÷7", "\(a)·\(b)/7", "\u{2009}\(a)*\(b)/7\u{200B}",
      "−1*−\(a)*\(b)/7", "\(a)(\(b))/7",
    ]
    for variant in variants {
      #expect(question.judge(variant).verdict == .correct, "\(variant)")
    }
  }

  @Test(arguments: [
    (0.3, "0.3"), (123456, "123456"), (999_999, "999999"), (0.5, "1/2"), (20.4, "100.4-80.0"),
    (1e-7, "1e-7"), (2.5, "5/2"),
  ])
  func `a short key is met exactly`(key: Double, input: String) throws {
    let question = try question(key, digits: 3)
    #expect(question.judge(input).reason == .equal)
    #expect(question.judge("(\(input))*(1+1e-6)").verdict == .incorrect)
  }

  private static let places: [(Double, Int)] = [
    (1, 0), (9.999, 0), (10, 1), (0.1, -1), (0.099, -2), (.leastNonzeroMagnitude, -324),
    (1e22, 22), (-250, 2), (1e308, 308),
  ]

  @Test(arguments: places)
  func `the first digit's place is exact`(value: Double, place: Int) {
    #expect(DecimalPlace.leading(of: value) == place)
  }
}
