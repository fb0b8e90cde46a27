import Autodiff
import ModelLanguage
import Testing

@testable import Grading

@Suite struct ListQuestionTests {
  /// A question for the list or matrix `key` in `program`.
  private func list(_ key: String, in program: String, digits: Int = 3) throws -> ListQuestion {
    let trace = try trace(program)
    let expression = try Expr(parsing: key, as: .trace)
    let run = try Formula(expression, over: trace.model, mayBeList: true).run(at: trace.point)
    return ListQuestion(
      key: run.tensor, roundingErrorBound: run.roundingErrorBound, digits: digits, trace: trace,
      targets: [key], expression: expression)
  }

  private static let squares = "v = [1, 2, -3]; w = 2; L = sum(w*v^2)"
  private static let product = "W = [[1, 2], [3, 4], [5, 6]]; x = [1, -1]; L = sum((W @ x)^2)"

  @Test(arguments: [
    ("[4, 8, -12]", "correct equal"), ("4, 8, -12", "correct equal"), ("4 8 -12", "correct equal"),
    ("(4, 8, -12)", "correct equal"), ("4; 8; -12", "correct equal"),
    ("[2*2, 2^3, −12]", "correct equal"),
    ("dL/dv = [4, 8, -12]", "correct equal"), ("[4, 8, -12.0]", "correct equal"),
    ("[4, 8, 12]", "incorrect misconception"), ("[4, -8, -12]", "incorrect wrong-sign"),
    ("[4, 9, -12]", "incorrect different"),
    ("[-4, -8, 12]", "incorrect wrong-sign"), ("[8, 16, -24]", "incorrect factor-of-two"),
    ("[2, 4, -6]", "incorrect misconception"), ("[1, 2, -3]", "incorrect misconception"),
    ("[4, 8]", "invalid wrong-shape"), ("[4, 8, -12, 0]", "invalid wrong-shape"),
    ("4", "invalid wrong-shape"),
    ("[[4, 8], [-12, 0]]", "invalid wrong-shape"), ("", "invalid empty"), ("[]", "invalid empty"),
    ("[4, 8, -12", "invalid unreadable"), ("[4, 8, q]", "invalid unknown-name"),
    ("[4, 8%, -12]", "invalid percent"),
    ("[4, , -12]", "invalid empty"), ("dL/dw = [4, 8, -12]", "invalid wrong-label"),
  ])
  func `a list is judged entry by entry`(input: String, expected: String) throws {
    #expect(summary(try list("dL/dv", in: Self.squares).judge(input)) == expected)
  }

  @Test(arguments: [
    ("[4, 9, -12]", "Entry 2 is not right yet."),
    ("[4, -8, -12]", "Entry 2: Right size, wrong sign."),
    ("[4, 9, -13]", "Not right yet: Entry 2; Entry 3."),
    ("[-4, -8, 12]", "Right sizes, wrong signs."),
    ("[4, 8]", "The answer has 3 numbers, yours 2. Write them with commas between."),
    ("[4, 8, -12", "A bracket is not closed, or closes nothing."),
  ])
  func `the message says which entry`(input: String, message: String) throws {
    #expect(try list("dL/dv", in: Self.squares).judge(input).message == message)
  }

  @Test(arguments: [
    ("[[-2, 2], [-2, 2], [-2, 2]]", "correct equal"), ("-2 2; -2 2; -2 2", "correct equal"),
    ("[-2, 2], [-2, 2], [-2, 2]", "correct equal"), ("(-2,2),(-2,2),(-2,2)", "correct equal"),
    ("[[-2, -2, -2], [2, 2, 2]]", "incorrect transposed"),
    ("[[-2, 2], [-2, 2], [-2, 3]]", "incorrect different"),
    ("[[2, -2], [2, -2], [2, -2]]", "incorrect misconception"),
    ("[[-2, 2], [-2, 2]]", "invalid wrong-shape"),
    ("[[-2, 2], [-2], [-2, 2]]", "invalid wrong-shape"),
  ])
  func `a matrix is judged entry by entry`(input: String, expected: String) throws {
    #expect(summary(try list("dL/dW", in: Self.product).judge(input)) == expected)
  }

