import Testing

@testable import Grading
@testable import ModelLanguage

@Suite struct NumberQuestionTests {
  @Test(
    "the worked example of the specification: e to three digits",
    arguments: [
      ("2.718", "correct rounded"), ("2.72", "correct rounded"), ("exp(1)", "correct equal"),
      ("e", "correct equal"), ("2.718281828459045", "correct equal"),
      ("2.7", "imprecise too-few-digits"), ("3", "imprecise too-few-digits"),
      ("2.71", "imprecise cut-off"),
      ("2.73", "incorrect different"), ("2.70", "incorrect different"),
      ("19/7", "incorrect different"), ("2", "incorrect different"), ("0", "incorrect different"),
    ])
  func workedExample(input: String, expected: String) throws {
    #expect(summary(try number("exp(1)").judge(input)) == expected)
  }

  @Test func `a known wrong value stays wrong although it is a rounding of the key`() throws {
    let question = try number("exp(1)", mistakes: [7, 3])
    #expect(question.judge("3") == Judgement(.incorrect, .listedMistake, mistake: 1))
    #expect(question.judge("2.7").verdict == .imprecise)
  }

  @Test func `a mistake that equals the key is no mistake`() throws {
    #expect(try number("6", mistakes: [6]).judge("6").verdict == .correct)
  }

  @Test func `a rounded mistake is recognised when it is the only one near`() throws {
    #expect(try number("1/7", mistakes: [-1.2690501]).judge("-1.27").mistake == 0)
    #expect(try number("1/7", mistakes: [-1.2690501, -1.2690502]).judge("-1.27").mistake == nil)
  }

  @Test(arguments: [
    ("6", "-6", "incorrect wrong-sign"),
    ("1/3", "-0.333", "incorrect wrong-sign"),
    ("6.2", "62", "incorrect wrong-power-of-ten"),
    ("6", "60", "incorrect different"),  // one digit agrees by chance
    ("1/3", "3.33", "incorrect wrong-power-of-ten"),
    ("9.996", "100.0", "incorrect wrong-power-of-ten"),
    ("2/3", "66.7", "incorrect wrong-power-of-ten"),
    ("4", "1/4", "incorrect reciprocal"),
    ("6", "12", "incorrect factor-of-two"),
    ("6", "3", "incorrect factor-of-two"),
    ("6", "7", "incorrect different"),
    ("0", "6", "incorrect different"),
  ])
  func `a near miss is told, without the answer`(key: String, input: String, expected: String)
    throws
  {
    let judgement = try number(key).judge(input)
    #expect(summary(judgement) == expected)
    #expect((judgement.message == nil) == (judgement.reason == .different))
  }

  @Test(arguments: [
    ("sin(pi)", "0", "correct equal"),
    ("sin(pi)", "-0.0", "correct equal"),
    ("sin(pi)", "cos(pi/2)", "correct equal"),
    ("sin(pi)", "1e-20", "incorrect different"),
    ("sin(pi)", "3 - 2.9999999999999", "incorrect different"),
    ("1e-20", "0", "incorrect different"),
    ("1e-20", "1e-20", "correct equal"),
    ("1e-20", "1e-21", "incorrect wrong-power-of-ten"),
    ("0.3", "0", "incorrect different"),
    ("0.1 + 0.2 - 0.3", "0", "correct equal"),
  ])
  func `zero is zero and tiny is not`(key: String, input: String, expected: String) throws {
    let question = try number(key, in: "x = 2", given: ["pi": .pi])
    #expect(summary(question.judge(input)) == expected)
  }

  @Test(arguments: [
    ("w1*w2", "read as w1*w2 = 6"), ("w_1*w_2", "read as w1*w2 = 6"),
    ("w₁·w₂", "read as w1*w2 = 6"),
    ("w1w2", "read as w1*w2 = 6"), ("2w2", "read as 2*w2 = 6"),
    ("-1/6 + 37/6", "read as -1/6+37/6 = 6"), ("|-6|", "read as abs(-6) = 6"),
    ("SQRT(36)", "read as sqrt(36) = 6"), ("(w1)(w2)", "read as w1*w2 = 6"),
    ("alpha*3", "read as α*3 = 6"), ("y", "read as y = 6"), ("bonus + 1", "read as bonus+1 = 6"),
    ("max(1, 6)", "read as max(1,6) = 6"), ("6", nil), (" 6 ", nil), ("6.0", nil), ("+6", nil),
    ("6 = 6", nil), ("2×3", "read as 2*3 = 6"), ("2x3", "read as 2*3 = 6"),
    ("0.6x10^1", "read as 0.6*10^1 = 6"), ("6,0", "read as 6.0"), ("６", "read as 6"),
    ("sqrt²(6)", "read as sqrt(6)^2 = 6"), ("sqrt^2(w1)w2", "read as sqrt(w1)^2*w2 = 6"),
  ])
  func `an answer may be computed, and the reading is shown`(input: String, readAs: String?) throws
  {
    let question = try number(
      "y", in: "w1 = 2; w2 = 3; α = 2; y = w1*w2", given: ["bonus": 5], mistakes: [])
    let judgement = question.judge(input)
    #expect(judgement.verdict == .correct)
    #expect(judgement.readAs == readAs)
  }

