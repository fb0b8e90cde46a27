import LessonFormat
import ModelLanguage
import Tutor

/// What `lint` has to say about some chapters.
struct LintReport {
  /// A finding in its file.
  struct Item {
    let file: ChapterFile
    let finding: Finding
  }

  /// Something an author may want to know.
  struct Note {
    let file: ChapterFile
    let place: SourcePosition
    let message: String
  }

  let seed: UInt64
  private(set) var items: [Item] = []
  private(set) var notes: [Note] = []
  private(set) var chapterCount = 0
  private(set) var variantCount = 0
  private(set) var isSampled = false

  /// Proves chapters in the company of the shipped ones; one with the id of a shipped chapter stands in
  /// its place.
  init(_ files: [ChapterFile], seed: UInt64) {
    self.seed = seed
    var seen: Set<String> = []
    let files = files.filter { seen.insert($0.realPath).inserted }
    chapterCount = files.count
    var read: [(file: ChapterFile, chapter: Chapter)] = []
    for file in files {
      do throws(Diagnostic.List) {
        read.append((file, try Chapter(parsing: file.text)))
      } catch {
        items += error.diagnostics.map { Item(file: file, finding: Finding(.format, $0)) }
      }
    }
    let together = Self.together(
      read.map { (ChapterOutline($0.chapter), $0.file) }, companions: Self.companions(of: files))
    for (index, (file, chapter)) in read.enumerated() {
      let lint = ChapterLint(chapter, seed: seed)
      let screens = ScreenLint(chapter: chapter, file: file).findings(seed: seed)
      let findings = together[index] + lint.findings + screens
      items += findings.map { Item(file: file, finding: $0) }
      variantCount += lint.variantCount
      isSampled = isSampled || lint.isSampled
      notes += Self.notes(on: chapter, lint, in: file)
    }
  }

  /// The pictures that are not drawn yet, and the misconceptions that numbers hide.
  private static func notes(
    on chapter: Chapter, _ lint: ChapterLint, in file: ChapterFile
  ) -> [Note] {
    let pictures = chapter.steps.compactMap(\.picture).filter { !PictureView.isDrawn($0.kind) }
      .map {
        Note(
          file: file, place: $0.range.start,
          message:
            "the picture '\($0.kind.rawValue)' is not drawn yet; the model's values stand for it")
      }
    let hidden = lint.agreeing.map { question, names in
      Note(
        file: file, place: question.answer.range.start,
        message:
          "with these numbers the right answer is also that of \(names.joined(separator: ", "))")
    }
    return (pictures + hidden).sorted { $0.place < $1.place }
  }

  /// The outlines of the chapters that stand beside some files, and of the shipped ones.
  private static func companions(of files: [ChapterFile]) -> [ChapterOutline] {
    let known = Set(files.map(\.realPath))
    let folders = Set(files.compactMap(\.folder)).sorted()
    let neighbours = folders.flatMap { (try? ChapterFile.all(at: $0)) ?? [] }
      .filter { !known.contains($0.realPath) }
    return (ChapterFile.shipped + neighbours).compactMap { try? ChapterOutline(parsing: $0.text) }
  }

  /// For each chapter what it and the others do not agree on.
  ///
  /// One with the id of a companion stands in its place; the rest comes behind, in an order that works if
  /// there is one.
  private static func together(
    _ chapters: [(outline: ChapterOutline, file: ChapterFile)], companions: [ChapterOutline]
  ) -> [[Finding]] {
    var waiting = Array(chapters.indices)
    var course: [(outline: ChapterOutline, index: Int?)] = []
    let shippedCount = ChapterFile.shipped.count
    for (number, companion) in companions.enumerated() {
      // A neighbour of the same id is another chapter, not the same one.
      guard number < shippedCount else {
        course.append((companion, nil))
        continue
      }
      if let place = waiting.firstIndex(where: { chapters[$0].outline.id == companion.id }) {
        let index = waiting.remove(at: place)
        course.append((chapters[index].outline, index))
      } else {
        course.append((companion, nil))
      }
    }
    course += waiting.map { (chapters[$0].outline, $0) }
    let rest = Array(course.dropFirst(shippedCount))
    let order = SkillGraph(rest.map(\.outline)).teachingOrder
    course = course.prefix(shippedCount) + order.map { rest[$0] }
    var findings = [[Finding]](repeating: [], count: chapters.count)
    for (entry, found) in zip(course, CourseLint.findings(in: course.map(\.outline))) {
      if let index = entry.index { findings[index] = found }
    }
    return findings
  }
}
