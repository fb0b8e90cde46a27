import ModelLanguage

/// A piece of the file's text and where it starts.
struct PlacedText {
  var text: String
  var start: SourcePosition

  /// The range that covers the text, or its first line.
  var range: SourceRange {
    SourceRange(start: start, length: text.unicodeScalars.prefix { $0 != "\n" }.count)
  }

  /// Its lines; those after the first start in column 1.
  var lines: [PlacedText] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      PlacedText(
        text: String($1),
        start: $0 == 0 ? start : SourcePosition(line: start.line + $0, column: 1))
    }
  }

  /// The runs between blanks, of a text of one line.
  var words: [PlacedText] {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { word in
      let offset = text.unicodeScalars.distance(from: text.startIndex, to: word.startIndex)
      return PlacedText(
        text: String(word),
        start: SourcePosition(line: start.line, column: start.column + offset))
    }
  }

  var isBlank: Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

  /// The text without the blanks around it, of a text of one line.
  var trimmed: PlacedText {
    var trimmed = dropFirst(text.unicodeScalars.prefix { $0.properties.isWhitespace }.count)
    while trimmed.text.unicodeScalars.last?.properties.isWhitespace == true {
      trimmed.text.unicodeScalars.removeLast()
    }
    return trimmed
  }

  /// - Parameter count: How many scalars to leave out; they stand on one line.
  func dropFirst(_ count: Int) -> PlacedText {
    PlacedText(
      text: String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(count))),
      start: SourcePosition(line: start.line, column: start.column + count))
  }
}

extension Expr {
  /// Reads an expression of a block; nil, and noted, where it is none.
  init?(_ source: PlacedText, as dialect: Dialect = .trace, diagnostics: inout [Diagnostic]) {
    if source.text.isEmpty { return nil }  // noted already
    do throws(Diagnostic) {
      self = try Expr(parsing: source.text, as: dialect, from: source.start)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}

extension SourceRange {
  static func firstColumn(of line: Int) -> SourceRange {
    SourceRange(start: SourcePosition(line: line, column: 1), length: 1)
  }
}

/// A piece of a chapter as a message can show it: short, and without control characters.
func quoted(_ text: String) -> String {
  let most = 40
  let scalars = text.unicodeScalars.prefix(most).map { $0.isControl ? "\u{FFFD}" : $0 }
  let shown = String(String.UnicodeScalarView(scalars))
  return "'\(shown)\(text.unicodeScalars.count > most ? "..." : "")'"
}

extension Unicode.Scalar {
  /// Whether it could drive a terminal, turn its text around or break a line where we see none.
  var isControl: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }  // nearly all there is; ten times as fast
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: properties.isBidiControl || self == "\u{FEFF}"
    case .unassigned: properties.isNoncharacterCodePoint
    default: false
    }
  }

  /// As in `U+001B`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
