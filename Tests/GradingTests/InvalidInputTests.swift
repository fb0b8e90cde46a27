import ModelLanguage
import Testing

@testable import Grading

@Suite struct InvalidInputTests {
  @Test(arguments: [
    ("", "empty"), ("   ", "empty"), ("?", "empty"), ("...", "empty"), ("\u{200B}", "empty"),
    ("3 m/s", "unit"), ("3 dollars", "unit"), ("$3", "unit"), ("3 €", "unit"), ("45°", "unit"),
    ("3kg", "unit"), ("-3.5 apples", "unit"),
    ("1.1%", "percent"), ("5 percent", "percent"),
    ("\\frac{1}{2}", "tex"), ("$3$", "tex"), ("x^{2}", "tex"),
    ("> 3", "comparison"), ("3 <= x", "comparison"), ("3 ≠ 4", "comparison"),
    ("3; 4", "two-answers"), ("3 or 4", "two-answers"), ("±3", "two-answers"),
    ("+/-3", "two-answers"), ("3, 4", "two-answers"), ("(3, 4)", "unreadable"),
    ("3..4", "range"), ("3 to 4", "range"), ("3…4", "range"), ("[3,4]", "range"),
    ("3 1/4", "mixed-number"), ("3¼", "mixed-number"), ("3 ½", "mixed-number"),
    ("1 000", "broken-number"), ("1_000", "broken-number"), ("1'000", "broken-number"),
    ("7 e3", "broken-number"), ("7e -3", "broken-number"), ("7e- 3", "broken-number"),
    ("3 4", "broken-number"), ("0x10", "hexadecimal"), ("0XfF", "hexadecimal"),
    ("1,234", "ambiguous-comma"), ("-12,345", "ambiguous-comma"), ("1,23,4", "comma"),
    ("1,234.5,6", "comma"), (",5", "comma"), ("1,5+2", "comma"),
    ("sin^-1(x)", "inverse-function"), ("tanh⁻¹(x)", "inverse-function"),
    ("2 x 3", "ambiguous-times"), ("2x3", "ambiguous-times"),
    ("(3", "unreadable"), ("3)", "unreadable"), ("3 +", "unreadable"), ("3 ! 4", "unreadable"),
    ("@", "unreadable"), ("x[0]", "unreadable"), ("max(1)", "unreadable"), ("x @ x", "unreadable"),
    ("foo", "unknown-name"), ("X", "unknown-name"), ("sin", "unknown-name"),
    ("xsin(x)", "unknown-name"), ("cot(x)", "unknown-name"), ("idk", "unknown-name"),
    ("3\u{0}", "unreadable-character"), ("\u{1B}[31m3", "unreadable-character"),
    ("3 # 4", "unreadable-character"),
  ])
  func `what cannot be read as one answer is invalid and says why`(input: String, reason: String)
    throws
  {
    let judgement = try number("3", in: "x = 2").judge(input)
    #expect(summary(judgement) == "invalid \(reason)")
    let message = try #require(judgement.message)
    #expect(message.first?.isLowercase == false)
    #expect(message.hasSuffix(".") || message.hasSuffix("?"))
  }

  @Test(arguments: [
    ("−3", "-3"), ("–3", "-3"), ("－３", "-3"), ("2 · 3", "6"), ("2 ∗ 3", "6"), ("6 ÷ 2", "3"),
    ("6∕2", "3"), ("2⁴", "16"), ("2⁻¹", "0.5"), ("3 + ¼", "3.25"), ("½", "0.5"), ("π", "pi"),
    ("2\u{00A0}+\u{2009}1", "3"), ("\u{FEFF}3\u{200D}", "3"), ("3\t", "3"), ("1,5", "1.5"),
    ("0,500", "0.5"), ("1,234,567", "1234567"), ("1,234.5", "1234.5"), ("-0,25", "-0.25"),
    ("4.52 × 10²", "452"), ("4.52x10^2", "452"), ("2**3", "8"), ("-3^2", "-9"), ("2^-1", "0.5"),
    ("√(4)", "2"), ("1.5E3", "1500"), (".5", "0.5"), ("5.", "5"), ("2e", "2*exp(1)"),
    ("σ(0)", "0.5"), ("ln(1)", "0"), ("LOG(e)", "1"), ("((((3))))", "3"), ("2π", "2*pi"),
  ])
  func `a look-alike means what it looks like`(input: String, value: String) throws {
    let question = try number(value, in: "unused = 1", given: ["pi": .pi])
    #expect(summary(question.judge(input)) == "correct equal")
  }

  @Test func `two look-alike times signs are no power`() throws {
    #expect(try number("8").judge("2××3").verdict == .invalid)
  }

  @Test func `both readings of a comma are shown`() throws {
    #expect(
      try number("1234").judge("1,234").message
        == "1,234 could be 1234 or 1.234. Write it without the comma.")
  }

  @Test func `a line of a megabyte is refused at once`() throws {
    let question = try number("3")
    let line = String(repeating: "(", count: 1 << 20)
    let time = ContinuousClock().measure { #expect(question.judge(line).reason == .tooLong) }
    #expect(time < .milliseconds(50))
    #expect(question.judge(String(repeating: "é", count: 501)).reason == .tooLong)
    #expect(question.judge(String(repeating: " ", count: 499) + "3").verdict == .correct)
  }

  @Test func `nesting is bounded`() throws {
    let question = try number("3", in: "x = 3")
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "3" + String(repeating: ")", count: depth)
    }
    #expect(question.judge(nested(99)).verdict == .correct)
    #expect(question.judge(nested(101)).reason == .nestedTooDeep)
    for piece in ["-", "(", "|", "2^", "sin(", "1+", "x*", "[", "1/x", "sin^2("] {
      let long = String(repeating: piece, count: 480 / piece.count)
      _ = question.judge(long + "3")
      _ = question.judge(long)
    }
  }

  @Test(arguments: 0..<20)
  func `no line crashes the grader, and one without digit, name or word is invalid`(seed: UInt64)
    throws
  {
    var generator = SplitMix64(seed: seed)
    let numberQuestion = try number("6", in: "x = 2; w = 3; y = w*x", targets: ["dy/dx"])
    let formulaQuestion = try formula("dy/dx", in: "x = 2; w = 3; y = relu(w*x)")
    let choices = ChoiceQuestion(choices: ["`x`", "y"], right: [0])
    let alphabet =
      "0123456789.,+-*/^()[]|=<>~ xwyedpi_'\\{}%;#@?!éπσ²½…−×\u{0}\u{301}\u{1F600}\u{202E}"
    let scalars = Array(alphabet.unicodeScalars)
    for _ in 0..<100 {
      let length = Int.random(in: 1...24, using: &generator)
      let line = (0..<length).reduce(into: "") { line, _ in
        line.unicodeScalars.append(scalars.randomElement(using: &generator) ?? "x")
      }
      let judgement = numberQuestion.judge(line)
      _ = formulaQuestion.judge(line)
      _ = choices.judge(line)
      let hasMeaning = line.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      #expect(hasMeaning || judgement.verdict == .invalid, "seed \(seed): \(line.debugDescription)")
    }
  }
}
