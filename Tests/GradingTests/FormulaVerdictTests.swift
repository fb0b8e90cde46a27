import Autodiff
import ModelLanguage
import Testing

@testable import Grading

/// What the finite fields, the branches and the solver for rounded constants decide.
@Suite struct FormulaVerdictTests {
  @Test(arguments: [
    // Nothing is rounded: a hair is a difference.
    ("x^2", "x^2 + 1e-12", "incorrect"), ("exp(x)", "exp(x)*(1 + 1e-13)", "incorrect"),
    ("sin(x)", "sin(x) + 1e-15*x", "incorrect"), ("x/3", "x*0.333333333333", "imprecise"),
    // Identities of exp and its kin.
    ("exp(x + y)", "exp(x)*exp(y)", "correct"), ("exp(2*x)", "exp(x)^2", "correct"),
    ("e^(x*y)", "(e^x)^y", "correct"),
    ("tanh(x)", "(e^x - e^-x)/(e^x + e^-x)", "correct"), ("sigmoid(x)", "e^x/(1 + e^x)", "correct"),
    ("sigmoid(x)", "(1 + tanh(x/2))/2", "correct"), ("1 - tanh(x)^2", "sech(x)^2", "correct"),
    ("sin(2*x)", "2 sin(x) cos(x)", "correct"), ("sin(x)^2", "1 - cos^2(x)", "correct"),
    ("cosh(x)", "(e^x + e^-x)/2", "correct"), ("sinh(x)", "tanh(x)cosh(x)", "correct"),
    ("tan(x)", "sin(x)/cos(x)", "correct"), ("cosh(x)^2 - sinh(x)^2", "1", "correct"),
    ("exp(x)", "e^x + e^1 - e", "correct"), ("16*x", "e^x", "incorrect"),
    ("e*x", "2.718x", "imprecise"),
    ("log2(x^2 + 1)", "ln(x^2+1)/ln(2)", "correct"),
    ("log10(x^2 + 1)", "log(x^2+1)/log(10)", "correct"),
    // Nested, and roots: decided by points.
    ("exp(exp(x))", "exp(e^x)", "correct"), ("exp(tanh(x))", "exp(2*sigmoid(2*x) - 1)", "correct"),
    ("exp(tanh(x))", "exp(2*sigmoid(2*x) - 1) + 0.001", "incorrect"),
    ("sqrt(x^2 + 1)", "(x^2 + 1)^0.5", "correct"), ("sqrt(x^2)", "x", "incorrect"),
    ("abs(x)", "sign(x)*x", "correct"), ("abs(x)", "sign(x)*x + 1e-12", "incorrect"),
    ("relu(x)", "x*step(x)", "correct"), ("max(x, y)", "(x + y + |x - y|)/2", "correct"),
    ("max(x, y)", "(x + y + |x - y|)/2 + 1e-12", "incorrect"),
    ("relu(x)", "relu(x) + relu(x - 2.9999)", "incorrect"),
    ("relu(2.9 - x)", "2.9 - x", "incorrect"),
    ("relu(x*y - 8.999)", "0", "incorrect"),
    // Where a value is missing.
    ("x", "exp(log(x))", "incorrect"), ("x", "x + 0*sqrt(x)", "incorrect"),
    ("x", "x^2/x", "correct"), ("x", "(x - x)/(x - x)*x", "incorrect"),
    ("log(x)", "2*log(sqrt(x))", "correct"), ("x^3", "x^2.5*x^0.5", "incorrect"),
    // Rounded constants.
    ("x/3", "0.33x", "imprecise"), ("x/3", "0.34x", "incorrect"), ("pi*x", "3.14x", "imprecise"),
    ("pi*x", "3.15x", "incorrect"), ("exp(x/7)", "exp(0.143x)", "imprecise"),
    ("x/3", "0.3x + 0.03x", "incorrect"), ("2*x", "2.0x", "correct"), ("2*x", "1.9x", "incorrect"),
    ("x/3", "0.3333333333333333*x", "imprecise"), ("pi*x", "3.14159265358979*x", "imprecise"),
  ])
  func `a formula is the key or is not`(key: String, input: String, verdict: String) throws {
    let question = try formula(key, in: "x = 1.3; y = 0.7")
    let judgement = question.judge(input)
    #expect(judgement.verdict.rawValue == verdict, "\(judgement.reason) \(judgement.message ?? "")")
    #expect(question.judge(input) == judgement)
  }

