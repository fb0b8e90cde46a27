/// What is typed: text, or keys that text can't say.
public struct Keys: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// The bytes that a terminal sends for them.
  public let bytes: [UInt8]

  /// Creates keys from the bytes that a terminal sends.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Creates the keys that type a text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Creates the keys that type a text.
  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// Return.
  public static let enter: Keys = "\r"
  /// Tab.
  public static let tab: Keys = "\t"
  /// Arrow up.
  public static let up: Keys = "\u{1b}[A"
  /// Arrow left.
  public static let left: Keys = "\u{1b}[D"
  /// Arrow right.
  public static let right: Keys = "\u{1b}[C"
  /// Backspace.
  public static let backspace: Keys = "\u{7f}"

  /// A key with Ctrl held down, as in `.control("c")`.
  public static func control(_ key: Character) -> Keys {
    Keys(bytes: key.asciiValue.map { [$0 & 0x1f] } ?? [])
  }

  /// What a terminal sends for a pasted text where bracketed paste is on.
  public static func paste(_ text: String) -> Keys {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Keys("\u{1b}[200~" + lines.joined(separator: "\r") + "\u{1b}[201~")
  }
}
