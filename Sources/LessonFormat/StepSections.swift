import ModelLanguage

/// A fenced block: what its first line calls it, and its content.
struct FencedBlock {
  /// The blocks that carry a chapter's machinery.
  enum Kind: String, CaseIterable {
    case model, picture, predict, edit
    case experiment = "try"
  }

  let kind: Kind
  let content: PlacedText
}

/// One `##` section: its title and, in order, its prose and fenced blocks.
struct StepSection {
  enum Part {
    case prose(PlacedText)
    case fence(FencedBlock)
  }

  let title: PlacedText
  var parts: [Part] = []
}

/// Cuts a chapter's body into its sections.
struct StepSections {
  private(set) var all: [StepSection] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let source: SourceLines
  private var proseStart: Int?

  /// - Parameter first: The index of the first line after the front matter.
  init(_ source: SourceLines, from first: Int) {
    self.source = source
    var index = first
    while index < source.lines.count {
      let line = source.lines[index]
      if line.hasPrefix("```") {
        endProse(before: index)
        index = fence(openedAt: index)
      } else if line.hasPrefix("#") {
        endProse(before: index)
        heading(at: index)
        index += 1
      } else {
        if proseStart == nil, !source.placed(index).isBlank { proseStart = index }
        index += 1
      }
    }
    endProse(before: source.lines.count)
  }

  private mutating func heading(at index: Int) {
    let line = source.placed(index)
    let title = line.dropFirst(3).trimmed
    guard line.text.hasPrefix("## "), !title.text.isEmpty else {
      diagnostics.append(
        Diagnostic("only '## Title' headings open a step", at: line.range))
      return
    }
    all.append(StepSection(title: title))
  }

  /// Reads a fenced block.
  ///
  /// - Returns: The index of the line after it.
  private mutating func fence(openedAt open: Int) -> Int {
    let opening = source.placed(open).trimmed
    // Fences do not nest, so the next one that is no end tells that this one has none.
    let next = source.lines[(open + 1)...].firstIndex { $0.hasPrefix("```") }
    guard let next, source.placed(next).trimmed.text == "```" else {
      diagnostics.append(
        Diagnostic("this block is never closed", at: opening.range, advice: "add a line '```'"))
      return next ?? source.lines.count
    }
    let word = opening.dropFirst(3)
    if let kind = FencedBlock.Kind(rawValue: word.text) {
      append(.fence(FencedBlock(kind: kind, content: source.placed(open + 1..<next))))
    } else {
      noteUnknown(word)
    }
    return next + 1
  }

  private mutating func noteUnknown(_ word: PlacedText) {
    let names = FencedBlock.Kind.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: word.text, among: names)
    diagnostics.append(
      Diagnostic(
        word.text.isEmpty ? "this block has no kind" : "unknown block \(quoted(word.text))",
        at: word.range,
        advice: nearest.map { "did you mean '\($0)'?" }
          ?? "known here: \(names.joined(separator: ", "))"))
  }

  private mutating func endProse(before end: Int) {
    guard let start = proseStart else { return }
    proseStart = nil
    append(.prose(source.placed(start..<end)))
  }

  private mutating func append(_ part: StepSection.Part) {
    if all.isEmpty {
      let start =
        switch part {
        case .prose(let text): text.range
        case .fence(let fence): fence.content.range
        }
      diagnostics.append(
        Diagnostic("this stands before the first step", at: start, advice: "open one with '## '"))
    } else {
      all[all.count - 1].parts.append(part)
    }
  }
}
