import Testing

@testable import LineEditing

struct CompletionRequestTests {
  @Test(arguments: [
    ("", "", ""),
    ("dL/dw", "dL/", "dw"),
    ("2*w1+w", "2*w1+", "w"),
    ("set w_1", "set ", "w_1"),
    ("f(σ", "f(", "σ"),
    ("a-b", "a-", "b"),
    ("3.", "3.", ""),
  ])
  func `the word is the run of letters and digits before the cursor`(
    line: String, before: String, word: String
  ) {
    let request = CompletionRequest(
      line: Array((line + "rest").utf8), cursor: line.utf8.count, hyphenated: false)
    #expect(request == CompletionRequest(before: before, word: word, after: "rest"))
  }

  @Test(arguments: [
    ("learn chain-r", "chain-r", true),
    ("x*-w", "-w", false),  // a sign, not a part of a name
    ("w", "w", false),
  ])
  func `a hyphenated word doesn't begin with its hyphen`(
    line: String, word: String, isHyphenated: Bool
  ) {
    let request = CompletionRequest(
      line: Array(line.utf8), cursor: line.utf8.count, hyphenated: true)
    #expect(request.word == word)
    #expect(request.isHyphenated == isHyphenated)
  }

  @Test func `what the locale can't measure still fits`() {
    let lines = CompletionList.lines([("name", "∂∂∂∂∂∂∂∂"), ("x", "")], columns: 13)
    #expect(lines == ["name  ∂∂∂...", "x"])
  }

  @Test func `a list on a terminal of one column is no crash`() {
    #expect(CompletionList.lines([("name", "note")], columns: 1) == ["."])
  }
}
