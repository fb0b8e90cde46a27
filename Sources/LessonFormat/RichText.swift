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
  /// Where it starts in the chapter's file; nil for a text that is not from one.
  public let range: SourceRange?

  /// Makes a text of pieces.
  public init(pieces: [Piece], at range: SourceRange? = nil) {
    self.pieces = pieces
    self.range = range
  }

  /// Makes a text whose code stands in backticks.
  public init(plain text: String) {
    range = nil
    pieces = text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
      $0.offset.isMultiple(of: 2) ? .text(String($0.element)) : .code(String($0.element))
    }
  }

  /// The text in lower case and one line, its live numbers as they are written.
  var words: String {
    let text = pieces.map { piece in
      switch piece {
      case .text(let text), .emphasis(let text), .strong(let text), .code(let text): text
      case .live(let expression): "=\(expression)"
      }
    }.joined()
    return text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

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
