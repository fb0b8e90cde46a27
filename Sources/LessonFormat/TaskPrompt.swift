import ModelLanguage

/// What every task says to the learner: its question and its hints, and the name it is kept under.
struct TaskPrompt {
  let id: PlacedText?
  let ask: RichText
  let hints: [RichText]

  /// Reads `id`, `ask` and `hints`.
  ///
  /// - Parameter start: Where to note what is missing.
  init(from yaml: inout YAMLReader, at start: SourceRange, diagnostics: inout [Diagnostic]) {
    id = yaml.text("id")
    if let id, !isKebabCase(id.text) { diagnostics.append(.notKebabCase(id)) }
    ask =
      yaml.text("ask").map { RichText($0, diagnostics: &diagnostics) } ?? RichText(pieces: [])
    let mistakes = yaml.diagnostics.count
    let sources = yaml.texts("hints")
    if sources.count != 3, yaml.diagnostics.count == mistakes, yaml.isReadable {
      diagnostics.append(
        Diagnostic(
          "a question has three hints, here are \(sources.count)", at: sources.last?.range ?? start,
          advice: "point, name the rule, set up the last sum"))
    }
    var hints: [RichText] = []
    for source in sources { hints.append(RichText(source, diagnostics: &diagnostics)) }
    self.hints = hints
  }
}
