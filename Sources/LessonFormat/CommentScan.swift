/// Looks for comments behind values, line by line through a YAML text.
struct CommentScan {
  /// The quotation mark of a text that goes on from the line before.
  private var quote: Unicode.Scalar?
  /// How far the key of a block of text is indented; its lines stand deeper.
  private var blockIndent: Int?

  /// Where a comment starts in a line that holds something before it, outside of quotes.
  mutating func commentBehindValue(in line: String) -> Int? {
    let scalars = Array(line.unicodeScalars)
    let indent = scalars.prefix { $0 == " " }.count
    if let block = blockIndent {
      if indent > block || indent == scalars.count { return nil }
      blockIndent = nil
    }
    var hasText = quote != nil
    var isEscaped = false
    for (offset, scalar) in scalars.enumerated() {
      let previous = offset > 0 ? scalars[offset - 1] : " "
      if let open = quote {
        if scalar == open, !isEscaped { quote = nil }
        isEscaped = open == "\"" && scalar == "\\" && !isEscaped
      } else if scalar == "#", previous == " " {
        return hasText ? offset : nil
      } else if scalar == "\"" || scalar == "'",
        previous == " " || "[{,".unicodeScalars.contains(previous)
      {
        quote = scalar
      }
      hasText = hasText || scalar != " "
    }
    let end = line.split(separator: " ").last ?? ""
    if quote == nil, let mark = end.first, "|>".contains(mark), end.count <= 3 {
      blockIndent = indent
    }
    return nil
  }
}
