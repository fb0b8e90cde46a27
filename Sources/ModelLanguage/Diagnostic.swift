/// What is wrong in a text, where, and what to try.
public struct Diagnostic: Error, Hashable, Sendable {
  /// What is wrong: lower case, no full stop.
  public var message: String
  /// Where.
  public var range: SourceRange
  /// What to try, if we can tell.
  public var advice: String?

  /// Makes a diagnostic.
  public init(_ message: String, at range: SourceRange, advice: String? = nil) {
    self.message = message
    self.range = range
    self.advice = advice
  }

  /// Everything wrong with one text.
  ///
  /// Never empty.
  public struct List: Error, Hashable, Sendable {
    /// After so many a reader stops looking for more.
    static let most = 20

    /// The diagnostics, in reading order.
    public let diagnostics: [Diagnostic]

    /// Sorts `diagnostics` into reading order.
    public init(_ diagnostics: [Diagnostic]) {
      precondition(!diagnostics.isEmpty, "a failure without a diagnostic")
      self.diagnostics = diagnostics.sorted { $0.range.start < $1.range.start }
    }
  }

  /// The diagnostic as a person reads it, with the line and a caret.
  ///
  ///     error: unknown function 'tahn'
  ///      --> input:1:5
  ///     1 | y = tahn(x)
  ///       |     ^^^^ did you mean 'tanh'?
  ///
  /// - Parameters:
  ///   - file: What the text is called.
  ///   - text: The whole text that the range is about.
  public func lines(file: String, text: String) -> [String] {
    let position = range.start
    var lines = [
      "error: \(message)",
      " --> \(file):\(position.line):\(position.column)",
    ]
    let excerpt = Excerpt(of: text, around: range)
    let number = String(position.line)
    let gutter = String(repeating: " ", count: number.count)
    lines.append("\(number) | \(excerpt.text)")
    let caret = String(repeating: "^", count: excerpt.caretLength)
    let indent = String(repeating: " ", count: excerpt.caretIndent)
    lines.append("\(gutter) | \(indent)\(caret)\(advice.map { " " + $0 } ?? "")")
    return lines
  }
}

/// The part of a line that a diagnostic shows: at most 72 columns, without control characters.
private struct Excerpt {
  let text: String
  let caretIndent: Int
  let caretLength: Int

  init(of source: String, around range: SourceRange) {
    let width = 72
    let line = Self.line(range.start.line, of: source)
    let column = min(range.start.column - 1, line.count)
    let start = column <= width - 12 ? 0 : column - width / 2
    let end = min(line.count, start + width)
    let prefix = start > 0 ? "..." : ""
    text =
      prefix + String(String.UnicodeScalarView(line[start..<end])) + (end < line.count ? "..." : "")
    caretIndent = prefix.count + column - start
    caretLength = max(1, min(range.length, end - column))
  }

  /// The scalars of line `number`, with control characters as blanks.
  private static func line(_ number: Int, of source: String) -> [Unicode.Scalar] {
    let lines = source.unicodeScalars.split(
      maxSplits: number, omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" })
    guard lines.indices.contains(number - 1) else { return [] }
    return lines[number - 1].map { $0.properties.generalCategory == .control ? " " : $0 }
  }
}
