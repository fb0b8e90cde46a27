import ModelLanguage
import Testing

@testable import Grading

/// One of them.
struct KnownFailure: Sendable, CustomTestStringConvertible {
  let number: Int
  let address: String
  let key: String
  let input: String
  let verdict: String
  var digits = 3
  var names = "x = 1; y = 2; x_1 = 1; alpha = 2; s = 2; a = 1; b = 2"

  init(
    _ number: Int, _ address: String, _ key: String, _ input: String, _ verdict: String,
    digits: Int = 3
  ) {
    (self.number, self.address, self.key) = (number, address, key)
    (self.input, self.verdict, self.digits) = (input, verdict, digits)
  }

  var testDescription: String { "case \(number): \(input) for \(key), \(address)" }
}

/// The 42 known failures of other graders, by their numbers in grading.md, section 2, with their addresses.
///
/// What is not of our kind of question stands here as the nearest thing that is: an equation and an
/// inequality as answers to a formula question (14, 16), a constant of integration (11), a course
/// whose 114 answers were read as something else (19), an author's range (35).
@Suite struct KnownFailuresTests {
  private static let khan = "github.com/Khan/perseus packages/kas, run in grading.md"
  private static let numbas = "github.com/numbas/Numbas jme.js, run in grading.md"
  private static let stack = "github.com/maths/moodle-qtype_stack"

  static let numberCases: [KnownFailure] = [
    KnownFailure(1, khan, "0", "10^-10", "incorrect"),
    KnownFailure(1, khan, "5*10^-12", "3*10^-12", "incorrect"),
    KnownFailure(
      13, "github.com/oscarlevin/discrete-book/issues/122", "100003", "100004", "incorrect"),
    KnownFailure(
      13, "github.com/oscarlevin/discrete-book/issues/122", "1000003", "1000004", "incorrect",
      digits: 7),
    KnownFailure(15, "\(stack) Results/NumSigFigs.md", "10", "9.8", "incorrect", digits: 2),
    KnownFailure(15, "\(stack) Results/NumSigFigs.md", "999", "1000", "incorrect", digits: 2),
    KnownFailure(18, "\(khan) score-numeric-input.test.ts", "1.1", "1.1%", "invalid"),
    KnownFailure(19, "github.com/XimeraProject/server/issues/11", "114", "115", "incorrect"),
    KnownFailure(19, "github.com/XimeraProject/server/issues/11", "114", "114", "correct"),
    KnownFailure(23, "\(stack) Results/AlgEquiv.md", "20.4", "100.4-80.0", "correct"),
    KnownFailure(24, "\(stack) Results/AlgEquiv.md", "4.52*10^2", "452", "correct"),
    KnownFailure(25, "\(stack)/issues/441", "0.138", "1.38*10^-1", "correct"),
    KnownFailure(
      27, "\(stack) Answer_Tests/Equivalence.md", "2",
      "(sqrt(108)+10)^(1/3)-(sqrt(108)-10)^(1/3)", "correct"),
    KnownFailure(
      28, "github.com/numbas/Numbas/issues/182", "403.2079999999", "403.208", "correct", digits: 6),
    KnownFailure(29, "github.com/numbas/Numbas/issues/296", "1.2345", "1.23", "correct"),
    KnownFailure(30, "github.com/numbas/Numbas/issues/553", "1.27", "1.27", "correct", digits: 2),
    KnownFailure(31, "github.com/numbas/Numbas/issues/1096", "1e10", "1 e10", "invalid"),
    KnownFailure(31, "github.com/numbas/Numbas/issues/1096", "1e10", "1e10", "correct"),
    KnownFailure(33, "github.com/mitodl/mitx-grading-library/pull/109", "0", "sin(pi)", "correct"),
    KnownFailure(35, "github.com/qlicker/qlicker/issues/624", "45.8", "46.0", "incorrect"),
    KnownFailure(
      36, "github.com/PrairieLearn/PrairieLearn/issues/135", "-5", "\u{2212}5", "correct"),
    KnownFailure(40, "\(stack)/issues/346", "80", "80", "correct", digits: 2),
    KnownFailure(40, "\(stack)/issues/351", "270", "270", "correct", digits: 2),
  ]

