public import LessonFormat

/// Which chapter builds on which, by the skills they need and give.
public struct SkillGraph: Sendable {
  /// The chapters, in teaching order.
  public let chapters: [ChapterOutline]
  private let teachers: [String: String]

  /// Makes the graph of some chapters.
  public init(_ chapters: [ChapterOutline]) {
    self.chapters = chapters
    teachers = Dictionary(
      chapters.flatMap { chapter in chapter.gives.map { ($0, chapter.id) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The id of the first chapter that gives a skill.
  public func teacher(of skill: String) -> String? {
    teachers[skill]
  }

  /// The ids of the chapters that a chapter builds on directly, in teaching order, with the skills that
  /// it takes from each.
  public func prerequisites(of chapter: ChapterOutline) -> [(id: String, skills: [String])] {
    var seen: Set<String> = []
    let needed = Dictionary(grouping: chapter.needs.filter { seen.insert($0).inserted }) {
      teachers[$0]
    }
    return chapters.map(\.id).compactMap { id in
      guard id != chapter.id, let skills = needed[id] else { return nil }
      return (id, skills)
    }
  }

  /// The places of the chapters in an order in which each comes behind those that it builds on, else as
  /// they are; a circle stays as it is.
  public var teachingOrder: [Int] {
    var waiting = Array(chapters.indices)
    var placed: Set<String> = []
    var order: [Int] = []
    func isReady(_ index: Int) -> Bool {
      chapters[index].needs.allSatisfy { skill in
        guard let teacher = teachers[skill] else { return true }
        return placed.contains(teacher) || teacher == chapters[index].id
      }
    }
    while !waiting.isEmpty {
      let next = waiting.firstIndex(where: isReady) ?? 0
      let index = waiting.remove(at: next)
      placed.insert(chapters[index].id)
      order.append(index)
    }
    return order
  }

  /// The chapters of a circle of needs from a chapter back to itself; nil if there is none.
  public func circle(through id: String) -> [String]? {
    var visited: Set<String> = []
    func path(from current: String) -> [String]? {
      guard let chapter = chapters.first(where: { $0.id == current }) else { return nil }
      for (next, _) in prerequisites(of: chapter) {
        if next == id { return [current, next] }
        if visited.insert(next).inserted, let rest = path(from: next) { return [current] + rest }
      }
      return nil
    }
    return path(from: id)
  }
}
