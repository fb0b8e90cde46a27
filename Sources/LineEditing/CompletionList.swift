import CReadline

/// Lays out candidates with notes, one to a line.
enum CompletionList {
  /// The lines, none wider than `columns - 1`: a full last column wraps on some terminals.
  static func lines(_ entries: [(text: String, note: String)], columns: Int) -> [String] {
    let room = max(columns - 1, 1)
    let widest = entries.map { width(of: $0.text) }.max() ?? 0
    let noteColumn = min(widest, room / 2) + 2
    return entries.map { entry in
      guard !entry.note.isEmpty else { return fitted(entry.text, to: room) }
      let text = fitted(entry.text, to: room)
      let gap = max(noteColumn - width(of: text), 2)
      let noteRoom = room - width(of: text) - gap
      // Less than a short word helps nobody.
      guard noteRoom >= 4 else { return text }
      return text + String(repeating: " ", count: gap) + fitted(entry.note, to: noteRoom)
    }
  }

  /// The text if it fits, else as much of it as fits with `...` after it.
  static func fitted(_ text: String, to columns: Int) -> String {
    let text = String(text.filter { width(of: $0) > 0 })
    guard width(of: text) > columns else { return text }
    let dots = String(repeating: ".", count: min(3, columns))
    var used = dots.count
    let kept = text.prefix { character in
      used += width(of: character)
      return used <= columns
    }
    return kept + dots
  }

  /// The columns a text takes on the terminal.
  static func width(of text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns a character takes: none for control characters, one where the locale can't tell.
  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first, scalar.value >= 0x20 else { return 0 }
    guard scalar.value >= 0x7f else { return 1 }
    guard scalar.value >= 0xa0 else { return 0 }
    let columns = Int(creadline_width(scalar.value))
    return columns < 0 ? 1 : columns
  }
}
