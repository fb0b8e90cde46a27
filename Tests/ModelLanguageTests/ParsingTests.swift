import ModelLanguage
import Testing

@Suite struct ParsingTests {
  @Test(arguments: [
    ("1+2*3", "1 + 2 * 3"),
    ("(1+2)*3", "(1 + 2) * 3"),
    ("a/(b*c)", "a / (b * c)"),  // these brackets matter
    ("(a/b)*c", "a / b * c"),  // these do not
    ("a-(b-c)", "a - (b - c)"),
    ("-x^2", "-x^2"),
    ("(-x)^2", "(-x)^2"),
    ("2^3^2", "2^3^2"),
    ("(2^3)^2", "(2^3)^2"),
    ("2^-x", "2^-x"),
    ("2**3", "2^3"),
    ("--x", "--x"),
    ("a - -b", "a - -b"),
    ("-(a*b)", "-(a * b)"),
    ("-a*b", "-a * b"),
    ("max(a,b+1)", "max(a, b + 1)"),
    ("[[1,-2],[3,4]]", "[[1, -2], [3, 4]]"),
    ("W[1][0]@v", "W[1][0] @ v"),
    ("1e-3 + .5 + 2.", "0.001 + 0.5 + 2"),
    ("x − 2 × y ÷ z", "x - 2 * y / z"),
    ("6.02e23", "6.02e23"),
  ])
  func `printing is stable under parsing`(text: String, printed: String) throws {
    let expression = try Expr(parsing: text, as: .program)
    #expect(expression.description == printed)
    #expect(try Expr(parsing: printed, as: .program) == expression)
  }

  /// Every expression of a given depth over all forms, so that no pair of neighbours is left out.
  private static func allExpressions(depth: Int) -> [Expr] {
    guard depth > 0 else {
      return [Expr(.number(2)), Expr(.name("x")), Expr(.derivative(of: "y", withRespectTo: "x"))]
    }
    let inner = allExpressions(depth: depth - 1)
    let few = depth > 1 ? inner.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) : inner
    return inner + inner.map { Expr(.negated($0)) } + inner.map { Expr(.call("sin", [$0])) }
      + inner.map { Expr(.index($0, Expr(.number(0)))) }
      + BinaryOperator.allCases.flatMap { symbol in
        few.flatMap { left in few.map { Expr(.binary(symbol, left, $0)) } }
      }
  }

  @Test func `parsing what was printed is the identity for every nesting of forms`() throws {
    let all = Self.allExpressions(depth: 2)
    #expect(all.count > 1000)
    for expression in all {
      let printed = expression.description
      #expect(try Expr(parsing: printed, as: .trace) == expression, "\(printed)")
    }
  }

  @Test(arguments: [0.1, 1.0 / 3, 1e300, .leastNonzeroMagnitude, 123456789.125, 1e15, 1e16, -0.07])
  func `numbers read back exactly`(value: Double) throws {
    let expression = Expr(literal: value)
    #expect(try Expr(parsing: expression.description, as: .program).literalValue == value)
  }

  @Test(arguments: [
    "dy/dx", "d(y)/d(x)", "∂y/∂x", "∂(y)/∂(x)", "d(y) / d(x)",
  ])
  func `a derivative has many spellings`(text: String) throws {
    let derivative = Expr(.derivative(of: "y", withRespectTo: "x"))
    #expect(try Expr(parsing: text, as: .trace) == derivative)
  }

  @Test func `in a program the same words are a quotient`() throws {
    let quotient = Expr(.binary(.over, Expr(.name("dy")), Expr(.name("dx"))))
    #expect(try Expr(parsing: "dy/dx", as: .program) == quotient)
  }

  @Test(arguments: [
    ("2x", "2 * x"), ("3(x+1)", "3 * (x + 1)"), ("(x)(y)", "x * y"), ("x(y+1)", "x * (y + 1)"),
    ("|x-3|", "abs(x - 3)"), ("Sin(x)", "sin(x)"), ("2x^2", "2 * x^2"), ("-2x", "-2 * x"),
  ])
  func `answers may leave products out`(text: String, meant: String) throws {
    #expect(try Expr(parsing: text, as: .answer) == Expr(parsing: meant, as: .program))
  }

  @Test func `an implied product after a division is reported as ambiguous`() throws {
    let (plain, isAmbiguous) = try Expr.reading("1/4y", as: .answer)
    #expect(isAmbiguous)
    #expect(plain.description == "1 / 4 * y")
    #expect(
      try Expr(parsing: "1/4y", as: .answerWithTightProducts).description == "1 / (4 * y)")
    #expect(try !Expr.reading("y/4", as: .answer).isAmbiguous)
  }

  @Test func `a program prints and parses to itself`() throws {
    let program = try Program(parsing: "x = 2; w = -0.5 # the weight\n\ny = w*x^2\nz=relu(y - 1)")
    #expect(program.description == "x = 2\nw = -0.5\ny = w * x^2\nz = relu(y - 1)")
    #expect(try Program(parsing: program.description) == program)
  }
}