  @Test(arguments: numberCases)
  func `numbers`(row: KnownFailure) throws {
    #expect(
      try number(row.key, digits: row.digits).judge(row.input).verdict.rawValue == row.verdict)
  }

  static let formulaCases: [KnownFailure] = [
    KnownFailure(3, khan, "sqrt(x+2)", "sqrt(x+3)", "incorrect"),
    KnownFailure(4, khan, "x^2", "x^2+10^-10", "incorrect"),
    KnownFailure(5, numbas, "max(0,x)", "x", "incorrect"),
    KnownFailure(5, numbas, "abs(x)", "x", "incorrect"),
    KnownFailure(6, numbas, "sin(x)", "x-x^3/6+x^5/120", "incorrect"),
    KnownFailure(7, numbas, "x^8/2000", "0", "incorrect"),
    KnownFailure(8, "github.com/Doenet/math-expressions/issues/4", "0", "18^x", "incorrect"),
    KnownFailure(
      9, "github.com/Doenet/math-expressions/issues/54", "1/8*exp(2*x) + 2*exp(-2*x)",
      "1/8 e^(2x) - 2e^(-2x)", "incorrect"),
    KnownFailure(
      9, "github.com/Doenet/math-expressions/issues/54", "1/8*exp(2*x) + 2*exp(-2*x)",
      "1/8*e^(2x) + 2e^(-2x)", "correct"),
    KnownFailure(
      10, "github.com/Doenet/math-expressions slow_math-expressions.spec.ts",
      "exp(10*x_1)+sqrt(x)", "e^(10x_1)+sqrt(x)+1", "incorrect"),
    KnownFailure(
      10, "github.com/Doenet/math-expressions slow_math-expressions.spec.ts",
      "exp(10*x_1)+sqrt(x)", "e^(10x_1)+sqrt(x)", "correct"),
    KnownFailure(11, "github.com/openwebwork/pg/issues/508", "x^2/2", "500+x^2/2", "incorrect"),
    KnownFailure(
      12, "github.com/openwebwork/webwork-open-problem-library/pull/911", "1000*x+2*y",
      "1000*x+2*y+1", "incorrect"),
    KnownFailure(
      12, "github.com/openwebwork/webwork-open-problem-library/pull/911", "1000*x+2*y",
      "1000x+3y", "incorrect"),
    KnownFailure(14, "\(stack)/issues/167", "2*x", "1=1", "incorrect"),
    KnownFailure(16, "github.com/numbas/Numbas/issues/788", "2*x", "x < 3", "invalid"),
    KnownFailure(
      17, "github.com/numbas/Numbas/issues/1139", "(alpha*(x+y))^2", "alpha(x+y)^(2)", "incorrect"),
    KnownFailure(
      17, "github.com/numbas/Numbas/issues/1139", "(alpha*(x+y))^2", "(alpha(x+y))^(2)", "correct"),
    KnownFailure(20, "github.com/Khan/KAS/issues/12", "(3*x+7)/(x+4)", "(-3x-7)/(-x-4)", "correct"),
    KnownFailure(21, "github.com/Khan/perseus/pull/3503", "x+1", "(x^2-1)/(x-1)", "correct"),
    KnownFailure(22, "github.com/Khan/perseus/pull/3503", "x+2", "(x^2-4)/(x-2)", "correct"),
    KnownFailure(
      26, "\(stack)/issues/1055", "0.1*(2.0*s^2+6.0*s-25.0)/s", "(2s^2+6s-25)/(10s)", "correct"),
    KnownFailure(
      34, "github.com/FormulasQuestion/moodle-qtype_formulas/issues/130", "sqrt(a^2+b^2)",
      "sqrt(a^2+b^2)+2-2", "correct"),
    KnownFailure(
      37, "github.com/PrairieLearn/PrairieLearn/issues/11709", "2*exp(1)+3", "2e+3", "invalid"),
    KnownFailure(
      37, "github.com/PrairieLearn/PrairieLearn/issues/11709", "2*exp(1)+3", "2*e+3", "correct"),
    KnownFailure(
      38, "github.com/Doenet/DoenetML/issues/681", "(pi*((y+2)*(y-1))^2)", "pi(y+2)^2(y-1)^2",
      "correct"),
    KnownFailure(41, "github.com/sympy/sympy/issues/27796", "(x-y)^2", "(1.0*x-y)^2", "correct"),
    KnownFailure(
      42, "\(stack) Equivalence.md, huge exponents", "x", "9^(9^(9^(9^x)))", "incorrect"),
  ]

  @Test(arguments: formulaCases)
  func `formulas`(row: KnownFailure) throws {
    #expect(try formula(row.key, in: row.names).judge(row.input).verdict.rawValue == row.verdict)
  }

  // Keys that no answer can be held against: a matter for whoever writes the question.
  @Test(arguments: [
    KnownFailure(2, khan, "ln(-x^2)", "ln(-x^4)", ""),
    KnownFailure(3, khan, "sqrt(x-2000)", "sqrt(x-3000)", ""),
    KnownFailure(32, "github.com/numbas/Numbas/issues/1012", "(-6)^x", "(-6)^x", ""),
    KnownFailure(
      39, "github.com/openwebwork/webwork-open-problem-library/pull/1116", "sqrt(-1-x^2)",
      "sqrt(-1-x^2)", ""),
  ])
  func `a key without values is the question's fault`(row: KnownFailure) throws {
    let question = try formula(row.key, in: row.names)
    #expect(!question.canBeJudged)
    #expect(question.judge(row.input).reason == .questionFault)
    let request = GradeRequest(
      id: "q", kind: .formula, key: row.key,
      names: [GradeRequest.Name(name: "x", low: nil, high: nil)], input: row.input)
    let failure = #expect(throws: GradeRequest.Failure.self) { try request.judgement() }
    #expect(failure?.field == "key")
  }

  @Test func `every case is there`() {
    let numbers = Set((Self.numberCases + Self.formulaCases).map(\.number)).union([2, 32, 39])
    #expect(numbers == Set(1...42))
  }
}
