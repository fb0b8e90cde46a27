import Testing

@Suite struct ModelMistakeTests {
  @Test(arguments: [
    ("x = 3\ny = ‸z*2", ["unknown name 'z'"]),
    ("x = 3\ny = x*‸", ["expected a number, a name or a bracket"]),
    (
      "x = ‸(3\ny = 1 +‸",
      ["this bracket is never closed", "expected a number, a name or a bracket"]
    ),
    ("x = 0\na = x\n‸y = 1 + log(x)\nz = y", ["log(x): log(0) has no finite value"]),
    ("x = 0\n‸y = 1/x", ["y: 1 / 0 has no finite value"]),
    ("‸", ["the model is empty"]),
  ])
  func `a model that cannot run is noted where it fails`(model: String, messages: [String]) {
    expectMistakes(messages, in: chapter(model: model))
  }

  @Test func `steps after a broken model are not blamed for it`() {
    expectMistakes(
      ["unknown name 'q'", "a numbered list is not used in chapters"],
      in: chapter(model: "y = ‸q", after: "\n## Next\n\n`=y`\n\n‸1. one"))
  }

  @Test func `a model that has no value is noted once, though later steps inherit it`() {
    expectMistakes(
      ["y: log(0) has no finite value"],
      in: chapter(model: "x = 0\n‸y = log(x)", after: "\n## Next\n\n`=y`"))
  }

  @Test func `a model too long to be read is refused`() {
    let model = "‸x = 0\n" + String(repeating: "# a comment of a model\n", count: 800)
    expectMistakes(["the model is longer than 16384 bytes"], in: chapter(model: model))
  }

  @Test(arguments: [
    ("set ‸z = 4", ["the experiment sets 'z', which the model does not have"]),
    (
      "set x = 4; ‸z = 2   # a `=‸w`",
      ["the experiment sets 'z', which the model does not have", "unknown name 'w'"]
    ),
    ("set y = ‸z + x", ["unknown name 'z'"]),
    ("set x = 1\n\n  set ‸z = 2", ["the experiment sets 'z', which the model does not have"]),
    ("swap ‸tanh relu", ["nothing in the model calls 'tanh'"]),
    ("swap ‸relo relu", ["there is no function 'relo'"]),
    ("swap ‸relu", ["'swap' takes two functions, the old and the new"]),
    ("edit x = 1; y = ‸z", ["unknown name 'z'"]),
    ("set x‸ # nothing", ["expected '=' after 'x'"]),
  ])
  func `an experiment changes what the model has`(line: String, messages: [String]) {
    expectMistakes(messages, in: chapter(experiment: line))
  }

  @Test(arguments: [
    ("‸pip x", ["unknown picture 'pip'"]),
    ("‸", ["this picture has no kind"]),
    (
      "pipe x ‸z y ‸w",
      [
        "the picture shows 'z', which the model does not have",
        "the picture shows 'w', which the model does not have",
      ]
    ),
  ])
  func `a picture is about what the model has`(line: String, messages: [String]) {
    expectMistakes(messages, in: chapter(prose: "```picture\n\(line)\n```"))
  }
}
