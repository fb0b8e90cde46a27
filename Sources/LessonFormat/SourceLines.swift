import ModelLanguage

/// A chapter's text in lines, each knowing its number.
struct SourceLines {
  /// Larger files are no chapters.
  static let mostBytes = 1 << 20

  let lines: [String]

  init(_ text: String, diagnostics: inout [Diagnostic]) {
    // Unicode scalars, because Swift counts CR LF as one character.
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\r" && scalar != "\u{FEFF}" {
      scalars.append(scalar)
    }
    lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    for (number, line) in lines.enumerated() {
      guard
        let column = line.unicodeScalars.firstIndex(where: { $0.isControl })
          .map({ line.unicodeScalars.distance(from: line.startIndex, to: $0) })
      else { continue }
      diagnostics.append(
        Diagnostic(
          "a control character",
          at: SourceRange(
            start: SourcePosition(line: number + 1, column: column + 1), length: 1),
          advice: "a chapter is plain text; indent with blanks"))
      if diagnostics.count >= 20 { return }  // a binary file would have thousands
    }
  }

  /// Line `index` (from 0) as placed text.
  func placed(_ index: Int) -> PlacedText {
    PlacedText(text: lines[index], start: SourcePosition(line: index + 1, column: 1))
  }

  /// Some lines joined, placed where the first one starts.
  func placed(_ range: Range<Int>) -> PlacedText {
    PlacedText(
      text: lines[range].joined(separator: "\n"),
      start: SourcePosition(line: range.lowerBound + 1, column: 1))
  }
}

extension Unicode.Scalar {
  var isControl: Bool { properties.generalCategory == .control }
}
