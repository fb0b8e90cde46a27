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
  }

  var snapshot: Snapshot {
    Snapshot(
      stage: stage, stepIndex: stepIndex, variant: scene.variant, hintsGiven: hintsGiven,
      wrongAnswers: wrongAnswers, remarked: remarked, neededHelp: neededHelp)
  }

  /// An answer that is right now.
  var rightAnswer: String { scene.rightAnswer }

  /// An answer that is readable and wrong, and no listed mistake.
  var wrongAnswer: String {
    guard let question = scene.step.question else { return "12345.678" }
    switch question.kind {
    case .number: return "12345.678"
    case .formula: return "12345.678*x"
    case .sign: return rightAnswer == "+" ? "-" : "+"
    case .choice(let choices):
      let key = scene.evaluate(question.answer)?.value
      let wrong = choices.indices.first { scene.evaluate(choices[$0].value)?.value != key } ?? 0
      return String(Array("abcdefgh")[wrong])
    }
  }
}

extension Scene {
  /// A right answer, made from the key.
  var rightAnswer: String {
    guard let question = step.question, let key = evaluate(question.answer)?.value else {
      return ""
    }
    switch question.kind {
    case .number: return NumberText.exact(key)
    case .formula: return "2*(y - 10)*x"  // the one formula question of the shipped chapters
    case .sign: return key > 0 ? "+" : key < 0 ? "-" : "0"
    case .choice(let choices):
      let right = choices.indices.first { evaluate(choices[$0].value)?.value == key } ?? 0
      return String(Array("abcdefgh")[right])
    }
  }
}
