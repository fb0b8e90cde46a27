import Autodiff
import ModelLanguage
import RealModule
import Testing

@testable import Grading

/// A wrong answer that the catalogue prints.
struct WrongValue: Sendable, CustomTestStringConvertible {
  let name: String
  let program: String
  let key: String
  let value: Double

  init(_ name: String, _ program: String, _ key: String, _ value: Double) {
    (self.name, self.program, self.key, self.value) = (name, program, key, value)
  }

  var testDescription: String { "\(name): \(key) in \(program)" }
}

/// The catalogue of misconceptions against the values that grading.md, section C2, computed by itself.
@Suite struct CatalogueTests {
  private static let reference =
    "w = 0.8; x = 3; b = -1.9; y = 1; m = w*x; n = m + b; o = tanh(n); e = o - y; L = e^2"
  private static let fork = "a = -2; b = 3; d = a*b; g = a + b; f = d*g"
  private static let product = "x = 1.5; f = x^2; g = sin(x); y = f*g"
  private static let nested = "x = 1.5; u = x^2; y = sin(u)"
  private static let gateOn = "x = 1.2; r = relu(x); y = r*-0.5"
  private static let step = "w = 3; h = 2.999; rate = 0.1; L = 0.2*w + 0*h"

  static let rows: [WrongValue] = [
    WrongValue("overwrite-at-fork", fork, "df/da", 3),
    WrongValue("overwrite-at-fork", fork, "df/db", -2),
    WrongValue("first-path-only", fork, "df/da", -6),
    WrongValue("first-path-only", fork, "df/db", -6),
    WrongValue("paths-multiplied", fork, "df/da", -18),
    WrongValue("paths-multiplied", fork, "df/db", 12),
    WrongValue("paths-averaged", fork, "df/da", -1.5),
    WrongValue("upstream-forgotten", reference, "dL/dw", 3),
    WrongValue("local-forgotten", reference, "dL/dw", 1),
    WrongValue("slopes-added", reference, "dL/dw", 5.710682),
    WrongValue("own-factor", reference, "dL/dw", -0.676827),
    WrongValue("product-as-sum", reference, "dL/dw", -0.846033),
    WrongValue("product-kept", reference, "dL/dw", -2.030480),
    WrongValue("sum-as-product", reference, "dL/dw", 4.822391),
    WrongValue("sum-shared-out", reference, "dL/dw", -1.269050),
    WrongValue("minus-ignored", reference, "dL/dy", -1.075766),
    WrongValue("product-of-slopes", product, "dy/dx", 0.212212),
    WrongValue("one-product-term", product, "dy/dx", 2.992485),
    WrongValue("quotient-sign", "a = 6; b = 3; y = a/b", "dy/db", 0.666667),
    WrongValue("quotient-square-lost", "a = 6; b = 3; y = a/b", "dy/db", -2),
    WrongValue("exponent-kept", reference, "dL/dw", 1.365201),
    WrongValue("coefficient-lost", reference, "dL/dw", -1.269050),
    WrongValue("integrated-instead", "x = 2; y = x^3", "dy/dx", 4),
    WrongValue("power-rule-on-exp", "x = 2; y = exp(x)", "dy/dx", 5.436564),
    WrongValue("exp-slope-is-input", "x = 2; y = exp(x)", "dy/dx", 2),
    WrongValue("log-slope-from-value", "x = 2; y = log(x)", "dy/dx", 1.442695),
    WrongValue("log-slope-from-value", "x = 2; y = log(x)", "dy/dx", 0.693147),
    WrongValue("inner-slope-lost", nested, "dy/dx", -0.628174),
    WrongValue("outer-at-wrong-point", nested, "dy/dx", 0.212212),
    WrongValue("slopes-nested", nested, "dy/dx", -0.989992),
    WrongValue("outer-slope-lost", nested, "dy/dx", 3),
    WrongValue("input-for-output", reference, "dL/dw", -2.420473),
    WrongValue("activation-twice", reference, "dL/dw", -2.625541),
    WrongValue("square-lost", reference, "dL/dw", -1.735908),
    WrongValue("sister-rule", reference, "dL/dw", -0.802193),
    WrongValue("activation-skipped", reference, "dL/dw", -3.227297),
    WrongValue("value-for-slope", reference, "dL/dw", -1.491389),
    WrongValue("shut-gate-passes", "x = -1.2; r = relu(x); y = r*-0.5", "dy/dx", -0.5),
    WrongValue("gate-passes-value", gateOn, "dy/dx", -0.6),
    WrongValue("gate-masks-gradient", gateOn, "dy/dx", 0),
    WrongValue("corner-slope", "x = 0; r = relu(x); y = 0.5*r", "dy/dx", 0.5),
    WrongValue("corner-slope", "x = 0; r = relu(x); y = 0.5*r", "dy/dx", 0.25),
    WrongValue("max-shared-out", "a = 2; b = -1; y = 2*max(a, b)", "dy/da", 1),
    WrongValue("max-shared-out", "a = 2; b = -1; y = 2*max(a, b)", "dy/db", 1),
    WrongValue("max-copied", "a = 2; b = -1; y = 2*max(a, b)", "dy/db", 2),
    WrongValue("max-to-the-loser", "a = 2; b = -1; y = 2*max(a, b)", "dy/da", 0),
    WrongValue("wrong-variable", reference, "dL/dw", -0.676827),
    WrongValue("stopped-early", reference, "dL/dw", -0.846033),
    WrongValue("value-instead-of-slope", reference, "dL/dw", 0.289318),
    WrongValue("value-instead-of-slope", reference, "dL/dw", 0.8),
    WrongValue("upside-down", reference, "dL/dw", -0.393995),
    WrongValue("sign-dropped", reference, "dL/dw", 2.538100),
    WrongValue("error-turned-round", reference, "dL/dw", 2.538100),
    WrongValue("loss-as-seed", reference, "dL/dw", -0.734318),
    WrongValue("out-of-order", "a = 2; b = 3; c = a + b; d = a*b; y = (c + d) + c*d", "dy/da", 29),
    WrongValue("out-of-order", "a = 2; b = 3; c = a + b; d = a*b; y = (c + d) + c*d", "dy/db", 22),
    WrongValue("stale-gradients", "x = 3; s = x*x; y = s*x", "dy/dx", 72),
    WrongValue("step-uphill", step, "w - rate*dL/dw", 3.02),
    WrongValue("rate-forgotten", step, "w - rate*dL/dw", 2.8),
    WrongValue("step-for-weight", step, "w - rate*dL/dw", -0.02),
    WrongValue("gradient-ignored", step, "w - rate*dL/dw", 2.9),
    WrongValue("weight-in-step", step, "w - rate*dL/dw", 2.94),
    WrongValue("weight-unchanged", step, "w - rate*dL/dw", 3),
    WrongValue(
      "updated-too-early", "w1 = 2; w2 = 3; L = (w1*w2 - 1)^2", "w2 - 0.01*dL/dw2", 2.8606),
    WrongValue("mean-forgotten", "x = 2; y = mean([x^2, x^2, x^2])", "dy/dx", 12),
    WrongValue("mean-taken-twice", "x = 2; y = mean([x^2, x^2, x^2])", "dy/dx", 1.333333),
    WrongValue("bias-slope", "m = 2.4; b = -1.9; n = m + b", "dn/db", -1.9),
    WrongValue("bias-slope", "m = 2.4; b = -1.9; n = m + b", "dn/db", 0),
    WrongValue(
      "softmax-target-only", "p = 1; q = 2; r = 0; L = cross_entropy([p, q, r], [1, 0, 0])",
      "dL/dq", 0),
    WrongValue("gradient-for-weight", step, "w - rate*dL/dw", 0.2),
    WrongValue("stale-gradients", "x = 3; s = x*x; y = s*x", "dy/dx", 45),
    WrongValue("power-rule-on-exp", "x = 3; y = 2^x", "dy/dx", 12),
    WrongValue(
      "softmax-sign", "p = 1; q = 2; r = 0; L = cross_entropy([p, q, r], [1, 0, 0])", "dL/dp",
      0.755272),
  ]

