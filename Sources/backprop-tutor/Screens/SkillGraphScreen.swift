import Drawing
import LessonFormat
import Tutor

/// Which chapter builds on which, and by which skills.
struct SkillGraphScreen {
  let graph: SkillGraph

  /// A line a chapter; below it one for each chapter that it builds on.
  func lines(width: Int) -> [StyledText] {
    let numbers = Dictionary(
      graph.chapters.enumerated().map { ($1.id, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    return graph.chapters.enumerated().flatMap { index, chapter in
      let number = StyledText("\(index + 1)").paddedLeft(to: 4) + StyledText("  ")
      let prerequisites = graph.prerequisites(of: chapter)
      let taught = Set(prerequisites.flatMap(\.skills) + chapter.gives)
      let untaught = chapter.needs.filter { !taught.contains($0) }
      let lines = prerequisites.flatMap { id, skills in
        StyledText("\(numbers[id] ?? 0) \(id): \(skills.joined(separator: ", "))", .aside)
          .wrapped(to: width, first: StyledText("      ← "))
      }
      let missing =
        untaught.isEmpty
        ? []
        : StyledText("no chapter: \(untaught.joined(separator: ", "))", .bad)
          .wrapped(to: width, first: StyledText("      ← "))
      return StyledText(chapter.id, .strong).wrapped(to: width, first: number) + lines + missing
    }
  }
}
