import Testing

@testable import LineEditing

struct PromptTests {
  @Test(arguments: [
    ("> ", "> "),
    ("\u{1b}[1;32m> \u{1b}[0m", "\u{1}\u{1b}[1;32m\u{2}> \u{1}\u{1b}[0m\u{2}"),
    ("∂\u{1b}[1m", "∂\u{1}\u{1b}[1m\u{2}"),
    ("cut \u{1b}[1", "cut \u{1}\u{1b}[1\u{2}"),
    ("cut \u{1b}", "cut \u{1}\u{1b}\u{2}"),
  ])
  func `escape sequences are marked as taking no columns`(prompt: String, marked: String) {
    #expect(Prompt.markingEscapes(in: prompt) == marked)
  }

  @Test func `control characters are spelled out`() {
    #expect(Prompt.visible("a\u{1}\u{7f}\u{1b}[2J\tσ") == "a^A^?^[[2J\tσ")
  }
}
