/// A word that could stand at the cursor.
public struct Completion: Equatable, Sendable {
  /// The whole word.
  public var text: String

  /// A few words about it, shown beside it when several candidates are listed.
  public var note: String

  /// What follows the word when it is the only candidate: a space, or `(` for a function.
  ///
  /// Anything but a single ASCII character counts as nothing.
  public var ending: Character?

  /// Creates a candidate.
  public init(_ text: String, note: String = "", ending: Character? = nil) {
    self.text = text
    self.note = note
    self.ending = ending
  }
}

/// What Tab offers at one place.
public enum Completions: Equatable, Sendable, ExpressibleByArrayLiteral {
  /// Candidates. Those that don't begin with the word at the cursor are left out.
  case words([Completion])

  /// The names of files. The word is then everything since the last blank, so ask by how `before`
  /// begins: at `load a/b`, the request's word is `b`.
  case fileNames

  /// Creates words.
  public init(arrayLiteral elements: Completion...) {
    self = .words(elements)
  }
}
