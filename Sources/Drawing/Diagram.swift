/// Something that can be drawn, and told in words where nothing is drawn.
public protocol Diagram: Sendable {
  /// The drawing, in lines of at most `width` cells, indented by two.
  func lines(width: Int) -> [StyledText]

  /// The same in sentences, one a fact, complete by themselves and without glyphs.
  var sentences: [StyledText] { get }
}

/// What there is to draw on.
public struct Page: Equatable, Sendable {
  /// How many cells a line of words may have.
  public var width: Int
  /// How many cells a line of a drawing may have.
  public var drawingWidth: Int
  /// Whether everything is told in sentences, as for a screen reader: no frames, bars or columns.
  public var isPlain: Bool

  /// Makes a page.
  public init(width: Int, drawingWidth: Int? = nil, isPlain: Bool = false) {
    self.width = width
    self.drawingWidth = drawingWidth ?? width
    self.isPlain = isPlain
  }
}

extension Page {
  /// A paragraph of words, indented by two.
  public func paragraph(_ text: StyledText) -> [StyledText] {
    text.wrapped(to: width, first: StyledText("  "))
  }

  /// A paragraph of words, indented by two.
  public func paragraph(_ text: String, _ role: StyledText.Role = .plain) -> [StyledText] {
    paragraph(StyledText(text, role))
  }

  /// The groups that are not empty, one blank line apart.
  public static func spaced(_ groups: [[StyledText]]) -> [StyledText] {
    Array(groups.filter { !$0.isEmpty }.joined(separator: [StyledText()]))
  }
}

extension Diagram {
  /// The drawing, or on a plain page its sentences, each in lines of its own.
  public func lines(on page: Page) -> [StyledText] {
    page.isPlain
      ? sentences.flatMap(page.paragraph)
      : lines(width: page.drawingWidth)
  }
}
