import Testing

private let none = "and not exactly one choice is that"

@Suite struct QuestionMistakeTests {
  @Test(arguments: [
    ("‸‸‸‸digits: 3", ["id", "ask", "hints", "answer"].map { "'\($0)' is missing" }),
    (question(id: "id: ‸Slope"), ["'Slope' is no id"]),
    (question(answer: "answer: ‸dz/dx"), ["unknown name 'z'"]),
    (question(answer: "answer: dy/‸"), ["expected a number, a name or a bracket"]),
    (question(answer: "answer:‸"), ["'answer' holds no text here"]),
    (question(answer: "answer: ‸dx/dy"), ["dx/dy is the wrong way round: 'y' is made from 'x'"]),
    (question(ask: "ask: Take ‸#2 apart"), ["what stands behind ' #' is not read"]),
    (
      question(more: "vary:\n  ‸x: [[1, 2], [3, 4]]"),
      ["'x' is a number in the model, and not here"]
    ),
    (question(more: "corner: ‸maybe"), ["'corner' is true or false"]),
    (question(more: "‸hint: a"), ["unknown key 'hint'"]),
    (question(ask: "‸ask: a", more: "ask: b"), ["the key 'ask' stands here twice"]),
    (question(more: "digits: ‸13"), ["'digits' is a whole number from 1 to 12"]),
    (question(more: "kind: ‸guess"), ["the kinds are number, formula, sign and choice"]),
    (question(more: "kind: ‸choice"), ["a choice needs 'choices'"]),
    (question(hints: "hints: [one, ‸two]"), ["a question has three hints, here are 2"]),
    (
      question(hints: "hints: [one, ‸[two], three]"),
      ["'hints' holds a list or a mapping where text is expected"]
    ),
  ])
  func `the block says what is asked`(lines: String, messages: [String]) {
    expectMistakes(messages, in: chapter(predict: lines))
  }

  @Test(arguments: [
    "ask: What is `=‸z` here?", "ask: \"What is `=‸z` here?\"", "ask: 'What is `=1 + ‸z` here?'",
  ])
  func `an unknown name in YAML text is found where it stands`(ask: String) {
    expectMistakes(["unknown name 'z'"], in: chapter(predict: question(ask: ask)))
  }

  @Test(arguments: [
    "ask: >‸\n  What is\n  `=z` here?", "ask: |‸\n  What is `=z` here?",
    "ask: What is‸\n  `=1 + z` here?", "ask: \"What is‸\n\n  `=z` here?\"",
  ])
  func `in text of many lines a mistake is at least found in the first`(ask: String) {
    expectMistakes(["unknown name 'z'"], in: chapter(predict: question(ask: ask)))
  }

  @Test(arguments: [
    ("given: {‸y: 2}", ["'y' is a name of the model already"]),
    ("given: {‸k: two}", ["'given' maps a name to a number"]),
    ("given: {‸2k: 2}", ["'given' maps a name to a number"]),
    ("given: ‸k", ["'given' maps names to values: 'given: {x: 2}'"]),
    ("vary: {‸k: 1..3}", ["'vary' changes 'k', which the model does not have"]),
    ("vary: {x: ‸3..1}", ["a range reads LOW..HIGH or LOW..HIGH by STEP"]),
    ("vary: {x: ‸1..3 by 0}", ["a range reads LOW..HIGH or LOW..HIGH by STEP"]),
    ("vary: {‸x: []}", ["'vary' needs a value for 'x'"]),
    ("vary: {y: [x*3, ‸z*3]}", ["unknown name 'z'"]),
    ("given: {k: 2}\nvary: {k: [1, ‸x + 1]}", ["a given name is a number"]),
    ("given: {k: 2}\nvary: {k: [1, 3], x: 1..9}", []),
    ("mistakes:\n  - ‸is: y", ["'say' is missing"]),
    ("mistakes:\n  - is: ‸z\n    say: \"it is `=‸w`\"", ["unknown name 'z'", "unknown name 'w'"]),
    ("mistakes:\n  ‸is: y\n  say: a", ["'mistakes' is a list: one '- ' for each entry"]),
    ("mistakes:\n  - ‸y", ["expected lines of the form 'key: value'"]),
    ("mistakes:\n  - is: y\n    say: a\n    ‸sey: b", ["unknown key 'sey'"]),
  ])
  func `what else it has fits the model`(lines: String, messages: [String]) {
    expectMistakes(messages, in: chapter(predict: question(more: lines)))
  }

  @Test(arguments: [
    ("‸dy/dx", "3", "4", ["the answer is 2, \(none)"]),
    ("‸dy/dx", "2", "6/3", ["the answer is 2, \(none)"]),
    ("dy/dx", "2", "‸z", ["unknown name 'z'"]),
    ("dy/dx", "2", "4", []),
    ("dy/‸", "2", "3", ["expected a number, a name or a bracket"]),  // nothing to compare with
  ])
  func `exactly one choice is right`(
    answer: String, first: String, second: String, messages: [String]
  ) {
    let choices = """
      choices:
        - {text: one, is: \(first), say: not this one}
        - {text: two, is: \(second), say: not this one}
      """
    expectMistakes(
      messages, in: chapter(predict: question(answer: "answer: \(answer)", more: choices)))
  }

  @Test func `a wrong choice has a word for the learner`() {
    let choices = "choices: [{text: one, is: 2}, {text: two, is: ‸3}]"
    expectMistakes(
      ["this wrong choice has no 'say'"], in: chapter(predict: question(more: choices)))
  }

  @Test func `questions of two steps have two ids`() {
    let second = "\n## Next\n\n```predict\n" + question(id: "id: ‸slope") + "\n```"
    expectMistakes(["the id 'slope' is taken by another step"], in: chapter(after: second))
  }

  @Test func `all mistakes of a file come at once, in reading order`() {
    expectMistakes(
      [
        "'summary' is missing", "unknown name 'q'", "a link is not used in chapters",
        "'Slope' is no id", "'digits' is a whole number from 1 to 12",
        "expected '=' after 'x'", "unknown block 'foo'",
      ],
      in: chapter(
        front: "‸format: 1\nid: a\ntitle: t", model: "x = 1\ny = ‸q", prose: "a [link‸](b)",
        predict: question(id: "id: ‸Slope", more: "digits: ‸none"), experiment: "set x‸",
        after: "```‸foo\n```"))
  }
}
