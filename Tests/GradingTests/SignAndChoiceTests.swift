import ModelLanguage
import Testing

@testable import Grading

@Suite struct SignQuestionTests {
  @Test(arguments: [
    ("+", "+"), ("plus", "+"), ("positive", "+"), ("Up", "+"), ("it rises.", "+"), ("↑", "+"),
    ("goes up", "+"), ("increases", "+"), ("3", "+"), ("+0.5", "+"), ("> 0", "+"),
    ("dy/dx > 0", "+"), ("dy/dx = +", "+"), ("dy/dx = 4.5", "+"), ("1/3", "+"), ("1,5", "+"),
    ("-", "-"), ("−", "-"), ("minus", "-"), ("NEGATIVE", "-"), ("down", "-"), ("falls", "-"),
    ("-3", "-"), ("-1/6", "-"), ("−3", "-"), ("<0", "-"), ("dy/dx = negative", "-"),
    ("0", "0"), ("zero", "0"), ("0.0", "0"), ("no change", "0"), ("stays the same", "0"),
    ("0.1+0.2-0.3", "0"), ("-0", "0"),
    ("", "invalid empty"), ("?", "invalid empty"), ("maybe", "invalid not-a-sign"),
    ("not positive", "invalid not-a-sign"), ("up or down", "invalid two-answers"),
    ("up down", "invalid not-a-sign"), ("no", "invalid not-a-sign"), ("+-", "invalid not-a-sign"),
    ("y", "invalid not-a-sign"),
    ("1/0", "invalid no-value"), ("> 1", "invalid comparison"), ("w > 0", "invalid comparison"),
    ("dy/dw = +", "invalid wrong-label"), ("the", "invalid not-a-sign"),
  ])
  func `a sign, a word for it and a number are read`(input: String, sign: String) throws {
    for (key, keySign) in [("2", "+"), ("-1e-20", "-"), ("0.1 + 0.2 - 0.3", "0")] {
      let evaluation = try trace("x = 1").evaluate(Expr(parsing: key, as: .trace))
      let judgement = SignQuestion(key: evaluation, targets: ["dy/dx"]).judge(input)
      let expected =
        sign.hasPrefix("invalid") ? sign : sign == keySign ? "correct equal" : "incorrect different"
      #expect(summary(judgement) == expected)
    }
  }

  @Test func `what was not a plain sign is shown as one`() throws {
    let key = try trace("x = 1").evaluate(Expr(parsing: "2", as: .trace))
    #expect(SignQuestion(key: key).judge("+").readAs == nil)
    #expect(SignQuestion(key: key).judge("-1/6").readAs == "read as -")
    #expect(SignQuestion(key: key).judge("rises").readAs == "read as +")
  }
}

@Suite struct ChoiceQuestionTests {
  private let texts = ChoiceQuestion(
    choices: ["The `tanh` unit", "relu(x)", "w_new = w − 0.1"], right: [1])

  private static let lines: [(String, Int?)] = [
    ("relu(x)", nil), ("ReLU( x )", nil), ("`relu(x)`", nil), ("b", nil), ("B)", nil),
    ("(b)", nil), ("b.", nil), ("2", nil), ("2.", nil), ("2)", nil), ("the tanh unit", 0),
    ("a", 0), ("1", 0), ("w_new = w - 0.1", 2), ("c", 2), ("3", 2),
  ]

  @Test(arguments: lines)
  func `a choice is named by text, letter or number`(input: String, mistake: Int?) {
    let judgement = texts.judge(input)
    #expect(judgement.verdict == (mistake == nil ? .correct : .incorrect))
    #expect(judgement.mistake == mistake)
  }

  @Test(arguments: ["", "d", "0", "4", "tanh", "a b", "-1", "99999999999999999999", "(", "."])
  func `what names no choice is invalid`(input: String) {
    #expect(texts.judge(input).verdict == .invalid)
    #expect(
      texts.judge(input).message?.hasSuffix("Type its text, or a letter from a to c.") == true)
  }

  @Test func `a text wins over a letter or number`() {
    let numbers = ChoiceQuestion(choices: ["2", "1", "b", "a"], right: [1])
    #expect(numbers.judge("1").verdict == .correct)
    #expect(numbers.judge("2").mistake == 0)
    #expect(numbers.judge("3").verdict == .invalid)  // among numbers, no number is a place
    #expect(numbers.judge("a").mistake == 3)
    #expect(numbers.judge("a)").mistake == 0)
  }

  @Test func `choices that differ by case are told apart, or not guessed`() {
    let cases = ChoiceQuestion(choices: ["W", "w"], right: [1])
    #expect(cases.judge("w").verdict == .correct)
    #expect(cases.judge("W").mistake == 0)
    let words = ChoiceQuestion(choices: ["Ab", "aB"], right: [1])
    #expect(words.judge("ab").verdict == .invalid)
  }

  @Test func `the choice that a letter stands for is shown`() {
    #expect(texts.judge("b").readAs == "read as relu(x)")
    #expect(texts.judge("RELU(x)").readAs == nil)
  }

  @Test func `one right choice of several is enough`() {
    let question = ChoiceQuestion(choices: ["x", "y", "z"], right: [0, 2])
    #expect(question.judge("z").verdict == .correct)
    #expect(question.judge("y").verdict == .incorrect)
  }
}

@Suite struct SplitMix64Tests {
  @Test func `the stream is the published one`() {
    var generator = SplitMix64(seed: 1_234_567)
    let stream = (0..<5).map { _ in generator.next() }
    #expect(
      stream == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  private static let hashes: [(String, UInt64)] = [
    ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
  ]

  @Test(arguments: hashes)
  func `a seed is the FNV-1a hash of its text`(text: String, seed: UInt64) {
    #expect(SplitMix64.seed(from: text) == seed)
  }

  @Test func `units lie in 0 ..< 1`() {
    var generator = SplitMix64(seed: 1)
    let units = (0..<1000).map { _ in generator.nextUnit() }
    #expect(units.allSatisfy { (0..<1).contains($0) })
    #expect(abs(units.reduce(0, +) / 1000 - 0.5) < 0.05)
  }
}
