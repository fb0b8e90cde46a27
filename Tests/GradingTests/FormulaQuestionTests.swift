import Autodiff
import ModelLanguage
import Testing

@testable import Grading

@Suite struct FormulaQuestionTests {
  @Test(arguments: [
    ("2*(y - 10)*x", "correct equal"), ("x*2*(w*x - 10)", "correct equal"),
    ("2x(y-10)", "correct equal"), ("2·x·(y−10)", "correct equal"),
    ("2x(wx-10)", "correct equal"), ("2wx²-20x", "correct equal"),
    ("dloss/dw = 2x(y-10)", "correct equal"), ("w.grad = 2*(y-10)*x", "correct equal"),
    ("2*(y-10)*x = 2*x*y - 20*x", "correct equal"), ("2*e_1*x", "correct equal"),
    ("-2x(10-y)", "correct equal"), ("2*sqrt(e1^2)*x*sign(y-10)", "correct equal"),
    ("2*(10 - y)*x", "incorrect misconception"), ("2*(y + 10)*x", "incorrect different"),
    ("2*(y - 10)", "incorrect listed-mistake"), ("(y-10)*x", "incorrect misconception"),
    ("2*(y-10)*w", "incorrect misconception"), ("-8", "incorrect different"),
    ("2*(y-10)*x + 1e-7", "incorrect constant-offset"), ("loss", "incorrect listed-mistake"),
    ("2*sqrt(y-10)*sqrt(y-10)*x", "incorrect undefined-somewhere"),
    ("2*(y-10)*x = 2*x*y", "invalid steps-differ"), ("dloss/dw", "invalid derivative"),
    ("dloss/dy * x", "invalid derivative"), ("dloss/dx = 2*(y-10)*x", "invalid wrong-label"),
    ("2*(Y-10)*x", "invalid unknown-name"), ("2,5*x", "invalid comma"),
    ("inf", "invalid not-a-formula"),
    ("2e+3", "invalid ambiguous-exponent"), ("2*(y-10)x +", "invalid unreadable"),
    ("", "invalid empty"),
    ("1/(x-x)", "incorrect undefined-somewhere"), ("2(y-10) x", "correct equal"),
    ("2x y", "invalid unreadable"), ("1/2wx", "incorrect different"),
  ])
  func `any way to write the key is right and no other formula is`(
    input: String, expected: String
  ) throws {
    let question = try formula(
      "dloss/dw", in: "x = 2; w = 3; y = w*x; e1 = y - 10; loss = e1^2",
      targets: ["dloss/dw"], mistakes: ["loss", "2*e1"])
    #expect(summary(question.judge(input)) == expected)
  }

  @Test func `the reading is shown where stars were inferred`() throws {
    let question = try formula("2*x*w", in: "x = 2; w = 3; y = w*x")
    #expect(question.judge("2xw").readAs == "read as 2*x*w")
    #expect(question.judge("2*x*w").readAs == nil)
    #expect(question.judge("2 * x * w").readAs == nil)
    #expect(question.judge("2·y").readAs == "read as 2*y")
  }

  @Test func `the place where a formula has no value is named`() throws {
    let judgement = try formula("2*x", in: "x = 2; w = 1").judge("2*sqrt(x)^2")
    let message = try #require(judgement.message)
    #expect(message.hasPrefix("Your formula has no value at x = -"))
    #expect(message.hasSuffix(", where the right one has."))
  }

  @Test(arguments: [
    ("relu(x)", "x", false), ("abs(x)", "x", false), ("relu(x)", "(x + |x|)/2", true),
    ("relu(x)", "max(0, x)", true), ("relu(x)", "max(x, 0.001)", false),
    ("abs(x)", "sqrt(x^2)", true),
    ("dr/dx", "(1 + sign(x))/2", true), ("dr/dx", "1", false), ("dr/dx", "0", false),
    ("dr/dx", "relu(sign(x))", true), ("max(x, w)", "(x + w + |x - w|)/2", true),
    ("max(x, w)", "x", false), ("min(x, w)", "max(x, w)", false), ("sign(x)", "x/|x|", true),
    ("dr2/dw", "relu(w)*relu(x)", false), ("dr2/dw", "relu(x)*sign(r2)", true),
    ("dr2/dw", "relu(x)", false), ("relu(x - 2.9)", "0", false),
    ("relu(x - 2.9)", "x - 2.9", false),
    // Slices that 24 points miss and 2000 probes find.
    ("relu(x - 2.98)", "0", false), ("relu(x + w - 5.7)", "0", false),
    ("relu(x)*relu(w)*relu(v)", "x*w*v", false),
    ("relu(x)*relu(w)*relu(v)", "relu(x*w)*relu(v)", false),
    ("relu(relu(x))", "x", false), ("relu(relu(x))", "relu(x)", true),
  ])
  func `a kink is not its positive branch`(key: String, input: String, isRight: Bool) throws {
    let question = try formula(
      key, in: "x = 2; w = 3; v = 1; r = relu(x); r2 = relu(w*r)")
    #expect(question.judge(input).verdict == (isRight ? .correct : .incorrect))
  }

