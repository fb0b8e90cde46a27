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

  /// The text with one character in the place of another.
  func replacing(_ character: Character, with other: Character) -> StyledText {
    spans.reduce(StyledText()) { text, span in
      text + StyledText(String(span.text.map { $0 == character ? other : $0 }), span.role)
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
}
