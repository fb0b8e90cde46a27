public import ModelLanguage

extension Chapter {
  /// A longer one nobody finishes.
  private static var mostSteps: Int { 100 }

  /// Reads a chapter file.
  ///
  /// - Throws: Everything wrong with it, in reading order; of very many mistakes the first hundred.
  public init(parsing text: String) throws(Diagnostic.List) {
    guard text.utf8.count <= SourceLines.mostBytes else {
      throw Diagnostic.List([
        Diagnostic("the file is larger than a chapter can be (1 MB)", at: .firstColumn(of: 1))
      ])
    }
    let source = SourceLines(text)
    // A file with this many control characters is no text at all.
    guard source.diagnostics.count < 20 else { throw source.report(source.diagnostics) }
    var diagnostics = source.diagnostics
    let front = FrontMatter(source)
    diagnostics += front.diagnostics
    let sections = StepSections(source, from: front.end)
    diagnostics += sections.diagnostics
    if sections.all.isEmpty, sections.diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          "the chapter has no steps", at: .firstColumn(of: front.end),
          advice: "open a step with '## Its title'"))
    }
    if sections.all.count > Self.mostSteps {
      diagnostics.append(
        Diagnostic(
          "the chapter has \(sections.all.count) steps, more than \(Self.mostSteps)",
          at: sections.all[Self.mostSteps].title.range, advice: "make two chapters of it"))
      throw source.report(diagnostics)
    }
    let steps = Step.steps(of: sections, diagnostics: &diagnostics)
    if !diagnostics.isEmpty { throw source.report(diagnostics) }
    self.init(
      id: front.id, title: front.title, summary: front.summary, needs: front.needs,
      gives: front.gives, steps: steps, places: front.places)
  }
}

extension Chapter {
  /// Whether a text can be a chapter's id: lower-case words joined by `-`.
  public static func isID(_ text: String) -> Bool {
    isKebabCase(text)
  }
}

extension Step {
  fileprivate static func steps(
    of sections: StepSections, diagnostics: inout [Diagnostic]
  ) -> [Step] {
    var steps: [Step] = []
    var ids: Set<String> = []
    var model: Model?
    for (index, section) in sections.all.enumerated() {
      // Where a block has a mistake, it could be the one with the model.
      var builder = StepBuilder(
        section, needsModel: index == 0 && sections.diagnostics.isEmpty, inheriting: model)
      let step = builder.build()
      model = builder.model
      diagnostics += builder.diagnostics
      let id = builder.id
      if !id.text.isEmpty, !ids.insert(id.text).inserted {
        diagnostics.append(
          Diagnostic(
            "the id \(quoted(id.text)) is taken by another step", at: id.range,
            advice: "progress is kept under it, so it must be unique"))
      }
      if let step { steps.append(step) }
    }
    return steps
  }
}
