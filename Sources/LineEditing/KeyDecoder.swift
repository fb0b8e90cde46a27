/// Makes keys of the bytes that a terminal sends for them, taking no byte beyond a key's last.
///
/// Source: ECMA-48, 5.4 and 5.6; xterm's *Control Sequences* for what keys send.
struct KeyDecoder {
  private var state = State.start

  /// Whether an Escape came just before the key, as Alt has it; the key is then another.
  private var isAlternate = false

  /// How much has been read of a key.
  private enum State {
    case start

    /// One Escape or two; one more makes the first of them a key.
    case escapes(Int)

    /// What follows `ESC [` or `ESC O`.
    case sequence(introducer: UInt8, [UInt8])

    /// A string such as a terminal answers questions with; BEL or `ESC \` ends it.
    case string(last: UInt8)

    /// The first bytes of a character in UTF-8.
    case character([UInt8], length: Int)
  }

  /// Whether a key has begun and not ended.
  var isWithinKey: Bool {
    if case .start = state { false } else { true }
  }

  /// Takes a byte and answers what is complete with it.
  mutating func receive(_ byte: UInt8) -> [KeyEvent] {
    switch state {
    case .start: begin(byte)
    case .escapes(let count): receive(byte, afterEscapes: count)
    case .sequence(let introducer, let bytes): receive(byte, after: bytes, introducer: introducer)
    case .string(let last): receive(byte, afterInString: last)
    case .character(let bytes, let length): receive(byte, after: bytes, length: length)
    }
  }

  /// Answers what a pause completes: Escape, or whatever was broken off.
  mutating func pause() -> [KeyEvent] {
    switch state {
    case .start: return []
    case .escapes(let count):
      state = .start
      return Array(repeating: .key(.escape), count: count)
    case .sequence, .string, .character: return end(.other)
    }
  }

  private mutating func begin(_ byte: UInt8) -> [KeyEvent] {
    switch byte {
    case 0x1b: state = .escapes(1)
    case 0xc2...0xdf: state = .character([byte], length: 2)
    case 0xe0...0xef: state = .character([byte], length: 3)
    case 0xf0...0xf4: state = .character([byte], length: 4)
    // Where the terminal's settings don't make a signal of Ctrl-C, it is a byte.
    case 0x03: return [.interrupted]
    case 0x04: return [.endOfInput]
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): return end(.enter)
    case UInt8(ascii: " "): return end(.space)
    case 0x21...0x7e: return end(.character(Character(UnicodeScalar(byte))))
    default: return end(.other)
    }
    return []
  }

  private mutating func receive(_ byte: UInt8, afterEscapes count: Int) -> [KeyEvent] {
    let earlier: [KeyEvent] = count > 1 ? [.key(.escape)] : []
    switch byte {
    case 0x1b:
      state = .escapes(2)
      return earlier
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      // Some terminals send an Escape more for an arrow with Alt.
      isAlternate = count > 1
      state = .sequence(introducer: byte, [])
      return []
    case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "]")...UInt8(ascii: "_"):
      state = .string(last: byte)
      return earlier
    case 0xc2...0xf4:
      isAlternate = true
      return earlier + begin(byte)
    default: return earlier + end(.other)
    }
  }

  private mutating func receive(
    _ byte: UInt8, after bytes: [UInt8], introducer: UInt8
  ) -> [KeyEvent] {
    let isMiddle =
      if introducer == UInt8(ascii: "[") {
        // The Linux console sends `ESC [ [ A` for F1, although `[` should be the last byte.
        (0x20...0x3f).contains(byte) || (bytes.isEmpty && byte == UInt8(ascii: "["))
      } else {
        (0x30...0x3f).contains(byte)
      }
    guard !isMiddle else {
      state = .sequence(introducer: introducer, bytes + [byte])
      return []
    }
    guard (0x20...0x7e).contains(byte) else { return end(.other) + begin(byte) }
    return end(bytes.isEmpty ? .arrow(byte) : .other)
  }

  private mutating func receive(_ byte: UInt8, afterInString last: UInt8) -> [KeyEvent] {
    let isLast = byte == 0x07 || (last == 0x1b && byte == UInt8(ascii: "\\"))
    guard !isLast else { return end(.other) }
    state = .string(last: byte)
    return []
  }

  private mutating func receive(
    _ byte: UInt8, after bytes: [UInt8], length: Int
  ) -> [KeyEvent] {
    guard (0x80...0xbf).contains(byte) else { return end(.other) + begin(byte) }
    let bytes = bytes + [byte]
    guard bytes.count == length else {
      state = .character(bytes, length: length)
      return []
    }
    return end(.typing(bytes))
  }

  private mutating func end(_ key: Key) -> [KeyEvent] {
    defer { (state, isAlternate) = (.start, false) }
    return [.key(isAlternate ? .other : key)]
  }
}

extension Key {
  /// The arrow whose sequence has this last byte and nothing before it.
  fileprivate static func arrow(_ byte: UInt8) -> Key {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    default: .other
    }
  }

  /// The key for several bytes in UTF-8, if they are one scalar that can be seen.
  fileprivate static func typing(_ bytes: [UInt8]) -> Key {
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first, scalar.value >= 0xa0 else {
      return .other
    }
    return .character(Character(scalar))
  }
}
