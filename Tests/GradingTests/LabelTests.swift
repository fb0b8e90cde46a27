import ModelLanguage
import Testing

@testable import Grading

@Suite struct LabelTests {
  @Test(arguments: [
    ("dy/dx = 4.5", "correct equal"), ("dy / dx=4.5", "correct equal"),
    ("∂y/∂x = 4.5", "correct equal"), ("d(y)/d(x) = 4.5", "correct equal"),
    ("dy/dx == 4.5", "correct equal"), ("= 4.5", "correct equal"), ("y' = 4.5", "correct equal"),
    ("x.grad = 4.5", "correct equal"), ("slope = 4.5", "correct equal"),
    ("dy/dx = 3*1.5 = 4.5", "correct equal"), ("3*1.5 = 4.5", "correct equal"),
    ("dy/dx ≈ 4.5", "correct equal"), ("~4.5", "correct equal"), ("4.5...", "correct equal"),
    ("dy/dx = ≈4.5", "invalid empty"), ("3*1.5 = 4.54", "incorrect different"),
    ("1.5*3 = 1/3 = 4.5", "invalid steps-differ"), ("9/2 = 4.5", "correct equal"),
    ("4.52 = 4.6", "invalid steps-differ"), ("13/3 = 4.3", "incorrect different"),
    ("9/2 = 4", "invalid steps-differ"),
    ("dx/dy = 4.5", "invalid wrong-label"), ("y = 4.5", "invalid wrong-label"),
    ("w.grad = 4.5", "invalid wrong-label"), ("x' = 4.5", "invalid wrong-label"),
    ("dy/dx =", "invalid empty"), ("dy/dx", "invalid derivative"),
    ("4.5 = dy/dx", "invalid derivative"),
    ("2*dy/dx", "invalid derivative"), ("1=1=1=1=1=1=1=1=1=1=1=1", "invalid too-long"),
  ])
  func `a label is dropped and steps must be equal`(input: String, expected: String) throws {
    let question = try number(
      "9/2", in: "x = 1.5; w = 3; y = w*x", targets: ["dy/dx", "slope"])
    #expect(summary(question.judge(input)) == expected)
  }

  @Test func `a wrong label is named beside what is asked`() throws {
    let question = try number("6", in: "x = 2; y = 3*x", targets: ["dy/dx"])
    #expect(question.judge("y = 6").message == "You labelled that y. The question asks for dy/dx.")
    #expect(try number("6").judge("y = 6").message == "You labelled that y. Give the value alone.")
  }
}