  @Test(arguments: [
    ("log(x^2)", "2*log(x)", "incorrect undefined-somewhere"),
    ("log(x)", "log(x)", "correct equal"),
    ("2*log(x)", "log(x^2)", "correct equal"),  // wider than the key
    ("sqrt(x - 2000)", "sqrt(x - 2000)", "invalid question-fault"),
    ("log(-x^2)", "log(-x^4)", "invalid question-fault"),
    ("(-6)^x", "(-6)^x", "invalid question-fault"),
    ("0", "log(exp(x)) - x", "correct equal"), ("dz/dx", "0", "correct equal"),
    ("x", "x + 1e16 - 1e16", "correct equal"),  // doubles drown in rounding, fields do not
    ("1/x", "1/x + 0/x", "correct equal"),
    ("exp(exp(exp(x)))", "exp(exp(exp(x)))", "correct equal"),
  ])
  func `a point counts where the key has a value`(key: String, input: String, expected: String)
    throws
  {
    let question = try formula(key, in: "x = 2; z = log(exp(x)) - x")
    #expect(summary(question.judge(input)) == expected)
  }

  @Test func `a model that needs large inputs is sampled around its own`() throws {
    let question = try formula("sqrt(x - 2000)", in: "x = 2500")
    #expect(question.judge("sqrt(x-2000)").verdict == .correct)
    #expect(question.judge("sqrt(x-2400)").verdict == .incorrect)
  }

  @Test func `given names are fixed and inputs move`() throws {
    let question = try formula("w - rate*dy/dw", in: "x = 2; w = 3; y = w*x", given: ["rate": 0.1])
    #expect(question.judge("w - rate*x").verdict == .correct)
    #expect(question.judge("w - 0.1x").verdict == .correct)
    #expect(question.judge("w - 0.2").verdict == .incorrect)
  }

  @Test func `a key that cannot run is the question's fault`() throws {
    #expect(try formula("dy/dz", in: "x = 2").judge("x").reason == .questionFault)
  }

  @Test func `the same question gives the same points`() throws {
    var first = SamplePoints(
      around: ["a": .scalar(1), "b": .scalar(2)], seed: SplitMix64.seed(from: "q"))
    var second = SamplePoints(
      around: ["b": .scalar(2), "a": .scalar(1)], seed: SplitMix64.seed(from: "q"))
    for _ in 0..<100 { #expect(first.next() == second.next()) }
  }

  @Test func `the first points visit every cell of each domain`() {
    var points = SamplePoints(around: ["a": .scalar(1), "b": .scalar(2)], seed: 7)
    let first = (0..<23).map { _ in points.next() }
    for name in ["a", "b"] {
      let cells = Set(first.map { Int(((($0[name]?.number ?? .nan) + 3) / 6 * 23).rounded(.down)) })
      #expect(cells == Set(0..<23))
    }
    #expect(Set(first.map { ($0["a"]?.number ?? 0) - ($0["b"]?.number ?? 0) }).count == 23)
  }

  @Test func `the slowest pairs are judged in bounded time`() throws {
    let program = "x = 2; w = 3; " + (0..<8).map { "h\($0) = relu(x - w*\($0)); " }.joined()
    let question = try formula("dh7/dx", in: program + "y = h1 + h2")
    let sum = (0..<60).map { _ in "abs(x-w)" }.joined(separator: "+")
    let time = ContinuousClock().measure { _ = question.judge(sum + "-60*abs(x-w)+x/x*0") }
    #expect(time < .seconds(5))
    #expect(question.judge("9^9^9^9^9^x").verdict != .correct)
  }
}
