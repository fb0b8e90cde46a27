import Testing

@testable import LineEditing

struct KeyDecoderTests {
  /// What terminals send, and what it is when nothing else comes.
  static let keys: [(bytes: String, keys: [Key])] = [
    ("a", [.character("a")]),
    (" ", [.space]),
    ("\r", [.enter]),
    ("\n", [.enter]),
    ("\u{1b}", [.escape]),
    ("\u{1b}[A", [.up]),
    ("\u{1b}[B", [.down]),
    ("\u{1b}[C", [.right]),
    ("\u{1b}[D", [.left]),
    ("\u{1b}OA", [.up]),
    ("\u{1b}OB", [.down]),
    ("\u{1b}OC", [.right]),
    ("\u{1b}OD", [.left]),
    ("ö", [.character("ö")]),
    ("∂", [.character("∂")]),
    ("😀", [.character("😀")]),
    ("\t", [.other]),
    ("\u{7f}", [.other]),
    ("\0", [.other]),
    ("\u{9b}", [.other]),  // a control character in two bytes
    ("\u{1b}[3~", [.other]),  // Delete
    ("\u{1b}[1;5C", [.other]),  // Ctrl and right
    ("\u{1b}OP", [.other]),  // F1
    ("\u{1b}O2P", [.other]),  // Shift and F1
    ("\u{1b}[[A", [.other]),  // F1 on the Linux console
    ("\u{1b}[200~", [.other]),  // a paste begins
    ("\u{1b}]11;rgb:0/0/0\u{7}", [.other]),  // answers to questions that nobody here asked
    ("\u{1b}]11;rgb:0/0/0\u{1b}\\", [.other]),
    ("\u{1b}P>|term\u{1b}\\", [.other]),
    ("\u{1b}x", [.other]),  // Alt and x
    ("\u{1b}ö", [.other]),
    ("\u{1b}[", [.other]),
    ("\u{1b}O", [.other]),
    ("\u{1b}\u{1b}[C", [.other]),  // Alt and right
    ("\u{1b}\u{1b}", [.escape, .escape]),
    ("\u{1b}\u{1b}\u{1b}", [.escape, .escape, .escape]),
    ("\u{1b}\u{1b}x", [.escape, .other]),
  ]

  @Test(arguments: keys)
  func `a key is what its bytes say, and nothing is left of it`(bytes: String, keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes.utf8) == keys.map(KeyEvent.key))
    #expect(!decoder.isWithinKey)
  }

  @Test func `keys that end themselves need no pause between them`() {
    let closed = Self.keys.filter { row in
      var decoder = KeyDecoder()
      _ = row.bytes.utf8.flatMap { decoder.receive($0) }
      return !decoder.isWithinKey
    }
    var decoder = KeyDecoder()
    let events = closed.flatMap(\.bytes.utf8).flatMap { decoder.receive($0) }
    #expect(events == closed.flatMap(\.keys).map(KeyEvent.key))
    #expect(closed.count > 30)
  }

  @Test(
    arguments: [
      ([0xc3, 0x61], [.other, .character("a")]),
      ([0xe2, 0x88, 0x1b, 0x5b, 0x43], [.other, .right]),
      ([0xff, 0x61], [.other, .character("a")]),
      ([0x80], [.other]),
      ([0xe2, 0x88], [.other]),
      ([0xed, 0xa0, 0x80], [.other]),  // a surrogate
      ([0xe0, 0x80, 0xaf], [.other]),  // longer than it need be
      ([0x1b, 0x5b, 0x31, 0x1b, 0x5b, 0x43], [.other, .right]),
    ] as [([UInt8], [Key])])
  func `what is broken off takes nothing with it`(bytes: [UInt8], keys: [Key]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes) == keys.map(KeyEvent.key))
  }

  @Test func `ctrl-C and ctrl-D as bytes are events`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x03, 0x04]) == [.interrupted, .endOfInput])
  }

  @Test func `every byte after every other leads to an end`() {
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        var decoder = KeyDecoder()
        let events = decoder.decode([first, second])
        #expect((1...2).contains(events.count))
        #expect(!decoder.isWithinKey)
      }
    }
  }
}

extension KeyDecoder {
  /// What bytes are that come without a pause and are followed by one.
  fileprivate mutating func decode(_ bytes: some Sequence<UInt8>) -> [KeyEvent] {
    bytes.flatMap { receive($0) } + pause()
  }
}
