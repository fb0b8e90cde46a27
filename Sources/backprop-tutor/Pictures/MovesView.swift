import Drawing
import Tutor

/// Number lines below one another, and how far a nudge of the first moves each.
struct MovesView {
  let moves: [Move]

  func lines(on page: Page) -> [StyledText] {
    NumberLines(
      moves.map { NumberLines.Line(name: $0.name, value: $0.before, move: $0.after - $0.before) },
      format: pictured
    ).lines(on: page)
  }
}
