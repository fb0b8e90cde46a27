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
      read.map { (ChapterOutline($0.chapter), $0.file) }, neighbours: Self.neighbours(of: files))
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

  /// The misconceptions that numbers hide.
  private static func notes(
    on chapter: Chapter, _ lint: ChapterLint, in file: ChapterFile
  ) -> [Note] {
    let hidden = lint.agreeing.map { question, names in
      Note(
        file: file, place: question.answer.range.start,
        message:
          "with these numbers the right answer is also that of \(names.joined(separator: ", "))")
    }
    return hidden.sorted { $0.place < $1.place }
  }

  /// A chapter beside others: what its file is called, and its outline.
  private typealias Entry = (file: String, chapter: ChapterOutline)

  /// The chapters that stand beside some files.
  private static func neighbours(of files: [ChapterFile]) -> [Entry] {
    let known = Set(files.map(\.realPath))
    return Set(files.compactMap(\.folder)).sorted()
      .flatMap(ChapterFile.readable)
      .filter { !known.contains($0.realPath) }
      .compactMap(entry)
  }

  private static func entry(_ file: ChapterFile) -> Entry? {
    (try? ChapterOutline(parsing: file.text)).map { (file.name, $0) }
  }

  /// For each chapter what it and the others do not agree on.
  ///
  /// One with the id of a shipped chapter stands in its place; the rest comes behind, in an order that works
  /// if there is one.
  private static func together(
    _ chapters: [(outline: ChapterOutline, file: ChapterFile)], neighbours: [Entry]
  ) -> [[Finding]] {
    var waiting = Array(chapters.indices)
    var course: [(entry: Entry, index: Int?)] = []
    for shipped in ChapterFile.shipped.compactMap(entry) {
      if let place = waiting.firstIndex(where: { chapters[$0].outline.id == shipped.chapter.id }) {
        let index = waiting.remove(at: place)
        course.append(((chapters[index].file.name, chapters[index].outline), index))
      } else {
        course.append((shipped, nil))
      }
    }
    let rest =
      neighbours.map { (entry: $0, index: Int?.none) }
      + waiting.map { (entry: (chapters[$0].file.name, chapters[$0].outline), index: $0) }
    course += SkillGraph(rest.map(\.entry.chapter)).teachingOrder.map { rest[$0] }
    var findings = [[Finding]](repeating: [], count: chapters.count)
    for (place, found) in zip(course, CourseLint.findings(in: course.map(\.entry))) {
      if let index = place.index { findings[index] = found }
    }
    return findings
  }
}