  @Test func `a name whose value is a listed mistake is evaluated like any other`() throws {
    let question = try number("2*x", in: "x = 3; y = x^2", mistakes: [9])
    #expect(summary(question.judge("y")) == "incorrect listed-mistake")
    #expect(question.judge("y").readAs == "read as y = 9")
  }

  @Test(arguments: [
    ("1.5", "1/4y", "invalid ambiguous-product"),
    ("1/24", "1/4y", "invalid ambiguous-product"),
    ("7", "1/4y", "incorrect different"),
    ("9", "9/3(2+1)", "invalid ambiguous-product"),
    ("1/4", "1/4z", "correct equal"),  // z is 1: both readings agree
    ("6", "1/zy", "invalid ambiguous-product"),
    ("1/36", "1/zy^2", "invalid ambiguous-product"),
    ("1/36", "1/(zy^2)", "correct equal"),
    ("1/36", "1/(zy)^2", "correct equal"),
    ("exp(2)", "e^2z", "correct equal"),
    ("exp(12)", "e^2y", "invalid ambiguous-product"),
    ("exp(12)", "e^(2y)", "correct equal"),
    ("36*6", "y^2y", "correct equal"),  // after a variable the exponent is the number
    ("0.5", "2^0.5k", "invalid ambiguous-product"),
    ("4", "2^-1k", "invalid ambiguous-product"),
    ("1/24", "1/(4y)", "correct equal"),
  ])
  func `an answer with two readings counts only if they agree`(
    key: String, input: String, expected: String
  ) throws {
    let question = try number(key, in: "y = 6; z = 1; k = -2")
    #expect(summary(question.judge(input)) == expected)
  }

  @Test func `the message of an ambiguous answer shows both readings`() throws {
    let message = try number("1/24", in: "y = 6").judge("1/4y").message
    #expect(message == "That could be 1/4*y or 1/(4*y). Put brackets to say which.")
  }

  @Test(arguments: [
    ("1.2e4", "imprecise too-few-digits"), ("1.2*10^4", "imprecise too-few-digits"),
    ("1.2×10⁴", "imprecise too-few-digits"), ("(1.2*10^(4))", "imprecise too-few-digits"),
    ("1.23*10**4", "correct rounded"), ("0.12*10^5", "imprecise too-few-digits"),
    ("12000", "incorrect different"), ("1.2*10000", "incorrect different"),
  ])
  func `a power of ten moves the last written digit`(input: String, expected: String) throws {
    #expect(summary(try number("12345.678").judge(input)) == expected)
  }

  @Test func `a word of several names is cut only if there is one way`() throws {
    let question = try number("6", in: "a = 2; b = 3; ab = 5")
    #expect(question.judge("ba").verdict == .correct)
    #expect(question.judge("ab+1").verdict == .correct)
    #expect(question.judge("aab").reason == .unknownName)
  }

  @Test func `a name of the model wins over a constant`() throws {
    #expect(try number("3", in: "e = 3").judge("e").verdict == .correct)
    #expect(try number("3", in: "x = 3").judge("e").verdict == .incorrect)
  }

  @Test func `names that look like a derivative are their quotient`() throws {
    let question = try number("4", in: "d1 = 8; d2 = 2; x = 1")
    for input in ["d1/d2", "8*d1/d2/8", "2/d2*d2/d2*4", "16 / d1 / d2 * 4"] {
      #expect(question.judge(input).verdict == .correct, "\(input)")
    }
    #expect(try number("2", in: "d1 = 8; d2 = 2").judge("d1/d2^2").verdict == .correct)
  }

  @Test(arguments: [
    ("inf", "incorrect different"), ("-Infinity", "incorrect different"),
    ("undefined", "incorrect different"), ("DNE", "incorrect different"),
    ("∞", "incorrect different"),
    ("1/0", "invalid no-value"), ("log(0)", "invalid no-value"), ("sqrt(-1)", "invalid no-value"),
    ("(-8)^(1/3)", "invalid no-value"), ("9^9^9^9", "invalid no-value"),
    ("0^-1", "invalid no-value"),
  ])
  func `infinity is a word, never a computation`(input: String, expected: String) throws {
    #expect(summary(try number("6").judge(input)) == expected)
  }

  @Test func `an infinite key is answered by its word alone`() throws {
    let key = Evaluation(value: -.infinity, roundingErrorBound: 0)
    let question = NumberQuestion(key: key, trace: try trace("x = 1"))
    #expect(question.judge("-inf").verdict == .correct)
    #expect(question.judge("inf").verdict == .incorrect)
    #expect(question.judge("-1e308").verdict == .incorrect)
  }
}