  @Test(arguments: rows)
  func `a misconception gives the catalogue's wrong answer`(row: WrongValue) throws {
    let misconception = try #require(Misconception.named(row.name))
    let model = try Model(Program(parsing: row.program))
    let key = try Expr(parsing: row.key, as: .trace)
    let ways = try #require(WrongWays(of: key, over: model, given: [:]))
    let values = ways.values().filter { ways.ways[$0.index].misconception == misconception }
      .compactMap(\.value.number)
    // The catalogue is printed to six decimals.
    #expect(
      values.contains {
        $0.isApproximatelyEqual(to: row.value, absoluteTolerance: 5.1e-7, relativeTolerance: 0)
      }, "\(values)")
    let right = try #require(ways.key.run(at: model.point).tensor.number)
    #expect(abs(right - row.value) > 1e-6)
    // And given as an answer it is wrong, and the misconception is among those that are named.
    let judgement = try number(row.key, in: row.program, diagnosed: true)
      .judge(NumberText.exact(values.first { abs($0 - row.value) < 1e-5 } ?? .nan))
    #expect(judgement.verdict == .incorrect)
    #expect(judgement.diagnosis?.candidates.contains(misconception) == true, "\(judgement)")
  }

  @Test func `every misconception has a row`() {
    #expect(Set(Self.rows.map(\.name)) == Set(Misconception.all.map(\.name)))
  }

  @Test func `names are unique, and lower-case words joined by hyphens`() {
    let names = Misconception.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0 == "-" || ("a"..."z").contains($0) } })
  }

  @Test(arguments: rows)
  func `a remark speaks of the model and keeps the answer to itself`(row: WrongValue) throws {
    let question = try number(row.key, in: row.program, diagnosed: true)
    let judgement = question.judge(NumberText.exact(row.value))
    guard let diagnosis = judgement.diagnosis else { return }
    let remark = diagnosis.remark
    #expect(!remark.contains("``"), "\(remark)")
    #expect(remark.count { $0 == "`" }.isMultiple(of: 2))
    #expect(remark.first?.isUppercase == true || remark.first == "`")
    #expect(remark.hasSuffix(".") || remark.hasSuffix("?"))
    let trace = try trace(row.program)
    let key = try trace.evaluate(Expr(parsing: row.key, as: .trace)).value
    let words = remark.split { !$0.isNumber && $0 != "." && $0 != "-" }.map(String.init)
    #expect(!words.contains(NumberText.rounded(key)) || [-0.5, 0, 1, 2].contains(key), "\(remark)")
  }

  @Test func `the pass parts from the true one where the rule is broken`() throws {
    let judgement = try number("dL/dw", in: Self.reference, diagnosed: true).judge("-1.735908")
    let model = try trace(Self.reference).model
    let diagnosis = try #require(judgement.diagnosis)
    #expect(diagnosis.misconception.name == "square-lost")
    let parting = try #require(diagnosis.parting)
    #expect(model.label(of: parting.node) == "n")
    #expect(!parting.isAsked)
    let (share, true_) = (
      try #require(parting.learners.shares.first), try #require(parting.truth.shares.first)
    )
    #expect(share.upstream == true_.upstream)
    #expect(
      share.localDerivative.isApproximatelyEqual(
        to: 1 - 0.462117, absoluteTolerance: 1e-6, relativeTolerance: 0))
    #expect(
      true_.localDerivative.isApproximatelyEqual(
        to: 1 - 0.462117 * 0.462117, absoluteTolerance: 1e-6, relativeTolerance: 0))
  }

  @Test(
    arguments: [("2.5", nil), ("-2.5381", nil), ("-2.54", nil), ("17", nil), ("1e3", nil)]
      as [(String, String?)])
  func `a right answer, and one that no rule explains, have no diagnosis`(
    input: String, name: String?
  ) throws {
    let judgement = try number("dL/dw", in: Self.reference, diagnosed: true).judge(input)
    #expect(judgement.diagnosis?.misconception.name == name)
  }

  @Test func `an earlier wrong answer is carried forward`() throws {
    let earlier = [EarlierAnswer(try Expr(parsing: "dL/dn", as: .trace), value: 0.5)]
    let judgement = try number("dL/dw", in: Self.reference, diagnosed: true, earlier: earlier)
      .judge("1.5")
    #expect(summary(judgement) == "incorrect carried-forward")
    #expect(judgement.message == "Right from your 0.5 for `dL/dn`, but that was off.")
    // The value of a node: with o = 0.4 the slope of the square is 2*(0.4 - 1).
    let value = [EarlierAnswer(try Expr(parsing: "o", as: .trace), value: 0.4)]
    #expect(
      try number("dL/do", in: Self.reference, diagnosed: true, earlier: value).judge("-1.2").reason
        == .carriedForward)
    #expect(
      try number("dL/do", in: Self.reference, diagnosed: true, earlier: value).judge("-1.0758")
        .reason
        == .rounded)
  }
}
