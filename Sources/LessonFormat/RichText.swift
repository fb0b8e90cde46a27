public import ModelLanguage

/// A run of prose, with live numbers in it.
public struct RichText: Sendable {
  /// One piece of it.
  public enum Piece: Sendable {
    case text(String)
    case emphasis(String)
    case strong(String)
    case code(String)
    /// `` `=dy/dx` ``: what the engine computes.
    case live(Expr)
  }

  /// The pieces in order.
  public let pieces: [Piece]

  /// The expressions of its live numbers.
  public var liveNumbers: [Expr] {
    pieces.compactMap { if case .live(let expression) = $0 { expression } else { nil } }
  }
}

/// A block of prose.
public enum Block: Sendable {
  case paragraph(RichText)
  case list([RichText])
  case quote(RichText)
  /// The first row is the heading; all rows are equally long.
  case table([[RichText]])

  /// Every text in the block.
  public var texts: [RichText] {
    switch self {
    case .paragraph(let text), .quote(let text): [text]
    case .list(let items): items
    case .table(let rows): rows.flatMap { $0 }
    }
  }
}

/// A piece of the file's text and where it starts.
struct PlacedText {
  var text: String
  var start: SourcePosition

  /// The range that covers the text, or its first line.
  var range: SourceRange {
    SourceRange(start: start, length: text.prefix { $0 != "\n" }.unicodeScalars.count)
  }

  func dropFirst(_ count: Int) -> PlacedText {
    PlacedText(
      text: String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(count))),
      start: SourcePosition(line: start.line, column: start.column + count))
  }
}

extension RichText {
  /// Reads Markdown's inline marks: `*emphasis*`, `**strong**`, `` `code` ``, `` `=live` ``.
  init(_ source: PlacedText, diagnostics: inout [Diagnostic]) {
    var reader = InlineReader(source)
    reader.read()
    pieces = reader.pieces
    diagnostics += reader.diagnostics
  }
}

private struct InlineReader {
  private let scalars: [Unicode.Scalar]
  private var positions: [SourcePosition] = []
  private var index = 0
  private var plain = ""
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
        pieces.append(.strong(content.text))
      } else if scalar == "*", !followedByBlank, let content = take(until: "*") {
        flush()
        pieces.append(.emphasis(content.text))
      } else if scalar == "`" {
        diagnostics.append(
          Diagnostic("this code is never closed", at: range(at: index), advice: "add a '`'"))
        index += 1
      } else {
        refuseForeignMarkup()
        plain.unicodeScalars.append(scalar == "\n" ? " " : scalar)
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

  /// Reads from one mark to the next, both left out; nil, and nothing read, if there is no next.
  private mutating func take(until mark: String) -> PlacedText? {
    let length = mark.unicodeScalars.count
    let start = index + length
    var end = start
    while end < scalars.count {
      if starts(with: mark, at: end), end > start {
        let text = String(String.UnicodeScalarView(scalars[start..<end]))
        index = end + length
        return PlacedText(
          text: text.split(separator: "\n").joined(separator: " "), start: positions[start])
      }
      end += 1
    }
    return nil
  }

  private mutating func refuseForeignMarkup() {
    for (mark, name) in [("![", "an image"), ("](", "a link"), ("</", "HTML")]
    where starts(with: mark) {
      diagnostics.append(
        Diagnostic("\(name) cannot be shown in a terminal", at: range(at: index)))
    }
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
