import Autodiff
import ModelLanguage
import Testing

@testable import Grading

/// Learners who hold one wrong idea and answer by it, and one who holds none.
@Suite struct SimulatedLearnerTests {
  private static let runs: Range<UInt64> = 0..<200
  private static let questions = 3

  @Test(arguments: Misconception.all.map(\.name))
  func `a learner with one wrong idea is found out within three questions`(name: String) throws {
    let suspect = try #require(Misconception.named(name))
    let found = Self.runs.count { seed in
      var learner = SimulatedLearner(suspect, seed: seed)
      return (0..<Self.questions).contains { _ in learner.isFoundOut() }
    }
    #expect(found >= 190, "\(found) of 200")
  }

  @Test(arguments: QuestionTemplate.all)
  func `a perfect learner is never diagnosed`(template: QuestionTemplate) throws {
    for seed in Self.runs.prefix(8) {
      var generator = SplitMix64(seed: seed)
      let (trace, key) = try template.draw(using: &generator)
      let right = try trace.evaluate(key)
      let question = NumberQuestion(key: right, trace: trace, expression: key)
      for text in [
        NumberText.exact(right.value), NumberText.rounded(right.value),
        NumberText.rounded(right.value, to: 4),
      ] {
        let judgement = question.judge(text)
        #expect(judgement.verdict == .correct, "\(text) in \(trace.model.program)")
        #expect(judgement.diagnosis == nil)
      }
    }
  }

  @Test(arguments: QuestionTemplate.all)
  func `no misconception is taken for the right answer`(template: QuestionTemplate) throws {
    for seed in Self.runs.prefix(8) {
      var generator = SplitMix64(seed: seed)
      let (trace, key) = try template.draw(using: &generator)
      let right = try trace.evaluate(key)
      let question = NumberQuestion(key: right, trace: trace, expression: key)
      let ways = try #require(WrongWays(of: key, over: trace.model, given: [:]))
      for (index, value) in ways.values() {
        let way = ways.ways[index]
        guard let number = value.number, number.isFinite,
          abs(number - right.value) > 1e-9 * abs(right.value)
        else { continue }
        // What rounds the key rightly in all digits that are asked for is right, whoever found it.
        guard abs(number - right.value) > 0.006 * abs(right.value) else { continue }
        let judgement = question.judge(NumberText.exact(number))
        #expect(
          judgement.verdict == .incorrect, "\(way.misconception.name) in \(trace.model.program)")
      }
    }
  }
}

/// A learner who answers every question by one misconception.
private struct SimulatedLearner {
  let suspect: Misconception
  private var generator: SplitMix64
  /// How often each misconception fitted so far.
  private var hits: [String: Int] = [:]

  init(_ suspect: Misconception, seed: UInt64) {
    self.suspect = suspect
    generator = SplitMix64(seed: seed)
  }

  /// Answers one more question; whether the misconception is now the likeliest.
  mutating func isFoundOut() -> Bool {
    guard let named = DealtQuestion.draw(showing: suspect.name, using: &generator) else {
      return false
    }
    for name in named { hits[name, default: 0] += 1 }
    let most = hits.values.max() ?? 0
    return Misconception.all.first { hits[$0.name] == most }?.name == suspect.name
  }
}

/// A question with numbers, and what is said to the answers of the misconceptions that show in it.
private struct DealtQuestion: Sendable {
  /// The misconceptions that are named when a learner answers by this one; none if the answer passes.
  let named: [String: Set<String>]
  /// How many other misconceptions give the same number.
  let collisions: [String: Int]

  /// The best of a few questions on which the misconception shows, as a tutor would deal it.
  static func draw(showing name: String, using generator: inout SplitMix64) -> Set<String>? {
    let questions = pool.filter { $0.named[name] != nil }
    let drawn = (0..<draws).compactMap { _ in questions.randomElement(using: &generator) }
    return drawn.min { ($0.collisions[name] ?? 0) < ($1.collisions[name] ?? 0) }?.named[name]
  }

  /// The dealer of a lesson takes the best of as many as twenty.
  private static let draws = 6

  /// A few of each template; every answer is judged once.
  private static let pool: [DealtQuestion] = QuestionTemplate.all.flatMap { template in
    (0..<6 as Range<UInt64>).compactMap { seed in
      var generator = SplitMix64(seed: seed ^ 0x5EED)
      return (try? template.draw(using: &generator)).flatMap { try? DealtQuestion($0, key: $1) }
    }
  }

  private init?(_ trace: Trace, key: Expr) throws {
    let question = NumberQuestion(key: try trace.evaluate(key), trace: trace, expression: key)
    guard let ways = WrongWays(of: key, over: trace.model, given: [:]) else { return nil }
    var named: [String: Set<String>] = [:]
    var collisions: [String: Int] = [:]
    for (index, value) in ways.wrongValues() {
      let suspect = ways.ways[index].misconception
      guard named[suspect.name] == nil else { continue }
      let found = Collisions(of: key, digits: 3, in: trace, suspect: suspect)
      guard found.showsSuspect, let number = value.number else { continue }
      // As people type: six digits.
      let judgement = question.judge(NumberText.rounded(number))
      named[suspect.name] = Set(
        judgement.verdict == .incorrect ? judgement.diagnosis?.candidates.map(\.name) ?? [] : [])
      collisions[suspect.name] = found.withSuspect
    }
    (self.named, self.collisions) = (named, collisions)
  }
}

