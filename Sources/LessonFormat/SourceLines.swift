import ModelLanguage

/// A chapter's text in lines, each knowing its number.
struct SourceLines {
  /// Larger files are no chapters.
  static let mostBytes = 1 << 20

  /// The lines without their ends, with a blank for each control character; at least one.
  private(set) var lines: [String] = []
  /// A control character for each line that has one.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: String) {
    // Unicode scalars, because Swift counts CR LF as one character.
    for var line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.last == "\r" { line.removeLast() }
      if lines.isEmpty, line.first == "\u{FEFF}" { line.removeFirst() }
      if let index = line.firstIndex(where: Self.isRefused) {
        note(line[index], column: line.distance(from: line.startIndex, to: index) + 1)
        lines.append(
          String(String.UnicodeScalarView(line.map { Self.isRefused($0) ? " " : $0 })))
      } else {
        lines.append(String(line))
      }
    }
  }

  /// U+FFFD stands where the file's bytes were no UTF-8.
  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isControl || scalar == "\u{FFFD}"
  }

  private mutating func note(_ scalar: Unicode.Scalar, column: Int) {
    let (message, advice) =
      switch scalar {
      case "\t": ("a tab", "use blanks")
      case "\u{FFFD}": ("this is no UTF-8", "save the file as UTF-8")
      default: ("a control character (\(scalar.codePoint))", "a chapter is plain text")
      }
    let position = SourcePosition(line: lines.count + 1, column: column)
    diagnostics.append(
      Diagnostic(message, at: SourceRange(start: position, length: 1), advice: advice))
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

  /// What to tell about a chapter with these mistakes: the first hundred, in reading order, each inside the file.
  ///
  /// In YAML that is folded or escaped, a mistake's place is counted from where the text starts and
  /// can come out behind the end of its line.
  func report(_ diagnostics: [Diagnostic]) -> Diagnostic.List {
    let most = 100
    var list = Diagnostic.List(diagnostics).diagnostics
    if list.count > most {
      let rest = Diagnostic("\(list.count - most) more mistakes follow", at: list[most].range)
      list[most...] = [rest]
    }
    return Diagnostic.List(list.map(placedInside))
  }

  private func placedInside(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    let line = min(diagnostic.range.start.line, lines.count)
    let end = lines[line - 1].unicodeScalars.count + 1
    let column = min(diagnostic.range.start.column, end)
    diagnostic.range = SourceRange(
      start: SourcePosition(line: line, column: column),
      length: min(diagnostic.range.length, end - column))
    return diagnostic
  }
}
