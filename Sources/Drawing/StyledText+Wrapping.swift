extension StyledText {
  /// The text in lines of at most `width` cells, broken between words.
  ///
  /// A word that is wider than a line is broken where the line ends. Blanks between words become one.
  ///
  /// - Parameters:
  ///   - width: At least 1; a character of two cells still takes two.
  ///   - first: What stands before the first line; in lines of its own if it leaves no room.
  ///   - rest: What stands before the other lines; blanks of the same width unless given.
  public func wrapped(
    to width: Int, first: StyledText = StyledText(), rest: StyledText? = nil
  ) -> [StyledText] {
    let indent = rest ?? StyledText(String(repeating: " ", count: first.width))
    guard max(first.width, indent.width) <= Self.widestIndent(in: width) else {
      let kept =
        rest.flatMap { $0.width <= Self.widestIndent(in: width) ? $0 : nil } ?? StyledText()
      let above = first.words.isEmpty ? [] : first.wrapped(to: width)
      return above + wrapped(to: width, first: kept, rest: kept)
    }
    var lines = [first]
    var room = width - first.width
    var isFresh = true  // nothing stands behind the indent

    func startLine() {
      lines.append(indent)
      room = width - indent.width
      isFresh = true
    }
    func append(_ text: StyledText, _ cells: Int) {
      lines[lines.count - 1] += text
      room -= cells
      isFresh = false
    }

    for word in words {
      let cells = word.text.width
      if !isFresh {
        let blank = word.roleOfBlank.map { StyledText(" ", $0) } ?? StyledText()
        if blank.width + cells > room { startLine() } else { append(blank, blank.width) }
      }
      guard cells > room else {
        append(word.text, cells)
        continue
      }
      for span in word.text.spans {
        for character in span.text {
          if character.cellWidth > room, !isFresh { startLine() }
          append(StyledText(String(character), span.role), character.cellWidth)
        }
      }
    }
    return lines
  }

  /// Behind an indent there must be room for a character of two cells.
  private static func widestIndent(in width: Int) -> Int { max(0, width - 2) }

  /// The text, or what fits of it before `…` in `width` cells.
  func cut(to width: Int) -> StyledText {
    guard self.width > width else { return self }
    // Of blanks nothing is missed.
    if spans.allSatisfy({ $0.text.allSatisfy { $0 == " " } }) {
      return StyledText(String(repeating: " ", count: max(0, width)))
    }
    var cut = StyledText()
    var room = width - 1
    for span in spans {
      for character in span.text {
        room -= character.cellWidth
        if room < 0 { return cut + StyledText("…", span.role) }
        cut += StyledText(String(character), span.role)
      }
    }
    return cut
  }

  private struct Word {
    var text = StyledText()
    /// The role of the last blank before it, if there is one.
    var roleOfBlank: Role?
  }

  /// The runs between blanks; a run may change its role on the way.
  private var words: [Word] {
    var words = [Word()]
    for span in spans {
      for (index, piece) in span.text.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index > 0 { words.append(Word(roleOfBlank: span.role)) }
        words[words.count - 1].text += StyledText(String(piece), span.role)
      }
    }
    return words.filter { !$0.text.spans.isEmpty }
  }
}
