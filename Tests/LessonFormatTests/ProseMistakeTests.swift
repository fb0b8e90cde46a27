import Testing

@Suite struct ProseMistakeTests {
  @Test(
    arguments: [
      ("‸1. one\n2. two", "a numbered list"),
      ("‸* one", "a list with '*'"),
      ("one\n‸+ two", "a list with '+'"),
      ("- one\n  ‸- two", "a list in a list"),
      ("    ‸indented", "indented code"),
      ("‸~~~\ncode\n~~~", "a '~~~' fence"),
      (" ‸```model\nx = 1", "an indented fence"),
      ("‸---", "a rule"),
      ("A title\n‸===", "a rule"),
      ("a [link‸](https://example.org) there", "a link"),
      ("a [link‸][1]", "a link"),
      ("an ‸![image](a.png)", "an image"),
      ("some ‸<b>", "HTML"),
      ("‸<!-- a remark -->", "HTML"),
      ("a note‸[^1]", "a footnote"),
      ("it is ‸~~gone", "struck text"),
      ("an ‸_old_ mark", "emphasis with '_'"),
      ("two ‸\\* three", "a backslash"),
      ("- a list\n- with ‸<i>it", "HTML"),
      ("> a quote\n> with ‸<i>it", "HTML"),
      ("| a | b |\n| - | - |\n| x | y ‸<i>it |", "HTML"),
    ].map { ($0, ["\($1) is not used in chapters"]) })
  func `foreign Markdown is refused by name`(prose: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: prose))
  }

  @Test(arguments: [
    "2 * 3 < 4 and a_b", "see [here] (there)", "what! [sic]", "1.5 is a number",
    "*one* and **two**", "x<y", "`<b>` and `a\\b`", "a line\n  indented", "- a\n  b\n- c",
  ])
  func `what only looks like a mark is prose`(prose: String) {
    expectMistakes([], in: chapter(prose: prose))
  }

  @Test(arguments: [
    ("a ‸`half", ["this code is never closed"]),
    ("*a ‸`=x` b*", ["emphasis holds plain words only"]),
    ("text\n‸- item", ["a list starts after a blank line"]),
    ("text\n‸| a |", ["a table starts after a blank line"]),
    ("- item\n‸> quote", ["a quote starts after a blank line"]),
  ])
  func `a mark has its end and its place`(prose: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: prose))
  }

  @Test(arguments: [
    ("‸| a | b |", ["a table has a heading, a rule and rows"]),
    ("| a | b |\n‸| 1 | 2 |", ["the second line of a table is a rule"]),
    (
      "| a | b |\n| - | - |\n‸| 1 |\n‸| 1 | 2 | 3 |",
      ["this row has 1 cells, the heading 2", "this row has 3 cells, the heading 2"]
    ),
    ("| a | b |\n‸| - |\n| 1 | 2 |", ["this row has 1 cells, the heading 2"]),
    (
      "| a | b |\n| - | - |\n‸| 1 | 2\n‸1 | 2",
      ["a row of a table stands between bars", "a row of a table stands between bars"]
    ),
  ])
  func `a table is rectangular`(prose: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: prose))
  }

  @Test(arguments: [
    "one `=‸z`", "one\ntwo `=1 + ‸z`", "- a\n- b\n  c `=‸z`", "> a\n> b `=‸z`",
    "| a |\n| - |\n| `x|y` `=‸z` |", "déjà vu 数 `=‸z`",
  ])
  func `an unknown name in a live number is found where it stands`(prose: String) {
    expectMistakes(["unknown name 'z'"], in: chapter(prose: prose))
  }

  @Test(arguments: [
    ("`=‸dz/dx`", ["unknown name 'z'"]),
    ("`=‸log(x - 3)`", ["log(x - 3) does not exist here: log(0) has no finite value"]),
    ("`=x ‸x`", ["unexpected 'x'"]),
    ("`=‸`", ["expected a number, a name or a bracket"]),
  ])
  func `a live number without a number is refused`(prose: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: prose))
  }
}
