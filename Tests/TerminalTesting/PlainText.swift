/// A terminal's output without its escape sequences, taken in as it comes.
struct PlainText {
  /// Backspaces, newlines and those carriage returns that move the cursor are kept.
  private(set) var bytes: [UInt8] = []
  private var state = State.text

  /// Where the next byte stands.
  ///
  /// Source: ECMA-48, 5.4 (CSI) and 5.6 (OSC).
  private enum State {
    case text, escape, escapeIntermediate, controlSequence, operatingSystemCommand
  }

  /// Whether nothing has been written since the cursor went to the first column.
  private var isAtMargin: Bool {
    bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r")
  }

  mutating func append(_ chunk: some Sequence<UInt8>) {
    for byte in chunk { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    switch (state, byte) {
    case (.text, 0x1b), (.operatingSystemCommand, 0x1b): state = .escape
    case (.text, 0x07): break
    case (.text, UInt8(ascii: "\r")) where isAtMargin: break
    case (.text, _): bytes.append(byte)
    case (.escape, UInt8(ascii: "[")): state = .controlSequence
    case (.escape, UInt8(ascii: "]")): state = .operatingSystemCommand
    case (.escape, 0x20...0x2f): state = .escapeIntermediate
    case (.escape, _), (.escapeIntermediate, 0x30...0x7e): state = .text
    case (.controlSequence, 0x40...0x7e), (.operatingSystemCommand, 0x07): state = .text
    case (.escapeIntermediate, _), (.controlSequence, _), (.operatingSystemCommand, _): break
    }
  }
}
