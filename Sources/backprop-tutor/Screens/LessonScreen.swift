import Drawing
import LessonFormat
import Tutor

/// Tells the events of a session in lines of text.
struct LessonScreen {
  let chapter: Chapter
  /// What there is to draw on just now: a window may change its size.
  let currentPage: () -> Page
  /// Whether a person is at the other end, who can press Enter.
  let isTerminal: Bool

  var page: Page { currentPage() }

  /// What the cursor stands behind.
  func prompt(for session: Session) -> String {
    let place = "\(session.stepIndex + 1)/\(chapter.steps.count)"
    if session.play?.awaiting != nil { return "\(place) bet> " }
    let copy = session.play?.isChanged == true ? " copy" : ""
    return session.stage == .resting ? "\(place)\(copy) Enter> " : "\(place)\(copy)> "
  }

  /// What happened, after a blank line.
  func lines(for event: Event) -> [StyledText] {
    let lines = body(of: event)
    return lines.isEmpty ? [] : [StyledText()] + lines
  }

  private func body(of event: Event) -> [StyledText] {
    let scene = event.scene
    switch event.fact {
    case .entered: return opening(scene)
    case .resumed(let hints): return resumption(scene, hints: hints)
    case .answered(let answer): return verdict(on: answer, in: scene)
    case .hinted(let number, let text): return hint(number, text, in: scene)
    case .revealed: return spaced([worked(scene), closing(scene)])
    case .dealt(let habit): return freshNumbers(scene, telling: habit)
    case .noticed: return noticed
    case .passed(let passage): return ending(scene, passage)
    case .finished(let tally): return finish(tally)
    case .showed: return spaced([model(scene), picture(scene), question(scene)])
    case .explained: return worked(scene)
    case .played(let result): return played(result)
    case .peeked: return paragraph("This counts as help.", .aside)
    case .edited(let edit): return edited(edit, in: scene)
    case .undone: return undone(scene)
    case .offered(let line): return offered(line)
    case .helped: return help
    case .told(let notice): return told(notice)
    case .left: return []
    }
  }

  func paragraph(_ text: String, _ role: StyledText.Role = .plain) -> [StyledText] {
    page.paragraph(text, role)
  }

  /// The groups that are not empty, one blank line apart.
  func spaced(_ groups: [[StyledText]]) -> [StyledText] {
    Page.spaced(groups)
  }
}
