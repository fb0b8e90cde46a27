public import ModelLanguage

/// What a menu needs to know of a chapter.
public struct ChapterOutline: Equatable, Sendable {
  /// Its name on the command line: lower-case words joined by `-`.
  public let id: String
  /// What the menu calls it.
  public let title: String
  /// One line on what it teaches.
  public let summary: String
  /// The skills that a learner should bring.
  public let needs: [String]
  /// The skills that it teaches.
  public let gives: [String]
  /// How many steps it has.
  public let stepCount: Int
  /// Where its file says what other chapters must agree with.
  public let places: ChapterPlaces

  /// The outline of a chapter.
  public init(_ chapter: Chapter) {
    id = chapter.id
    title = chapter.title
    summary = chapter.summary
    needs = chapter.needs
    gives = chapter.gives
    stepCount = chapter.steps.count
    places = chapter.places
  }

  /// Reads the front matter of a chapter file and counts its headings, but proves nothing about its steps.
  ///
  /// The program starts with every shipped chapter's outline, and the whole of one takes ten times as long.
  ///
  /// - Throws: What is wrong with the front matter.
  public init(parsing text: String) throws(Diagnostic.List) {
    let source = SourceLines(text)
    let front = FrontMatter(source)
    if !front.diagnostics.isEmpty { throw source.report(front.diagnostics) }
    id = front.id
    title = front.title
    summary = front.summary
    needs = front.needs
    gives = front.gives
    places = front.places
    stepCount = StepSections(source, from: front.end).all.count
  }
}
