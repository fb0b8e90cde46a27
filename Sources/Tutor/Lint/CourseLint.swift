public import LessonFormat
import ModelLanguage

/// What chapters must agree on with each other, in teaching order.
public enum CourseLint {
  /// Finds what does not fit together.
  ///
  /// - Parameter chapters: Every chapter that a learner can take, in teaching order.
  /// - Returns: For each chapter what is against it, in the same order.
  public static func findings(in chapters: [ChapterOutline]) -> [[Finding]] {
    var taught: Set<String> = []
    var ids: Set<String> = []
    let teachers = SkillGraph(chapters)
    return chapters.map { chapter in
      var findings: [Finding] = []
      if !ids.insert(chapter.id).inserted {
        findings.append(
          Finding(
            .chapterID, "another chapter has the id '\(chapter.id)'", at: chapter.places.id,
            mend: "progress is kept under it, so it must be its own"))
      }
      for skill in chapter.needs where !taught.contains(skill) {
        let range = chapter.places.needs[skill] ?? chapter.places.id
        if let teacher = teachers.teacher(of: skill) {
          findings.append(
            Finding(
              .skillOrder, order(of: skill, taughtBy: teacher, neededBy: chapter.id, in: teachers),
              at: range, mend: "teach it before it is needed"))
        } else {
          findings.append(
            Finding(
              .unknownSkill, "no chapter gives the skill '\(skill)'", at: range,
              mend: Spelling.nearest(to: skill, among: chapters.flatMap(\.gives)).map {
                "did you mean '\($0)'?"
              }))
        }
      }
      taught.formUnion(chapter.gives)
      return findings
    }
  }

  private static func order(
    of skill: String, taughtBy teacher: String, neededBy chapter: String, in graph: SkillGraph
  ) -> String {
    if teacher == chapter { return "the chapter gives the skill '\(skill)' itself" }
    if let circle = graph.circle(through: chapter) {
      return "the chapters need each other in a circle: \(circle.joined(separator: " > "))"
    }
    return "the skill '\(skill)' is taught later, in '\(teacher)'"
  }
}