  @Test(arguments: [
    ("dL/dw", "2*e*(1 - o^2)*x", "correct"),
    ("dL/dw", "2*(tanh(w*x) - t)*sech(w*x)^2*x", "correct"),
    ("dL/dw", "2*e*(1 - o^2)*x + 1e-11", "incorrect"), ("dL/dn", "2*e*(1-o)*(1+o)", "correct"),
    ("dL/dx", "2*e*(1-o^2)*w", "correct"), ("dL/do", "2*e", "correct"),
    ("dL/dt", "2*(t - o)", "correct"),
    ("dL/dt", "2*(o - t)", "incorrect"), ("dL/dL", "1", "correct"), ("dn/dt", "0", "correct"),
  ])
  func `a slope is compared as exactly as a formula`(key: String, input: String, verdict: String)
    throws
  {
    let question = try formula(
      key, in: "w = 0.8; x = 3; t = 1; n = w*x; o = tanh(n); e = o - t; L = e^2")
    #expect(question.judge(input).verdict.rawValue == verdict)
  }

  /// Found by Tests/Answers, seed 41: a slope of 0 that rounding hid, taken for 1e-12.
  @Test func `a slope that cancels is 0, and no tiny number is`() throws {
    let question = try formula(
      "dL/dk",
      in:
        "u = -0.7; k = 1.2; b = -2; m = u + b; n = tanh(m) + k; o = n - k; p = o*o + o; L = p*sin(p)"
    )
    #expect(question.judge("0").verdict == .correct)
    for wrong in ["10^(-12)", "(sin(p) + p*cos(p))*0 + 10^(-12)", "1e-15", "0.001"] {
      #expect(question.judge(wrong).verdict == .incorrect, "\(wrong)")
    }
  }

  @Test(arguments: [
    ("abs(x)", Domain(low: 0.5, high: 3), "x", "correct"),
    ("abs(x)", Domain(low: -0.5, high: 3), "x", "incorrect"),
    ("log(x*x)", Domain(low: 0, high: 3, isLowOpen: true), "2*log(x)", "correct"),
    ("log(x*x)", Domain(low: -3, high: 3), "2*log(x)", "incorrect"),
    ("sqrt(x - 2000)", Domain(low: 2000, high: 4000), "sqrt(x - 2000)", "correct"),
    ("sqrt(x - 2000)", Domain(low: 2000, high: 4000), "sqrt(x - 2001)", "incorrect"),
    ("x", Domain(low: 1, high: 2), "max(x, 1)", "correct"),
    ("x", Domain(low: 1, high: 2), "max(x, 1.001)", "incorrect"),
    ("x + 1", Domain(low: 1, high: 2), "(x^2 - 1)/(x - 1)", "correct"),
    ("x", Domain(low: 0, high: 1), "max(x, 0) + min((x^2 - 1)/(x - 1) - 1, 0)", "correct"),
  ])
  func `a formula has to hold on its domain`(
    key: String, domain: Domain, input: String, verdict: String
  ) throws {
    let model = try Model(Program(parsing: "x = \(domain.value(at: 0.5))"))
    let question = FormulaQuestion(
      id: "q", key: try Expr(parsing: key, as: .trace), model: model, domains: ["x": domain])
    #expect(question.judge(input).verdict.rawValue == verdict)
  }

