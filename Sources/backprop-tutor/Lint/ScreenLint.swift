import Drawing
import LessonFormat
import ModelLanguage
import Tutor

/// Proves that every screen of a chapter can be read: on 80 columns, and in ASCII.
struct ScreenLint {
  private static let width = 80

  let chapter: Chapter
  let file: ChapterFile

  func findings(seed: UInt64) -> [Finding] {
    let screen = LessonScreen(chapter: chapter, width: { Self.width }, isTerminal: true)
    var findings: [Finding] = []
    var wideSteps: Set<String> = []
    for event in Rehearsal.events(of: chapter, seed: seed) {
      let step = event.scene.step
      for line in screen.lines(for: event) where wide(line) && wideSteps.insert(step.id).inserted {
        findings.append(
          Finding(
            .tooWide, "this line does not fit: '\(line.plainText.prefix(60))…'", at: step.range,
            mend: "shorten it to \(Self.width) columns"))
      }
    }
    return findings + foreignCharacters
  }

  /// Wider than the screen, or cut to fit it.
  private func wide(_ line: StyledText) -> Bool {
    line.width > Self.width || (line.plainText.contains("…") && !file.text.contains("…"))
  }

  /// The first character of each kind that has no ASCII form.
  private var foreignCharacters: [Finding] {
    var seen: Set<Unicode.Scalar> = []
    var findings: [Finding] = []
    // Scalars, because Swift counts CR LF as one character.
    let lines = file.text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      for (column, scalar) in line.enumerated()
      where !Renderer.hasASCIIForm(scalar) && scalar != "\u{FEFF}" && seen.insert(scalar).inserted {
        let place = SourcePosition(line: index + 1, column: column + 1)
        findings.append(
          Finding(
            .noASCIIForm, "'\(scalar)' can't be written in ASCII",
            at: SourceRange(start: place, length: 1), mend: "spell it out"))
      }
    }
    return findings
  }
}
