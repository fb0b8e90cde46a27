import LessonFormat
import ModelLanguage
import Testing

/// A lesson from a stranger can be refused, but it can't drive the terminal, hang or crash.
@Suite struct HostileInputTests {
  @Test(arguments: [
    ("a ‸\u{1B}[31m b", ["a control character (U+001B)"]),
    ("a\n‸\0", ["a control character (U+0000)"]),
    ("a ‸\u{202E}b", ["a control character (U+202E)"]),
    ("a‸\u{2028}b", ["a control character (U+2028)"]),
    ("a‸\rb", ["a control character (U+000D)"]),
    ("a ‸\u{FEFF}b", ["a control character (U+FEFF)"]),
    ("a ‸\u{FFFE}b", ["a control character (U+FFFE)"]),
    ("a ‸\u{FFFD}b", ["this is no UTF-8"]),
    ("a‸\tb\tc\n‸\td `=‸z`", ["a tab", "a tab", "unknown name 'z'"]),
  ])
  func `control characters are refused where they stand`(prose: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: prose))
  }

  @Test(arguments: ["\\e", "\\0", "\\x07", "\\t", "\\N", "\\L", "\\u202e"])
  func `control characters are refused in YAML's own spelling`(escape: String) {
    let found = complaints(about: chapter(predict: question(ask: "ask: \"a\(escape)b\"")))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("19:6 a control character (U+") == true)
  }

  @Test func `a file that is no text gets few words`() {
    let found = complaints(about: String(repeating: "\u{1}\n", count: 100_000))
    #expect(found.count == 100 + 1)
    #expect(found.last == "101:1 99900 more mistakes follow")
  }

  @Test func `a mistake quotes neither control characters nor more than a line can hold`() {
    let long = String(repeating: "x", count: 100_000)
    for text in [
      chapter(front: "format: \"\\e[2J\"\nid: \"\\e\"\ntitle: t\nsummary: s\n\"\\eb\": 1"),
      chapter(front: "format: \(long)\nid: \(long)!\ntitle: t\nsummary: s\nneeds: [\(long)!]"),
      chapter(predict: question(more: "vary: {\"\\e\": [], \"\\0\": 2}")),
      chapter(prose: "```picture\n\(long)\n```\n```\(long)\n```"),
    ] {
      let found = complaints(about: text)
      #expect(!found.isEmpty)
      #expect(found.allSatisfy { $0.count < 120 && !$0.unicodeScalars.contains { $0.value < 32 } })
    }
  }

  @Test(arguments: [
    "needs: ‸&a [one]", "needs: ‸*a", "needs: [‸&a one, *a]", "‸&a needs: []",
    "needs: ‸&a [one]\ngives: *a",
  ])
  func `anchors and aliases are refused`(line: String) {
    expectMistakes(
      ["anchors (&) and aliases (*) are not used in chapters"], in: chapter(front: line))
  }

  @Test(arguments: ["a & b", "R&D", "\"&a\"", "2 *x"])
  func `what only looks like an anchor is text`(title: String) {
    let front = "format: 1\nid: a\ntitle: \(title)\nsummary: s"
    expectMistakes([], in: chapter(front: front))
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["", "? "])
  func `aliases of aliases are refused before they are followed`(keyMark: String) {
    var lines = ["a0: ‸&a0 [x, x]"]
    for level in 1...60 {
      let last = "*a\(level - 1)"
      lines.append("a\(level): &a\(level) {k: [\(last), \(last)], \(keyMark)\(last) : \(last)}")
    }
    expectMistakes(
      ["anchors (&) and aliases (*) are not used in chapters"],
      in: chapter(front: lines.joined(separator: "\n")))
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "{"])
  func `deeply nested YAML is refused`(opening: String) {
    let nested = String(repeating: opening, count: 10_000)
    #expect(!complaints(about: chapter(front: "format: 1\nid:\n  " + nested)).isEmpty)
    #expect(!complaints(about: chapter(predict: question(more: "vary:\n  " + nested))).isEmpty)
  }

  @Test func `a file of more than a megabyte is refused`() {
    let prose = String(repeating: "a\n", count: (1 << 19) - 200)
    let full = chapter(prose: prose)
    let padding = String(repeating: "b", count: (1 << 20) - full.utf8.count)
    #expect(complaints(about: full + padding) == [])
    #expect(
      complaints(about: full + padding + "b") == [
        "1:1 the file is larger than a chapter can be (1 MB)"
      ])
  }

  @Test(arguments: [
    "```a\n```\n", "## a\n", "`", "**a", "<a", "![", "|\n", "a: b\n", "\u{301}", "`=dy/dx` ",
  ])
  func `time grows with the size of the file, whatever is in it`(unit: String) {
    let filling = String(repeating: unit, count: 200_000 / unit.utf8.count)
    for text in [chapter(model: filling), chapter(prose: filling), chapter(predict: filling)] {
      let time = ContinuousClock().measure { #expect(complaints(about: text).count <= 101) }
      #expect(time < .seconds(10))  // well under one where nothing is quadratic
    }
  }

  @Test func `a diagnostic is shown with its line, whatever the line holds`() throws {
    let text = "\u{FEFF}" + chapter(prose: "a \u{1B}[2J `=z`").replacing("\n", with: "\r\n")
    let list = #expect(throws: Diagnostic.List.self) { try Chapter(parsing: text) }
    let shown = try #require(list).diagnostics.flatMap { $0.lines(file: "a.md", text: text) }
    #expect(
      shown == [
        "error: a control character (U+001B)", " --> a.md:15:3", "15 | a  [2J `=z` ",
        "   |   ^ a chapter is plain text",
        "error: unknown name 'z'", " --> a.md:15:10", "15 | a  [2J `=z` ",
        "   |          ^ known here: x, y",
      ])
  }

  @Test func `line ends of Windows and a byte order mark change nothing`() {
    let windows = chapter().replacing("\n", with: "\r\n")
    #expect(complaints(about: "\u{FEFF}" + windows) == [])
    let broken = chapter(prose: "a\nb `=z`")
    #expect(complaints(about: broken.replacing("\n", with: "\r\n")) == complaints(about: broken))
  }
}
