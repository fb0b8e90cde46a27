public import ModelLanguage

extension Chapter {
  /// Reads a chapter file.
  ///
  /// - Throws: Everything wrong with it, in the order of the file.
  public init(parsing text: String) throws(Diagnostic.List) {
    var parser = ChapterParser()
    let chapter = parser.parse(text)
    guard let chapter, parser.diagnostics.isEmpty else {
      throw Diagnostic.List(parser.diagnostics)
    }
    self = chapter
  }
}

/// Reads a chapter: front matter, then step by step.
private struct ChapterParser {
  var diagnostics: [Diagnostic] = []

  mutating func parse(_ text: String) -> Chapter? {
    guard text.utf8.count <= SourceLines.mostBytes else {
      diagnostics.append(
        Diagnostic("the file is larger than a chapter can be (1 MB)", at: .firstColumn(of: 1)))
      return nil
    }
    let lines = SourceLines(text, diagnostics: &diagnostics)
    guard diagnostics.isEmpty else { return nil }
    guard let front = frontMatter(in: lines) else { return nil }
    var sections = StepSections(lines, from: front.end)
    diagnostics += sections.diagnostics
    if sections.all.isEmpty, sections.diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          "the chapter has no steps", at: .firstColumn(of: front.end),
          advice: "open a step with '## Its title'"))
    }
    let steps = steps(of: &sections)
    guard diagnostics.isEmpty else { return nil }
    return Chapter(
      id: front.id, title: front.title, summary: front.summary, needs: front.needs,
      gives: front.gives, steps: steps)
  }

  private typealias FrontMatter = (
    id: String, title: String, summary: String, needs: [String], gives: [String], end: Int
  )

  /// - Returns: What the front matter says; `end` is the index of the line after it.
  private mutating func frontMatter(in lines: SourceLines) -> FrontMatter? {
    guard lines.lines.first == "---" else {
      diagnostics.append(
        Diagnostic(
          "a chapter starts with front matter", at: .firstColumn(of: 1),
          advice: "put 'format: 1', 'id', 'title' and 'summary' between two lines '---'"))
      return nil
    }
    guard let close = lines.lines.dropFirst().firstIndex(of: "---") else {
      diagnostics.append(
        Diagnostic("the front matter is never closed", at: .firstColumn(of: 1), advice: "add '---'")
      )
      return nil
    }
    var reader = YAMLReader(lines.placed(1..<close))
    if let format = reader.text("format"), format.text != "1" {
      reader.diagnostics.append(
        Diagnostic(
          "format '\(format.text)' is not known here", at: format.range,
          advice: "this version reads format 1"))
    }
    let id = reader.text("id")
    if let id, !isKebabCase(id.text) { reader.diagnostics.append(.notKebabCase(id)) }
    let title = reader.text("title")
    let summary = reader.text("summary")
    let needs = reader.texts("needs", optional: true)
    let gives = reader.texts("gives", optional: true)
    for skill in needs + gives where !isKebabCase(skill.text) {
      reader.diagnostics.append(.notKebabCase(skill))
    }
    reader.finish()
    diagnostics += reader.diagnostics
    guard let id, let title, let summary else { return nil }
    return (
      id.text, title.text, summary.text, needs.map(\.text), gives.map(\.text), close + 1
    )
  }

  private mutating func steps(of sections: inout StepSections) -> [Step] {
    var steps: [Step] = []
    var ids: Set<String> = []
    var model: Model?
    for section in sections.all {
      var builder = StepBuilder(section, inheriting: model)
      let step = builder.build()
      diagnostics += builder.diagnostics
      model = step?.model ?? builder.model
      guard let step else { continue }
      if !ids.insert(step.id).inserted {
        diagnostics.append(
          Diagnostic(
            "the id '\(step.id)' is taken by another step", at: section.title.range,
            advice: "progress is kept under it, so it must be unique"))
      }
      steps.append(step)
    }
    return steps
  }
}

extension SourceRange {
  static func firstColumn(of line: Int) -> SourceRange {
    SourceRange(start: SourcePosition(line: line, column: 1), length: 1)
  }
}

extension Diagnostic {
  static func notKebabCase(_ source: PlacedText) -> Diagnostic {
    Diagnostic(
      "'\(source.text)' is no id", at: source.range,
      advice: "use lower-case words joined by '-', such as chain-rule")
  }
}

func isKebabCase(_ text: String) -> Bool {
  !text.isEmpty
    && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.unicodeScalars.allSatisfy { ("a"..."z" ~= $0) || ("0"..."9" ~= $0) }
    }
}

/// A heading as an id: `Two machines` becomes `two-machines`.
func kebabCased(_ title: String) -> String {
  title.lowercased().unicodeScalars
    .split { !("a"..."z" ~= $0) && !("0"..."9" ~= $0) }
    .map { String($0) }
    .joined(separator: "-")
}
