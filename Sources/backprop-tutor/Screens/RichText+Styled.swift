import Drawing
import LessonFormat
import Tutor

extension RichText {
  /// The text in roles, its live numbers from `scene`.
  func styled(in scene: Scene) -> StyledText {
    pieces.reduce(StyledText()) { text, piece in
      switch piece {
      case .text(let words): text + StyledText(words)
      case .emphasis(let words): text + StyledText(words, .emphasis)
      case .strong(let words): text + StyledText(words, .strong)
      case .code(let words): text + StyledText(words, .code)
      case .live(let expression): text + StyledText(scene.text(of: expression), .value)
      }
    }
  }
}

extension Block {
  /// The block in lines, indented by two.
  func lines(in scene: Scene, on page: Page) -> [StyledText] {
    let indent = StyledText("  ")
    switch self {
    case .paragraph(let text):
      return text.styled(in: scene).wrapped(to: page.width, first: indent)
    case .quote(let text):
      guard !page.isPlain else {
        return (StyledText("Quote: ") + text.styled(in: scene)).wrapped(
          to: page.width, first: indent)
      }
      let bar = StyledText("  │ ", .aside)
      return text.styled(in: scene).wrapped(to: page.width, first: bar, rest: bar)
    case .list(let items):
      return items.flatMap {
        $0.styled(in: scene).wrapped(to: page.width, first: StyledText("  - "))
      }
    case .table(let rows):
      guard let heading = rows.first else { return [] }
      var table = Table(
        heading: heading.map { $0.styled(in: scene) },
        alignments: heading.map { _ in .left })
      for row in rows.dropFirst() { table.addRow(row.map { $0.styled(in: scene) }) }
      return table.lines(on: page)
    }
  }
}

extension [Block] {
  /// The blocks, one blank line apart.
  func lines(in scene: Scene, on page: Page) -> [StyledText] {
    Array<[StyledText]>(map { $0.lines(in: scene, on: page) })
      .joined(separator: [StyledText()]).map { $0 }
  }
}