/// A model with blanks for numbers, and a question about it.
struct QuestionTemplate: Sendable, CustomTestStringConvertible {
  let program: String
  let key: String

  var testDescription: String { "\(key) in \(program)" }

  /// Fills each `#` with a number of one decimal, and each `?` with a positive one.
  func draw(using generator: inout SplitMix64) throws -> (Trace, Expr) {
    let key = try Expr(parsing: key, as: .trace)
    for _ in 0..<100 {
      var text = ""
      for character in program {
        guard character == "#" || character == "?" else {
          text.append(character)
          continue
        }
        let size = Double(Int.random(in: 3...38, using: &generator)) / 10
        let isNegative = character == "#" && Bool.random(using: &generator)
        text += NumberText.exact(isNegative ? -size : size)
      }
      guard let trace = try? Trace(Model(Program(parsing: text))),
        let value = try? trace.evaluate(key).value,
        value.isFinite
      else { continue }
      return (trace, key)
    }
    Issue.record("no numbers fit \(program)")
    return (try Trace(Model(Program(parsing: "x = 1"))), Expr(literal: 1))
  }

  /// `#` is any number, `?` a positive one.
  static let all: [QuestionTemplate] = [
    (
      "w = #; x = #; b = #; y = #; m = w*x; n = m + b; o = tanh(n); e = o - y; L = e^2",
      ["dL/dw", "dL/dx", "dL/db", "dL/dy", "dL/dn"]
    ),
    ("w = #; x = #; b = #; z = w*x + b; s = sigmoid(z); t = #; L = (s - t)^2", ["dL/dw", "dL/db"]),
    ("w = #; x = #; z = w*x; a = relu(z); t = #; L = (a - t)^2", ["dL/dw", "dL/dz"]),
    ("x = ?; w = ?; a = relu(w*x); y = x^2 - 3*a", ["dy/dx", "dy/dw"]),
    ("x = #; r = relu(x); y = r*#", ["dy/dx"]), ("x = 0; r = relu(x); y = r*#", ["dy/dx"]),
    ("x = 0; w = #; r = relu(w*x); y = r*# + x", ["dy/dx"]),
    ("a = #; b = #; d = a*b; g = a + b; f = d*g", ["df/da", "df/db"]),
    ("a = #; b = #; c = a + b; d = a*b; y = (c + d) + c*d", ["dy/da", "dy/db"]),
    ("x = #; u = x^3; v = 5*x; y = u*v + x", ["dy/dx"]),
    ("x = #; f = x^2; g = sin(x); y = f*g", ["dy/dx"]),
    ("x = #; f = x^3; g = exp(x); y = f*g", ["dy/dx"]), ("x = #; u = x^2; y = sin(u)", ["dy/dx"]),
    ("x = #; u = x^3; y = cos(u)", ["dy/dx"]), ("x = ?; u = 3*x; y = exp(u)", ["dy/dx"]),
    ("x = ?; u = x^2 + 1; y = log(u)", ["dy/dx"]), ("x = ?; y = log(x)", ["dy/dx"]),
    ("x = ?; y = 3*log(x)", ["dy/dx"]), ("x = #; y = exp(x)", ["dy/dx"]),
    ("x = #; y = x^3", ["dy/dx"]),
    ("x = #; y = x^4", ["dy/dx"]), ("a = #; b = #; y = a/b", ["dy/da", "dy/db"]),
    ("a = #; b = #; c = #; y = (a + c)/(b*c)", ["dy/db", "dy/da"]),
    ("x = #; y = #*max(3*x, 4 - x)", ["dy/dx"]), ("x = #; c = #; y = min(c*x, x + 1)^3", ["dy/dx"]),
    ("a = #; b = #; y = #*max(a, b)", ["dy/da", "dy/db"]),
    ("a = #; b = #; c = #; m = max(a*c, b); y = m^3", ["dy/da", "dy/db"]),
    ("w = #; x = #; y = w*x; loss = (y - #)^2; rate = 0.1", ["w - rate*dloss/dw"]),
    ("w1 = #; w2 = #; x = #; y = w1*w2*x; loss = (y - #)^2; rate = 0.02", ["w2 - rate*dloss/dw2"]),
    (
      "w = #; b = #; x = #; loss = (w*x + b - #)^2; rate = 0.05",
      ["w - rate*dloss/dw", "b - rate*dloss/db"]
    ),
    ("x = #; s = x*x; y = s*x", ["dy/dx"]), ("x = #; y = mean([x^2, 3*x, x*x])", ["dy/dx"]),
    ("p = #; q = #; r = #; L = cross_entropy([p, q, r], [1, 0, 0])", ["dL/dp", "dL/dq"]),
    ("m = #; b = #; n = m + b; y = n^3", ["dy/db"]), ("x = #; a = #; y = (a - x)^3", ["dy/dx"]),
    ("x = #; y = 4 - x; z = y^3 + x", ["dz/dx"]),
    ("x = #; h = 2*x + 1; y = 3*h; z = y + h*h", ["dz/dx", "dz/dh"]),
  ].flatMap { program, keys in keys.map { QuestionTemplate(program: program, key: $0) } }
}
