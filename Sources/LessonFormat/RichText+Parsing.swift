import ModelLanguage

extension RichText {
  /// Reads Markdown's inline marks: `*emphasis*`, `**strong**`, `` `code` ``, `` `=live` ``.
  init(_ source: PlacedText, diagnostics: inout [Diagnostic]) {
    var reader = InlineReader(source)
    reader.read()
    pieces = reader.pieces
    range = source.range
    diagnostics += reader.diagnostics
  }
}

extension Diagnostic {
  static func foreign(_ markup: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(markup) is not used in chapters", at: range,
      advice: "use paragraphs, lists with '- ', quotes, pipe tables, *emphasis* and `code`")
  }
}

private struct InlineReader {
  private let scalars: [Unicode.Scalar]
  private var positions: [SourcePosition] = []
  private var index = 0
  private var plain = ""
  private var isInImage = false
  private(set) var pieces: [RichText.Piece] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: PlacedText) {
    scalars = Array(source.text.unicodeScalars)
    var position = source.start
    for scalar in scalars {
      positions.append(position)
      if scalar == "\n" {
        position = SourcePosition(line: position.line + 1, column: 1)
      } else {
        position.column += 1
      }
    }
  }

  mutating func read() {
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == "`", let content = take(until: "`") {
        flush()
        pieces.append(code(content))
      } else if starts(with: "**"), let content = take(until: "**") {
        flush()
        pieces.append(.strong(plainWords(content)))
      } else if scalar == "*", !followedByBlank, let content = take(until: "*") {
        flush()
        pieces.append(.emphasis(plainWords(content)))
      } else if scalar == "`" {
        diagnostics.append(
          Diagnostic("this code is never closed", at: range(at: index), advice: "add a '`'"))
        index += 1
      } else if scalar == "\n" {
        plain += " "
        repeat { index += 1 } while index < scalars.count && scalars[index] == " "
      } else {
        refuseForeignMarkup()
        plain.unicodeScalars.append(scalar)
        index += 1
      }
    }
    flush()
  }

  private mutating func code(_ content: PlacedText) -> RichText.Piece {
    guard content.text.hasPrefix("=") else { return .code(content.text) }
    let source = content.dropFirst(1)
    do throws(Diagnostic) {
      return .live(try Expr(parsing: source.text, as: .trace, from: source.start))
    } catch {
      diagnostics.append(error)
      return .code(content.text)
    }
  }

  private mutating func plainWords(_ content: PlacedText) -> String {
    let words = content.text.unicodeScalars.prefix { $0 != "`" && $0 != "*" }
    if words.count < content.text.unicodeScalars.count {
      diagnostics.append(
        Diagnostic(
          "emphasis holds plain words only", at: content.dropFirst(words.count).range,
          advice: "close it before '`' or '*'"))
    }
    return content.text
  }

  /// Reads from one mark to the next, both left out; nil, and nothing read, if there is no next.
  private mutating func take(until mark: String) -> PlacedText? {
    let length = mark.unicodeScalars.count
    let start = index + length
    var end = start
    while end < scalars.count {
      if starts(with: mark, at: end), end > start {
        let lines = scalars[start..<end].split(separator: "\n").map { line in
          String(String.UnicodeScalarView(line.drop { $0 == " " }))
        }
        index = end + length
        return PlacedText(text: lines.joined(separator: " "), start: positions[start])
      }
      end += 1
    }
    return nil
  }

  private mutating func refuseForeignMarkup() {
    guard let name = foreignMarkup else { return }
    diagnostics.append(.foreign(name, at: range(at: index)))
  }

  private var foreignMarkup: String? {
    mutating get {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch (scalars[index], next) {
      case ("!", "["):
        isInImage = true
        return "an image"
      case ("]", "("), ("]", "["):
        defer { isInImage = false }
        return isInImage ? nil : "a link"
      case ("[", "^"): return "a footnote"
      case ("~", "~"): return "struck text"
      case ("<", "/"), ("<", "!"): return "HTML"
      case ("<", "a"..."z"), ("<", "A"..."Z"): return opensTag ? "HTML" : nil
      case ("\\", "!"..."/"), ("\\", ":"..."@"), ("\\", "["..."`"), ("\\", "{"..."~"):
        return "a backslash"
      case ("_", _) where isWordStart && !next.properties.isWhitespace: return "emphasis with '_'"
      default: return nil
      }
    }
  }

  private var opensTag: Bool {
    scalars[(index + 1)...].first { $0 == "<" || $0 == ">" } == ">"
  }

  /// Whether a blank or nothing stands before the current scalar.
  private var isWordStart: Bool {
    index == 0 || scalars[index - 1].properties.isWhitespace
  }

  private var followedByBlank: Bool {
    index + 1 >= scalars.count || scalars[index + 1].properties.isWhitespace
  }

  private func starts(with mark: String, at offset: Int? = nil) -> Bool {
    scalars[(offset ?? index)...].starts(with: mark.unicodeScalars)
  }

  private func range(at offset: Int) -> SourceRange {
    SourceRange(start: positions[offset], length: 1)
  }

  private mutating func flush() {
    if !plain.isEmpty { pieces.append(.text(plain)) }
    plain = ""
  }
}
