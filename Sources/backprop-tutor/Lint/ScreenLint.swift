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
    let screen = LessonScreen(
      chapter: chapter, currentPage: { Page(width: Self.width) }, isTerminal: true)
    var findings: [Finding] = []
    var wideSteps: Set<String> = []
    var unspelled: Set<Unicode.Scalar> = []
    for event in Rehearsal.events(of: chapter, seed: seed) {
      let step = event.scene.step
      for line in screen.lines(for: event) {
        if wide(line, in: event.scene), wideSteps.insert(step.id).inserted {
          findings.append(
            Finding(
              .tooWide, "this line does not fit: '\(line.plainText.prefix(60))…'", at: step.range,
              mend: "shorten it to \(Self.width) columns"))
        }
        // What an escape in quoted YAML stands for is not in the file as it is.
        for scalar in line.plainText.unicodeScalars
        where !Renderer.hasASCIIForm(scalar) && !file.text.unicodeScalars.contains(scalar)
          && unspelled.insert(scalar).inserted
        {
          findings.append(foreign(scalar, at: step.range))
        }
      }
    }
    return findings + foreignCharacters
  }

  /// Wider than the screen, or cut to fit it.
  private func wide(_ line: StyledText, in scene: Scene) -> Bool {
    guard line.width <= Self.width else { return true }
    let step = scene.step
    let texts =
      (step.opening + step.closing).flatMap(\.texts) + step.hints
      + [step.ask].compactMap(\.self) + step.experiments.map(\.remark)
    return line.plainText.contains("…")
      && !texts.contains { $0.plain(in: scene).contains("…") }
  }

  private func foreign(_ scalar: Unicode.Scalar, at range: SourceRange) -> Finding {
    Finding(
      .noASCIIForm, "'\(scalar)' can't be written in ASCII", at: range, mend: "spell it out")
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
        findings.append(foreign(scalar, at: SourceRange(start: place, length: 1)))
      }
    }
    return findings
  }
}
