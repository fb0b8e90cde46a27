import Grading
import LessonFormat
import Lessons
import ModelLanguage

@testable import Tutor

/// The shipped chapters, by id.
enum ShippedChapters {
  static let all: [Chapter] = {
    do {
      return try Lessons.inOrder.map { file in
        try Chapter(parsing: String(decoding: file.content, as: UTF8.self))
      }
    } catch {
      preconditionFailure("a shipped chapter does not load: \(error)")
    }
  }()

  static func chapter(_ id: String) -> Chapter {
    guard let chapter = all.first(where: { $0.id == id }) else {
      preconditionFailure("no chapter '\(id)'")
    }
    return chapter
  }
}

extension Session {
  /// All that the future of a session depends on.
  struct Snapshot: Hashable {
    var stage: Stage
    var stepIndex: Int
    var variant: Int
    var hintsGiven: Int
    var wrongAnswers: Int
    var remarked: Set<Remarked>
    var neededHelp: Bool
    var program: String
    var changes: Int
  }

  var snapshot: Snapshot {
    Snapshot(
      stage: stage, stepIndex: stepIndex, variant: scene.variant, hintsGiven: hintsGiven,
      wrongAnswers: wrongAnswers, remarked: remarked, neededHelp: helped.contains(scene.step.id),
      program: "\(scene.model.program)", changes: undoable.count)
  }

  /// An answer that is right now; empty where nothing is asked.
  var rightAnswer: String { scene.rightAnswer ?? "" }

  /// An answer that is readable and wrong, and no listed mistake.
  var wrongAnswer: String { scene.wrongAnswer }
}
