import Drawing
import LineEditing
import Tutor

/// Plays a film: frame below frame, by itself or key by key; where nothing may move, all its frames
/// as numbered stills.
///
/// Nothing is ever drawn over, so that the scrollback keeps the whole film.
struct FilmPlayer {
  let film: Film
  let console: Console
  let lines: LineSource

  /// How long a frame stands, in seconds: long enough to read its caption.
  private var pace: Double {
    film.isSweep ? 0.5 : 1.6
  }

  func play() {
    guard let editor = lines.editor, console.moves else {
      film.frames.indices.forEach(show)
      return
    }
    write("Space pauses and goes on, the right and left arrows step, q or Enter ends the film.")
    editor.withKeys(run)
  }

  private func run(_ keys: KeyReader) {
    if let rows = terminalSize()?.rows, !FilmView(film: film).fits(on: console.page, rows: rows) {
      write("The window is too low for the picture; the words tell what happens.")
    }
    var (number, isPlaying) = (0, true)
    show(number)
    while true {
      let isLast = number == film.frames.count - 1
      switch keys.next(within: isPlaying ? pace : nil) {
      case .timedOut, .key(.right):
        guard !isLast else { return }
        number += 1
        show(number)
      case .key(.left):
        isPlaying = false
        number > 0 ? show(number - 1) : write("This is the first frame.")
        number = max(0, number - 1)
      case .key(.space):
        isPlaying.toggle()
        if !isPlaying { write("Paused: space goes on.") }
      case .key(.escape), .key(.enter), .key(.character("q")), .interrupted, .endOfInput: return
      case .key, .resized: continue
      }
    }
  }

  private func show(_ number: Int) {
    let rows = lines.isTerminal ? terminalSize()?.rows : nil
    console.write([StyledText()] + FilmView(film: film).lines(number, on: console.page, rows: rows))
  }

  private func write(_ text: String) {
    console.write(StyledText(text, .aside).wrapped(to: console.page.width, first: StyledText("  ")))
  }
}
