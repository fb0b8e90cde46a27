import ModelLanguage
import Testing

@testable import Grading

/// Known failures of other graders, by their numbers in grading.md, section 2.
///
/// Left out are those about equations, inequalities, constants of integration and settings of those
/// systems (11, 14, 16, 19, 27, 35), and 2, 32, 39: keys for `lint`, which `FormulaQuestionTests` has.
@Suite struct KnownFailuresTests {
  @Test(arguments: [
    (1, "0", 3, "10^-10", "incorrect"), (1, "5*10^-12", 3, "3*10^-12", "incorrect"),
    (13, "1000003", 3, "1000004", "correct"),  // seven digits, three asked
    (13, "1000003", 7, "1000004", "incorrect"), (13, "100003", 3, "100004", "incorrect"),
    (15, "10", 2, "9.8", "incorrect"), (15, "999", 2, "1000", "incorrect"),
    (18, "1.1", 3, "1.1%", "invalid"), (23, "20.4", 3, "100.4-80.0", "correct"),
    (24, "4.52*10^2", 3, "452", "correct"), (25, "0.138", 3, "1.38*10^-1", "correct"),
    (28, "403.2079999999", 6, "403.208", "correct"), (29, "1.2345", 3, "1.23", "correct"),
    (30, "1.27", 2, "1.27", "correct"), (31, "1e10", 3, "1 e10", "invalid"),
    (31, "1e10", 3, "1e10", "correct"), (33, "0", 3, "sin(pi)", "correct"),
    (36, "-5", 3, "\u{2212}5", "correct"), (40, "80", 2, "80", "correct"),
    (40, "80.2", 2, "80", "correct"),  // three digits are not short when two are asked
  ])
  func `numbers`(number caseNumber: Int, key: String, digits: Int, input: String, verdict: String)
    throws
  {
    let question = try number(key, digits: digits)
    #expect(question.judge(input).verdict.rawValue == verdict, "case \(caseNumber)")
  }

  @Test(arguments: [
    (3, "sqrt(x+2)", "sqrt(x+3)", "incorrect"), (4, "x^2", "x^2+10^-10", "incorrect"),
    (5, "max(0,x)", "x", "incorrect"), (5, "abs(x)", "x", "incorrect"),
    (6, "sin(x)", "x-x^3/6+x^5/120", "incorrect"), (7, "x^8/2000", "0", "incorrect"),
    (8, "0", "18^x", "incorrect"),
    (9, "1/8*exp(2*x) + 2*exp(-2*x)", "1/8 e^(2x) - 2e^(-2x)", "incorrect"),
    (9, "1/8*exp(2*x) + 2*exp(-2*x)", "1/8*e^(2x) + 2e^(-2x)", "correct"),
    (10, "exp(10*x_1)+sqrt(x)", "e^(10x_1)+sqrt(x)+1", "incorrect"),
    (10, "exp(10*x_1)+sqrt(x)", "e^(10x_1)+sqrt(x)", "correct"),
    (12, "1000*x+2*y", "1000*x+2*y+1", "incorrect"), (12, "1000*x+2*y", "1000x+3y", "incorrect"),
    (17, "(alpha*(x+y))^2", "alpha(x+y)^(2)", "incorrect"),
    (17, "(alpha*(x+y))^2", "(alpha(x+y))^(2)", "correct"),
    (20, "(3*x+7)/(x+4)", "(-3x-7)/(-x-4)", "correct"), (21, "x+1", "(x^2-1)/(x-1)", "correct"),
    (22, "x+2", "(x^2-4)/(x-2)", "correct"),
    (26, "0.1*(2.0*y^2+6.0*y-25.0)/y", "(2y^2+6y-25)/(10y)", "correct"),
    (34, "sqrt(x^2+y^2)", "sqrt(x^2+y^2)+2-2", "correct"),
    (37, "2*exp(1)+3", "2e+3", "invalid"), (37, "2*exp(1)+3", "2*e+3", "correct"),
    (38, "(pi*((y+2)*(y-1))^2)", "pi(y+2)^2(y-1)^2", "correct"),
    (41, "(x-y)^2", "(1.0*x-y)^2", "correct"), (42, "x", "9^(9^(9^(9^x)))", "incorrect"),
  ])
  func `formulas`(number caseNumber: Int, key: String, input: String, verdict: String) throws {
    let question = try formula(key, in: "x = 1; y = 2; x_1 = 1; alpha = 2")
    #expect(question.judge(input).verdict.rawValue == verdict, "case \(caseNumber)")
  }
}
