import Foundation
import LessonFormat
import ProgressStore
import Tutor

/// Keeps events in the store, says so when that fails, and tries again with the next.
final class ProgressKeeper {
  private let store: ProgressStore?
  /// Why nothing is being kept; nil while it is.
  private(set) var trouble: StoreError?
  /// What the store did not take yet.
  private var waiting: [KeptEvent] = []

  /// Opens the store at `path`; where that fails, lessons run all the same.
  init(path: String) {
    do throws(StoreError) {
      store = try ProgressStore(path: path)
    } catch {
      store = nil
      note(error)
    }
  }

  /// Keeps nothing, as in a preview.
  init() {
    store = nil
  }

  /// Whether what happens is being kept.
  var isKeeping: Bool { store != nil && trouble == nil }

  /// Keeps events; they are on disk when this returns, and with them what failed before.
  func keep(_ events: [KeptEvent]) {
    guard let store else { return }
    waiting += events
    guard !waiting.isEmpty else { return }
    do throws(StoreError) {
      try store.append(waiting, at: Date())
      waiting = []
      trouble = nil
    } catch {
      note(error)
    }
  }

  /// How far the learner is in each chapter of the course.
  func standings(in course: Course) -> [(chapter: ChapterOutline, standing: Standing)] {
    let events = Dictionary(grouping: allEvents, by: \.chapter)
    return course.entries.map(\.outline).map {
      ($0, Standing(in: $0, events: events[$0.id] ?? []))
    }
  }

  /// The chapter to go on with: one begun and not done yet, the latest before others, else the first
  /// that is not done.
  func nextChapter(in course: Course) -> Course.Entry? {
    let latest = allEvents.last { $0.kind != .reset }?.chapter
    let standings = standings(in: course)
    let open = standings.filter { $0.standing.isOpen && !$0.standing.isFinished }
    let next =
      open.first { $0.chapter.id == latest } ?? open.first
      ?? standings.first { !$0.standing.isFinished } ?? standings.first
    return next.flatMap { course.entry($0.chapter.id) }
  }

  /// How far the learner is in one chapter.
  func standing(in chapter: ChapterOutline) -> Standing {
    Standing(in: chapter, events: allEvents.filter { $0.chapter == chapter.id })
  }

  /// Every event, oldest first; none where there is no store.
  var allEvents: [KeptEvent] {
    guard let store else { return [] }
    do throws(StoreError) {
      return try store.all()
    } catch {
      note(error)
      return []
    }
  }

  private func note(_ error: StoreError) {
    guard trouble == nil else { return }
    trouble = error
    Console.warn(error.lines + ["note: progress is not being kept; the lessons run all the same"])
  }
}

extension StoreError {
  /// The trouble and a way out.
  var lines: [String] {
    switch kind {
    case .foreign:
      [
        "warning: '\(path)' is no progress file of backprop-tutor, so it stays as it is",
        "  keep progress elsewhere with --progress PATH, or move that file away",
      ]
    case .newer:
      [
        "warning: '\(path)' was made by a newer backprop-tutor, so it stays as it is",
        "  update backprop-tutor, or keep progress elsewhere with --progress PATH",
      ]
    case .unreadable:
      [
        "warning: the progress file '\(path)' can't be read, so it stays as it is",
        "  check its permissions, restore a copy, or keep progress elsewhere with --progress PATH",
      ]
    case .unwritable:
      [
        "warning: progress can't be written to '\(path)'",
        "  check the folder's permissions and free space, or name another file with --progress PATH",
      ]
    }
  }
}
