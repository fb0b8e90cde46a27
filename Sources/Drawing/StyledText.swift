/// Text whose parts say what they are; only a ``Renderer`` knows how that looks.
public struct StyledText: Equatable, Sendable {
  /// What a part of a text is.
  public enum Role: Sendable {
    case plain
    /// The heading of a screen.
    case title
    /// Text of a program or formula.
    case code
    /// A value of the forward pass.
    case value
    /// A gradient of the backward pass.
    case gradient
    /// An upstream gradient.
    case upstream
    /// A local derivative.
    case local
    case emphasis
    case strong
    case good
    case bad
    /// Something beside the point: frames, remarks, what to type next.
    case aside
  }

  /// A part in one role.
  public struct Span: Equatable, Sendable {
    /// The text.
    public var text: String
    /// What it is.
    public var role: Role
  }

  /// The parts in order.
  public private(set) var spans: [Span]

  /// Makes a text of one role.
  public init(_ text: String = "", _ role: Role = .plain) {
    spans = text.isEmpty ? [] : [Span(text: text, role: role)]
  }

  /// The text without its roles.
  public var plainText: String { spans.map(\.text).joined() }

  /// How many terminal cells it takes in one line.
  public var width: Int { spans.reduce(0) { $0 + $1.text.cellWidth } }

  /// Joins two texts.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var joined = left
    joined += right
    return joined
  }

  /// Appends a text.
  public static func += (left: inout StyledText, right: StyledText) {
    for span in right.spans {
      if let last = left.spans.last, last.role == span.role {
        left.spans[left.spans.count - 1].text += span.text
      } else {
        left.spans.append(span)
      }
    }
  }

  /// The text with blanks after it, at least `width` cells wide.
  public func padded(to width: Int) -> StyledText {
    self + StyledText(String(repeating: " ", count: max(0, width - self.width)))
  }

  /// The text behind blanks, at least `width` cells wide.
  public func paddedLeft(to width: Int) -> StyledText {
    StyledText(String(repeating: " ", count: max(0, width - self.width))) + self
  }

  /// The text in lines of at most `width` cells, broken between words.
  ///
  /// A word that is wider than a line is broken where the line ends.
  ///
  /// - Parameters:
  ///   - first: What stands before the first line.
  ///   - rest: What stands before the other lines; blanks of the same width unless given.
  public func wrapped(
    to width: Int, first: StyledText = StyledText(), rest: StyledText? = nil
  ) -> [StyledText] {
    let indent = rest ?? StyledText(String(repeating: " ", count: first.width))
    let room = max(1, width - first.width)
    var lines: [StyledText] = []
    var line = StyledText()
    for word in words {
      if line.width > 0, line.width + word.width + (word.followsBlank ? 1 : 0) > room {
        lines.append(line)
        line = StyledText()
      } else if line.width > 0, word.followsBlank {
        line += StyledText(
          " ",
          word.text.spans.first?.role == line.spans.last?.role ? word.text.spans[0].role : .plain)
      }
      for piece in word.text.broken(to: room) {
        if line.width > 0, line.width + piece.width > room {
          lines.append(line)
          line = StyledText()
        }
        line += piece
      }
    }
    lines.append(line)
    return lines.enumerated().map { ($0 == 0 ? first : indent) + $1 }
  }

  private struct Word {
    var text: StyledText
    var followsBlank: Bool
    var width: Int { text.width }
  }

  /// The runs between blanks; a run may change its role on the way.
  private var words: [Word] {
    var words: [Word] = []
    var word = StyledText()
    var blank = false
    func flush() {
      guard !word.spans.isEmpty else { return }
      words.append(Word(text: word, followsBlank: blank))
      word = StyledText()
      blank = false
    }
    for span in spans {
      for piece in span.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if piece.offset > 0 {
          flush()
          blank = true
        }
        word += StyledText(String(piece.element), span.role)
      }
    }
    flush()
    return words
  }

  /// The text in pieces of at most `width` cells.
  private func broken(to width: Int) -> [StyledText] {
    guard self.width > width else { return [self] }
    var pieces: [StyledText] = []
    var piece = StyledText()
    for span in spans {
      for character in span.text {
        if piece.width + String(character).cellWidth > width {
          pieces.append(piece)
          piece = StyledText()
        }
        piece += StyledText(String(character), span.role)
      }
    }
    return pieces + [piece]
  }
}
