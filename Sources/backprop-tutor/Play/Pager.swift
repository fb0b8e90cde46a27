import Drawing
import LineEditing

/// Writes long output a screenful at a time; all of it at once where nobody can press a key.
struct Pager {
  let console: Console
  let lines: LineSource

  func write(_ text: [StyledText]) {
    guard let editor = lines.editor, !console.page.isPlain, let rows = terminalSize()?.rows,
      rows >= 8, text.count > rows - 1
    else {
      console.write(text)
      return
    }
    var shown = 0
    while shown < text.count {
      // The window may have another size by now.
      let screenful = max(4, (terminalSize()?.rows ?? rows) - 3)
      console.write(Array(text[shown..<min(shown + screenful, text.count)]))
      shown += screenful
      guard shown < text.count else { return }
      console.write(
        StyledText(
          "-- \(shown) of \(text.count) lines: any key goes on, q stops --", .aside
        ).wrapped(to: console.page.width, first: StyledText("  ")))
      guard editor.withKeys(goesOn) else { return }
    }
  }

  private func goesOn(_ keys: KeyReader) -> Bool {
    while true {
      switch keys.next(within: nil) {
      case .key(.character("q")), .key(.escape), .interrupted, .endOfInput: return false
      case .key: return true
      case .timedOut, .resized: continue
      }
    }
  }
}
