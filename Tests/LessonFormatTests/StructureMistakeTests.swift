import Testing

private let front = "---\nformat: 1\nid: doubling\ntitle: Doubling\nsummary: A machine.\n---\n"

@Suite struct StructureMistakeTests {
  @Test func `the chapter that these tests change has no mistake`() {
    expectMistakes([], in: chapter())
  }

  @Test(arguments: [
    ("‸id: a\ntitle: t\nsummary: s", ["'format' is missing"]),
    ("‸‸‸‸# nothing", ["'format'", "'id'", "'title'", "'summary'"].map { $0 + " is missing" }),
    ("format: ‸2\nid: a\ntitle: t\nsummary: s", ["format '2' is not known here"]),
    ("format: 1\nid: ‸My Chapter\ntitle: t\nsummary: s", ["'My Chapter' is no id"]),
    ("format: 1\nid: a\ntitle:‸\nsummary: s", ["'title' holds no text here"]),
    ("format: 1\nid: a\ntitle: t\nsummary: s\n‸sumary: s", ["unknown key 'sumary'"]),
    ("format: 1\nid: a\n‸title: t\ntitle: u", ["the key 'title' stands here twice"]),
    (
      "format: 1\nid: a\ntitle: t\nsummary: ‸[s]",
      ["'summary' holds a list or a mapping where text is expected"]
    ),
    ("format: 1\nid: a\ntitle: t\nsummary: s\nneeds: [one-two, ‸One]", ["'One' is no id"]),
    ("‸- format", ["expected lines of the form 'key: value'"]),
    ("format: 1\nid: a\ntitle: a‸: b", ["mapping values are not allowed in this context"]),
    ("format: 1\nid: a\n title‸: t", ["mapping values are not allowed in this context"]),
    ("format: 1\ntitle: ‸`x` moves", ["found character that cannot start any token"]),
  ])
  func `front matter says what the chapter is and no more`(lines: String, messages: [String]) {
    expectMistakes(messages, in: chapter(front: lines))
  }

  @Test(arguments: [
    ("‸‸", ["a chapter starts with front matter", "the chapter has no steps"]),
    ("‸# Doubling\n\n## ‸A step", ["a chapter starts with front matter", "there is no model yet"]),
    (
      "‸---\nformat: 1\n\n## ‸A step",
      ["the front matter is never closed", "there is no model yet"]
    ),
    ("---\nformat: 1\nid: a\ntitle: t\nsummary: s\n‸---", ["the chapter has no steps"]),
    (
      front + "\n‸Hello.\n\n```picture\n‸pipe\n```",
      Array(repeating: "this stands before the first step", count: 2)
    ),
    (
      front + "\n‸# A step\n\n‸### A step\n\n‸##\n\n‸##x",
      Array(repeating: "only '## Title' headings open a step", count: 4)
    ),
    (front + "\n## ‸A step", ["there is no model yet"]),
    (front + "\n## ‸???\n```model\nx = 1\n```", ["this title makes no id"]),
    (front + "\n## A step\n‸```model\nx = 1", ["this block is never closed"]),
    (
      front + "\n## A step\n‸```model\nx = 1\n\n```picture\npipe zz\n```\n```‸x\n```",
      ["this block is never closed", "unknown block 'x'"]
    ),
    (
      front + "\n## A step\n```model\nx = 1\n```\n```‸modle\n```\n```‸\n```",
      ["unknown block 'modle'", "this block has no kind"]
    ),
    (
      front + "\n## A step\n```model\nx = 1\n```\n```model\n‸y = 1\n```",
      ["a step has one 'model' block"]
    ),
    (
      front + "\n## A step\n```model\nx = 1\n```\n## ‸A  step!",
      ["the id 'a-step' is taken by another step"]
    ),
  ])
  func `a file is front matter, then steps of prose and blocks`(text: String, messages: [String]) {
    expectMistakes(messages, in: text)
  }
}
