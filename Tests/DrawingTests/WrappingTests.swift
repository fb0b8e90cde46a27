import Drawing
import Testing

@Suite struct WidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("a\u{301}\u{302}b", 2), ("∂y/∂x", 5),
    ("数学", 4), ("ｗ", 2), ("한", 2), ("😀", 2), ("👩‍👧", 2), ("🇫🇷", 2), ("❤", 1), ("❤️", 2),
    ("─│█", 3), ("a\u{200B}b", 2), ("🌡", 1),
    ("\u{1B}[1m", 4), ("é\u{1B}", 2), ("é\r\n", 3),  // a cell for each replacement
  ])
  func `a text takes the cells that a terminal gives it`(text: String, cells: Int) {
    #expect(text.cellWidth == cells)
    #expect(StyledText(text).width == cells)
  }

  @Test func `padding fills up and never cuts`() {
    #expect(StyledText("数").padded(to: 4).plainText == "数  ")
    #expect(StyledText("数").paddedLeft(to: 4).plainText == "  数")
    #expect(StyledText("long").padded(to: 2).plainText == "long")
    #expect(StyledText("long").paddedLeft(to: 2).plainText == "long")
  }
}

@Suite struct WrappingTests {
  private static let texts = [
    "", "   ", "one", "a machine that doubles every nudge", "anticonstitutionnellement yes",
    "  leading and trailing  ", "x = 数学 and 学数 are wide", "déjà vu e\u{301}t cie",
    "a  b   c    d", String(repeating: "long", count: 50) + " end",
  ]

  @Test(arguments: texts, 1...40)
  func `no line is wider than asked`(text: String, width: Int) {
    let widest = max(width, text.map { String($0).cellWidth }.max() ?? 0)  // never half a character
    for first in ["", "- ", "Hint 1: "] {
      let lines = StyledText(text).wrapped(to: width, first: StyledText(first))
      #expect(lines.allSatisfy { $0.width <= widest }, "\(lines.map(\.plainText))")
    }
  }

  @Test(arguments: texts, 1...40)
  func `only blanks are lost`(text: String, width: Int) {
    for first in ["", "- ", "Hint 1: "] {
      let lines = StyledText(text).wrapped(to: width, first: StyledText(first))
      #expect(unspaced(lines.map(\.plainText).joined()) == unspaced(first + text))
    }
  }

  @Test(arguments: texts.filter { !$0.contains("long") && !$0.contains("anti") }, [30, 80])
  func `joining the words gives the text back`(text: String, width: Int) {
    let lines = StyledText(text).wrapped(to: width).map(\.plainText)
    let words = text.split(separator: " ").joined(separator: " ")
    #expect(lines.joined(separator: " ") == words)
  }

  @Test func `a line holds as many words as fit`() {
    let text = StyledText("aa bb cc dd")
    #expect(text.wrapped(to: 5).map(\.plainText) == ["aa bb", "cc dd"])
    #expect(text.wrapped(to: 4).map(\.plainText) == ["aa", "bb", "cc", "dd"])
    #expect(StyledText("a b").wrapped(to: 1).map(\.plainText) == ["a", "b"])
  }

  @Test func `a word wider than a line is broken where the line ends`() {
    #expect(
      StyledText("a bbbbbbb c").wrapped(to: 3).map(\.plainText) == ["a", "bbb", "bbb", "b c"])
    #expect(StyledText("数学数").wrapped(to: 5).map(\.plainText) == ["数学", "数"])
  }

  @Test func `what stands before the lines counts, each for its own`() {
    let text = StyledText("aa bb cc dd ee")
    #expect(
      text.wrapped(to: 8, first: StyledText("1: ")).map(\.plainText)
        == ["1: aa bb", "   cc dd", "   ee"])
    #expect(
      text.wrapped(to: 8, first: StyledText("1: "), rest: StyledText("|")).map(\.plainText)
        == ["1: aa bb", "|cc dd", "|ee"])
    #expect(
      text.wrapped(to: 9, first: StyledText("first: "), rest: StyledText(" ")).map(\.plainText)
        == ["first: aa", " bb cc dd", " ee"])
  }

  @Test func `what leaves no room stands above`() {
    #expect(
      StyledText("aa bb").wrapped(to: 5, first: StyledText("first one:")).map(\.plainText)
        == ["first", "one:", "aa bb"])
    #expect(
      StyledText("aa bb").wrapped(to: 5, first: StyledText("one: "), rest: StyledText("|"))
        .map(\.plainText) == ["one:", "|aa", "|bb"])
  }

  @Test(arguments: 1...20)
  func `roles survive`(width: Int) {
    let text =
      StyledText("so ") + StyledText("dy/dx of it", .code) + StyledText(", ")
      + StyledText("=", .aside) + StyledText("7", .value)
    let wrapped = text.wrapped(to: width).reduce(StyledText(), +)
    #expect(letters(wrapped) == letters(text))
  }

  /// Every letter with its role.
  private func letters(_ text: StyledText) -> [String] {
    text.spans.flatMap { span in unspaced(span.text).map { "\($0) \(span.role)" } }
  }

  private func unspaced(_ text: String) -> String { text.filter { $0 != " " } }
}
