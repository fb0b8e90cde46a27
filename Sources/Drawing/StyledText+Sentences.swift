extension StyledText {
  /// A plain sentence, with a full stop unless it ends in a mark of its own.
  static func sentence(_ text: String) -> StyledText {
    StyledText(text.last.map { ".!?".contains($0) } == true ? text : text + ".")
  }

  /// A remark below a drawing, in lines.
  static func remark(_ text: String, width: Int) -> [StyledText] {
    StyledText(text, .aside).wrapped(to: width, first: StyledText("  "))
  }

  /// Entries of a key side by side with three blanks between, in as many lines as they need.
  static func key(_ entries: [(glyph: StyledText, text: StyledText)], width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for (glyph, text) in entries {
      let entry = glyph + StyledText(" ") + text
      if let last = lines.last, last.width + 3 + entry.width <= width {
        lines[lines.count - 1] = last + StyledText("   ") + entry
      } else if 2 + entry.width <= width {
        lines.append(StyledText("  ") + entry)
      } else {
        lines += text.wrapped(to: width, first: StyledText("  ") + glyph + StyledText(" "))
      }
    }
    return lines
  }
}
