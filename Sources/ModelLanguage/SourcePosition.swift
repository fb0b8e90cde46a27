/// A place in a text: line and column, both from 1; a column is one Unicode scalar.
public struct SourcePosition: Hashable, Comparable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column, from 1.
  public var column: Int

  /// The start of a text.
  public static let start = SourcePosition(line: 1, column: 1)

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether `left` comes first in reading order.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A piece of one line.
public struct SourceRange: Hashable, Sendable {
  /// Where it starts.
  public var start: SourcePosition
  /// How many columns it covers; at least 1, so that a caret can point at it.
  public var length: Int

  /// Makes a range.
  public init(start: SourcePosition, length: Int) {
    self.start = start
    self.length = max(1, length)
  }

  /// The range from the start of this one to the end of `other`, if both stand on one line.
  func joined(to other: SourceRange) -> SourceRange {
    guard start.line == other.start.line else { return self }
    return SourceRange(start: start, length: other.start.column + other.length - start.column)
  }
}