  @Test func `a place in a matrix is named by row and column`() throws {
    let judgement = try list("dL/dW", in: Self.product).judge("[[-2, 2], [-2, 2], [-2, 3]]")
    #expect(judgement.message == "Row 3, column 2 is not right yet.")
  }

  @Test func `a square matrix turned over is seen`() throws {
    let question = try list("dL/dW", in: "W = [[1, 2], [3, 4]]; x = [1, 2]; L = sum(W @ x*[1, 3])")
    #expect(question.judge("[[1, 2], [3, 6]]").verdict == .correct)
    #expect(question.judge("[[1, 3], [2, 6]]").reason == .transposed)
  }

  @Test func `entries are rounded by the digits asked, and a known wrong list stays wrong`() throws
  {
    let question = try list("w - 0.1*dL/dw", in: "w = [1, 2]; x = [1, -1]; L = dot(w, x)^2")
    #expect(question.judge("[1.2, 1.8]").verdict == .correct)
    #expect(question.judge("[1, 2]").diagnosis?.misconception.name == "weight-unchanged")
    let thirds = try list("dL/dv", in: "v = [1, 2]; L = sum(v*[1, 2])/3")
    #expect(thirds.judge("[0.333, 0.667]").reason == .rounded)
    #expect(thirds.judge("[0.33, 0.67]").verdict == .imprecise)
    #expect(thirds.judge("[1/3, 2/3]").reason == .equal)
  }

  @Test func `a misconception on lists is named with the line it is about`() throws {
    let judgement = try list(
      "dL/dx", in: "W = [[1, 2], [3, 4]]; x = [1, -1]; z = W @ x; h = relu(z); L = sum(h)"
    ).judge("[4, 6]")
    #expect(judgement.diagnosis?.misconception.name == "shut-gate-passes")
    #expect(judgement.diagnosis?.remark.contains("`h`") == true)
  }
}

@Suite struct EntryTests {
  @Test(arguments: [
    ("2*w*v[1]", "correct"), ("w*v[1]*2", "correct"), ("2*2*2", "correct"), ("v[-2]*4", "correct"),
    ("2*w*v[2]", "incorrect"), ("v[9]", "invalid"), ("w[0]", "invalid"), ("v", "invalid"),
    ("v[w]", "invalid"), ("[8]", "invalid"), ("2*v[1][0]", "invalid"),
  ])
  func `an answer may use an entry of a list`(input: String, verdict: String) throws {
    let question = try number("dL/dv[1]", in: "v = [1, 2, -3]; w = 2; L = sum(w*v^2)")
    #expect(question.judge(input).verdict.rawValue == verdict, "\(question.judge(input))")
  }

  @Test func `a formula may use one, too`() throws {
    let question = try formula("dL/dv[1]", in: "v = [1, 2, -3]; w = 2; L = sum(w*v^2)")
    #expect(question.judge("2*w*v[1]").verdict == .correct)
    #expect(question.judge("2w v[1]").verdict != .incorrect)
    #expect(question.judge("2*w*v[0]").verdict == .incorrect)
    #expect(question.judge("w*v[1]").verdict == .incorrect)
  }
}

@Suite struct UnitTests {
  @Test(arguments: [
    ("$", "2.5$", true), ("$", "$2.5", true), ("$", "$ 2.50", true), ("$", "$-2.5", false),
    ("$", "2.5", true),
    ("$", "2.5 $ $", false), ("m/s", "2.5 m/s", true), ("m/s", "2.5m/s", true),
    ("m/s", "5/2 m/s", true),
    ("m/s", "2.5 m", false), ("%", "2.5%", true), ("m", "2.5 m = 2.5 m", true),
    ("m", "(2.5) m", true),
    ("", "2.5 m", false), ("m", "2.5 kg", false),
  ])
  func `a unit may stand behind the number or be left out`(
    unit: String, input: String, isRight: Bool
  ) throws {
    #expect((try number("2.5", unit: unit).judge(input).verdict == .correct) == isRight)
  }
}
