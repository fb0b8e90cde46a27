import ModelLanguage

@testable import Grading

/// A trace of `program`, written with `;` between its lines.
func trace(_ program: String) throws -> Trace {
  try Trace(Model(Program(parsing: program)))
}

/// A question for the value of `key` in `program`.
func number(
  _ key: String, in program: String = "unused = 1", digits: Int = 3,
  given: [String: Double] = [:], targets: [String] = [], unit: String = "",
  mistakes: [Double] = [], diagnosed: Bool = false, earlier: [EarlierAnswer] = []
) throws -> NumberQuestion {
  let trace = try trace(program)
  let expression = try Expr(parsing: key, as: .trace)
  return NumberQuestion(
    key: try trace.evaluate(expression, given: given), digits: digits, trace: trace, given: given,
    targets: targets, unit: unit, mistakes: mistakes, expression: diagnosed ? expression : nil,
    earlier: earlier)
}

/// A question for the formula `key` over `program`.
func formula(
  _ key: String, in program: String, given: [String: Double] = [:], targets: [String] = [],
  mistakes: [String] = []
) throws -> FormulaQuestion {
  FormulaQuestion(
    id: "test", key: try Expr(parsing: key, as: .trace),
    model: try Model(Program(parsing: program)), given: given, targets: targets,
    mistakes: try mistakes.map { try Expr(parsing: $0, as: .trace) })
}

/// `correct equal`: verdict and reason in one string, so that a failing row shows both.
func summary(_ judgement: Judgement) -> String {
  "\(judgement.verdict) \(judgement.reason.rawValue)"
}
