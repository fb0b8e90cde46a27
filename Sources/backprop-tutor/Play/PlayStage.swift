import Drawing
import Tutor

/// Shows what came of play: long lists page by page, films frame by frame.
struct PlayStage {
  let console: Console
  let lines: LineSource

  /// Writes what was made of a result, and plays it if it is a film.
  func show(_ text: [StyledText], of result: PlayResult) {
    if case .filmed(let film) = result {
      FilmPlayer(film: film, console: console, lines: lines).play()
    } else {
      Pager(console: console, lines: lines).write(text)
    }
  }
}
