import ModelLanguage

/// What stands between the first two lines `---`; empty where it cannot be read, and then noted.
struct FrontMatter {
  private(set) var id = ""
  private(set) var title = ""
  private(set) var summary = ""
  private(set) var needs: [String] = []
  private(set) var gives: [String] = []
  /// Where it says so.
  private(set) var places = ChapterPlaces()
  /// The index of the line after it.
  private(set) var end: Int
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceLines) {
    let lines = source.lines
    // Where it has no start or no end, the chapter goes on at its first step.
    end = lines.firstIndex { $0.hasPrefix("## ") } ?? lines.count
    guard lines.first == "---" else {
      diagnostics.append(
        Diagnostic(
          "a chapter starts with front matter", at: .firstColumn(of: 1),
          advice: "put 'format: 1', 'id', 'title' and 'summary' between two lines '---'"))
      return
    }
    guard let close = lines.dropFirst().firstIndex(of: "---") else {
      diagnostics.append(
        Diagnostic("the front matter is never closed", at: .firstColumn(of: 1), advice: "add '---'")
      )
      return
    }
    end = close + 1
    read(YAMLReader(source.placed(1..<close)))
  }

  private mutating func read(_ yaml: YAMLReader) {
    var yaml = yaml
    if let format = yaml.text("format"), format.text != "1" {
      diagnostics.append(
        Diagnostic(
          "format \(quoted(format.text)) is not known here", at: format.range,
          advice: "this version reads format 1"))
    }
    let name = yaml.text("id")
    id = name?.text ?? ""
    title = yaml.text("title")?.text ?? ""
    summary = yaml.text("summary")?.text ?? ""
    let needed = yaml.texts("needs", optional: true)
    let given = yaml.texts("gives", optional: true)
    needs = needed.map(\.text)
    gives = given.map(\.text)
    if let name { places.id = name.range }
    for skill in needed { places.needs[skill.text] = skill.range }
    yaml.finish()
    diagnostics += yaml.diagnostics
    for id in (name.map { [$0] } ?? []) + needed + given where !isKebabCase(id.text) {
      diagnostics.append(.notKebabCase(id))
    }
  }
}

extension Diagnostic {
  static func notKebabCase(_ source: PlacedText) -> Diagnostic {
    Diagnostic(
      "\(quoted(source.text)) is no id", at: source.range,
      advice: "use lower-case words joined by '-', such as chain-rule")
  }
}

func isKebabCase(_ text: String) -> Bool {
  !text.isEmpty
    && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.unicodeScalars.allSatisfy { ("a"..."z" ~= $0) || ("0"..."9" ~= $0) }
    }
}

/// A heading as an id: `Two machines` becomes `two-machines`; empty if it has no such letter.
func kebabCased(_ title: String) -> String {
  title.lowercased().unicodeScalars
    .split { !("a"..."z" ~= $0) && !("0"..."9" ~= $0) }
    .map { String($0) }
    .joined(separator: "-")
}
