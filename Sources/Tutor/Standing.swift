public import LessonFormat

/// How far a learner is in one chapter, read off what was kept.
public struct Standing: Equatable, Sendable {
  /// The events of the run that is not finished; empty if there is none.
  public let openRun: [KeptEvent]
  /// Whether some run was finished.
  public let isFinished: Bool
  /// How many of the chapter's steps are over in some run, other than by being skipped.
  public let stepsDone: Int
  /// How many steps the chapter has.
  public let stepCount: Int

  /// Whether there is something to go on with.
  public var isOpen: Bool { !openRun.isEmpty }

  /// The seed of the open run.
  public var seed: UInt64 {
    openRun.first.flatMap { UInt64($0.text) } ?? 0
  }

  /// Reads the events of `chapter`, oldest first; those before the last reset no longer count.
  public init(in chapter: ChapterOutline, events all: [KeptEvent]) {
    let events = all.sinceReset
    let lastStart = events.lastIndex { $0.kind == .started } ?? events.startIndex
    let run = events[lastStart...]
    let runIsOver = run.contains { $0.kind == .finished }
    openRun = runIsOver ? [] : Array(run)
    isFinished = events.contains { $0.kind == .finished }
    stepCount = chapter.stepCount
    // A chapter may have had other steps when this was kept.
    let passed = Set(events.filter(\.passesStep).map(\.step))
    stepsDone = min(passed.count, stepCount)
  }
}

extension [KeptEvent] {
  /// What still counts of a chapter's events, oldest first: those after its last reset.
  public var sinceReset: ArraySlice<KeptEvent> {
    suffix(from: lastIndex { $0.kind == .reset }.map { $0 + 1 } ?? startIndex)
  }
}

extension KeptEvent {
  fileprivate var passesStep: Bool {
    kind == .passed && text != Passage.skipped.rawValue
  }
}