  /// The seed of a failing row is its argument.
  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a formula is right however it is turned and bracketed, and wrong with a hair added`(
    seed: UInt64
  ) throws {
    var generator = SplitMix64(seed: seed)
    let expression = RandomFormula.make(depth: 4, using: &generator)
    let question = FormulaQuestion(
      id: "\(seed)", key: expression,
      model: try Model(Program(parsing: "x = 1.3; y = 0.7; z = -0.4")))
    guard question.canBeJudged else { return }
    let turned = RandomFormula.turned(expression, using: &generator)
    for input in ["\(expression)", "\(turned)", "(\(turned)) + 0", "1*(\(expression))"]
    where input.count < 500 {
      #expect(question.judge(input).verdict == .correct, "\(input) for \(expression)")
    }
    let wrong = "(\(turned)) + 0.001"
    if wrong.count < 500 { #expect(question.judge(wrong).verdict == .incorrect, "\(wrong)") }
    let negated = "-(\(expression))"
    let isZero = question.judge("0").verdict == .correct
    if negated.count < 500, !isZero {
      #expect(question.judge(negated).verdict == .incorrect, "\(negated)")
    }
  }

  @Test(arguments: [
    ("2*x", "2*x*1", "A factor 1"), ("2*x", "2*x + 0", "a term 0"), ("x/2", "2x/4", nil),
    ("x/2", "2/4*x", "A fraction"), ("2*x", "x + x", "Two of its terms"), ("2*x", "2*x", nil),
    ("w*x", "x*w", nil), ("tanh(n) + x", "tanh(n) + x", "`tanh(n)` as `o`"), ("2*o", "2o", nil),
    ("x", "(x + 1)*(x + 1)/(x + 1) - 1", "fewer than half"),
  ])
  func `a right answer gets one word on its form at most`(key: String, input: String, said: String?)
    throws
  {
    let judgement = try formula(key, in: "x = 1; w = 2; n = w*x; o = tanh(n)").judge(input)
    #expect(judgement.verdict == .correct)
    if let said {
      #expect(judgement.message?.contains(said) == true, "\(judgement.message ?? "nothing")")
    } else {
      #expect(judgement.message == nil)
    }
  }

  @Test func `a wrong formula is met with a point where it differs`() throws {
    let judgement = try formula("2*x*w", in: "x = 5; w = 7").judge("2*x + w^2")
    #expect(judgement.message == "At x = 5, w = 7 your formula gives 59, and the right one 70.")
  }

  @Test(arguments: [
    ("-2*x", "wrong-sign"), ("4*x", "factor-of-two"), ("x", "factor-of-two"),
    ("6*x", "constant-factor"),
    ("2*x + 5", "constant-offset"), ("x^3", "different"),
  ])
  func `a near miss of a formula is named`(input: String, reason: String) throws {
    #expect(try formula("2*x", in: "x = 5").judge(input).reason.rawValue == reason)
  }

  @Test(arguments: [
    ("2*(y - t)*w", "own-factor"), ("2*(y - t)", "stopped-early"),
    ("(y - t)*x", "coefficient-lost"),
    ("2*(t - y)*x", "error-turned-round"), ("x", "upstream-forgotten"),
    ("L", "value-instead-of-slope"),
  ])
  func `a formula that a broken rule gives is diagnosed`(input: String, name: String) throws {
    let judgement = try formula("dL/dw", in: "w = 2; x = 3; t = 10; y = w*x; L = (y - t)^2").judge(
      input)
    #expect(judgement.diagnosis?.candidates.map(\.name).contains(name) == true, "\(judgement)")
    #expect(judgement.verdict == .incorrect)
  }
}

/// Random formulas over x, y and z, and the same ones written otherwise.
enum RandomFormula {
  static func make(depth: Int, using generator: inout SplitMix64) -> Expr {
    func sub(_ generator: inout SplitMix64) -> Expr { make(depth: depth - 1, using: &generator) }
    if depth == 0 || Int.random(in: 0..<6, using: &generator) == 0 {
      return Bool.random(using: &generator)
        ? Expr(.name(["x", "y", "z"].randomElement(using: &generator) ?? "x"))
        : Expr(literal: Double(Int.random(in: 1...9, using: &generator)))
    }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1: return Expr(.binary(.plus, sub(&generator), sub(&generator)))
    case 2: return Expr(.binary(.minus, sub(&generator), sub(&generator)))
    case 3, 4: return Expr(.binary(.times, sub(&generator), sub(&generator)))
    case 5:
      let below = Expr(
        .binary(.plus, Expr(.binary(.power, sub(&generator), Expr(literal: 2))), Expr(literal: 1)))
      return Expr(.binary(.over, sub(&generator), below))
    case 6: return Expr(.binary(.power, sub(&generator), Expr(literal: 2)))
    case 7: return Expr(.negated(sub(&generator)))
    default:
      let name =
        ["tanh", "sigmoid", "sin", "cos", "relu", "abs", "exp"].randomElement(using: &generator)
        ?? "tanh"
      return Expr(.call(name, [make(depth: min(1, depth - 1), using: &generator)]))
    }
  }

  /// Operands of sums and products swapped, signs and squares spelled out.
  static func turned(_ expression: Expr, using generator: inout SplitMix64) -> Expr {
    func turn(_ part: Expr) -> Expr { turned(part, using: &generator) }
    switch expression.kind {
    case .binary(.plus, let left, let right): return Expr(.binary(.plus, turn(right), turn(left)))
    case .binary(.times, let left, let right): return Expr(.binary(.times, turn(right), turn(left)))
    case .binary(.minus, let left, let right):
      return Expr(.binary(.plus, Expr(.negated(turn(right))), turn(left)))
    case .binary(.power, let base, let exponent)
    where exponent.literalValue == 2 && base.operands.isEmpty:
      return Expr(.binary(.times, base, base))
    case .binary(let symbol, let left, let right):
      return Expr(.binary(symbol, turn(left), turn(right)))
    case .negated(let operand): return Expr(.binary(.times, Expr(literal: -1), turn(operand)))
    case .call(let name, let arguments): return Expr(.call(name, arguments.map(turn)))
    default: return expression
    }
  }
}
