public import LessonFormat
import ModelLanguage

/// What chapters must agree on with each other, in teaching order.
public enum CourseLint {
  /// Finds what does not fit together.
  ///
  /// - Parameter course: Every chapter that a learner can take, in teaching order, and what its file is called.
  /// - Returns: For each chapter what is against it, in the same order.
  public static func findings(
    in course: [(file: String, chapter: ChapterOutline)]
  ) -> [[Finding]] {
    let chapters = course.map(\.chapter)
    var taught: Set<String> = []
    var files: [String: String] = [:]
    let teachers = SkillGraph(chapters)
    return course.map { file, chapter in
      var findings: [Finding] = []
      if let other = files[chapter.id] {
        findings.append(
          Finding(
            .chapterID, "'\(other)' has the id '\(chapter.id)' as well", at: chapter.places.id,
            mend: "progress is kept under it, so it must be its own"))
      }
      files[chapter.id] = file
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
