import Drawing
import LessonFormat
import Tutor

/// Which chapter builds on which, and by which skills.
struct SkillGraphScreen {
  let graph: SkillGraph
  /// What a chapter from elsewhere may build on as well.
  let shipped: SkillGraph

  /// A line a chapter; below it one for each chapter that it builds on.
  func lines(on page: Page) -> [StyledText] {
    let arrow = StyledText(page.isPlain ? "    builds on chapter " : "      ← ")
    let numbers = Dictionary(
      graph.chapters.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    return graph.chapters.enumerated().flatMap { index, chapter in
      let number = StyledText("\(index + 1)").paddedLeft(to: 4) + StyledText("  ")
      let prerequisites = graph.prerequisites(of: chapter)
      let taught = Set(prerequisites.flatMap(\.skills) + chapter.gives)
      let lines = prerequisites.flatMap { id, skills in
        StyledText("\(numbers[id] ?? 0) \(id): \(skills.joined(separator: ", "))", .aside)
          .wrapped(to: page.width, first: arrow)
      }
      let elsewhere = Dictionary(grouping: chapter.needs.filter { !taught.contains($0) }) {
        shipped.teacher(of: $0) ?? ""
      }
      let missing = elsewhere.sorted { $0.key < $1.key }.flatMap { id, skills -> [StyledText] in
        let place = id.isEmpty ? "no chapter" : "the shipped \(id)"
        return StyledText(
          "\(place): \(skills.joined(separator: ", "))", id.isEmpty ? .bad : .aside
        ).wrapped(to: page.width, first: page.isPlain ? StyledText("    builds on ") : arrow)
      }
      return StyledText(chapter.id, .strong).wrapped(to: page.width, first: number) + lines
        + missing
    }
  }
}
