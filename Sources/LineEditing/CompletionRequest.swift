/// The place where Tab was pressed.
///
/// The word is the run of letters, digits, `_` and non-ASCII characters that ends at the cursor, so
/// that names complete inside expressions (`2*w1+w`) and in derivatives (`dL/dw`). Where the run
/// can be continued over hyphens (`chain-r`), the longer one is asked for first; it is the word if
/// any candidate begins with it, else the hyphens are minus signs and the shorter one is.
public struct CompletionRequest: Equatable, Sendable {
  /// The line up to the word.
  public var before: String

  /// What is there of the word; may be empty.
  public var word: String

  /// The line from the cursor on.
  public var after: String

  /// The whole line.
  public var line: String { before + word + after }

  /// Creates the request that pressing Tab between `word` and `after` makes.
  public init(before: String = "", word: String, after: String = "") {
    self.before = before
    self.word = word
    self.after = after
  }

  /// Creates a request from a line's bytes.
  init(line: [UInt8], cursor: Int, hyphenated: Bool) {
    let start = Self.wordStart(in: line, before: cursor, hyphenated: hyphenated)
    before = String(decoding: line[..<start], as: UTF8.self)
    word = String(decoding: line[start..<cursor], as: UTF8.self)
    after = String(decoding: line[cursor...], as: UTF8.self)
  }

  /// Whether the word contains a hyphen that can be part of an identifier.
  var isHyphenated: Bool {
    word.contains("-") && !word.hasPrefix("-")
  }

  private static func wordStart(in line: [UInt8], before end: Int, hyphenated: Bool) -> Int {
    let lastOther = line[..<end].lastIndex { !isPart($0, hyphenated: hyphenated) }
    return lastOther.map { $0 + 1 } ?? 0
  }

  /// Whether a byte belongs to a word; the counterpart of the breaks in `Completion.c`.
  private static func isPart(_ byte: UInt8, hyphenated: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    case UInt8(ascii: "-"):
      hyphenated
    default:
      false
    }
  }
}
