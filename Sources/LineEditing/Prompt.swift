/// Text as Readline must get it, or as it would draw it.
enum Prompt {
  /// The prompt with every escape sequence marked as taking no columns.
  ///
  /// Source: GNU Readline manual, `rl_expand_prompt`: 0x01 begins what doesn't show, 0x02 ends it.
  static func markingEscapes(in prompt: String) -> String {
    var marked = "".unicodeScalars
    var rest = prompt.unicodeScalars[...]
    while let start = rest.firstIndex(of: "\u{1b}") {
      let tail = rest[start...].dropFirst()
      let body = tail.first == "[" ? tail.dropFirst() : tail
      // The last byte of a sequence is the first in this range (ECMA-48, 5.4).
      let last = body.firstIndex { ("@"..."~").contains($0) }
      let end = last.map { rest.index(after: $0) } ?? rest.endIndex
      marked.append(contentsOf: rest[..<start])
      marked.append("\u{1}")
      marked.append(contentsOf: rest[start..<end])
      marked.append("\u{2}")
      rest = rest[end...]
    }
    marked.append(contentsOf: rest)
    return String(marked)
  }

  /// A line with control characters as Readline shows them, `^A` for 0x01.
  static func visible(_ line: String) -> String {
    line.unicodeScalars.map { scalar in
      guard scalar.value < 0x20 || scalar.value == 0x7f else { return String(scalar) }
      guard scalar != "\t" else { return "\t" }
      return "^" + String(UnicodeScalar(UInt8(scalar.value) ^ 0x40))
    }.joined()
  }
}
