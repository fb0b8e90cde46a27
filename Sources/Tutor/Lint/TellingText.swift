import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Finds the answer to a question in a text that a learner reads before answering.
struct TellingText {
  /// The answer as a message says it.
  let answer: String
  private let scene: Scene
  private let kind: Kind

  private enum Kind {
    case number(Double)
    case list([Double])
    case formula
    case choice(right: String, others: [String])
    case none
  }

  init(_ question: Question, in scene: Scene) {
    self.scene = scene
    let key = scene.evaluateTensor(question.answer)?.value
    answer = key.map { NumberText.rounded($0) } ?? ""
    kind =
      switch question.kind {
      case .number:
        key.map { key in key.number.map { .number($0) } ?? .list(key.entries) } ?? .none
      case .formula: .formula
      case .sign: .none
      case .choice(let choices):
        scene.rightChoices.first.map { right in
          let texts = choices.map { $0.text.plain(in: scene) }
          return .choice(
            right: texts[right],
            others: texts.indices.filter { $0 != right }.map { texts[$0] })
        } ?? .none
      }
  }

  /// Whether a text holds the answer.
  ///
  /// - Parameter mayNameValues: Whether a name's own value does not count: it stands beside the model anyway.
  func isTold(by text: RichText, mayNameValues: Bool) -> Bool {
    switch kind {
    case .none: false
    case .number(let key):
      numbers(in: text, mayNameValues: mayNameValues).contains { $0.isShown(as: key) }
    case .list(let entries):
      // All the entries in one text are the list, however they are told.
      Set(entries).count > 1
        && entries.allSatisfy { entry in
          numbers(in: text, mayNameValues: true).contains { $0.isShown(as: entry) }
        }
    case .formula:
      text.pieces.contains { piece in
        if case .code(let code) = piece { scene.judge(code)?.verdict == .correct } else { false }
      }
    case .choice(let right, let others):
      // A single word may well be said in passing.
      right.loweredWords.contains(" ") && names(right, in: text)
        && !others.contains { names($0, in: text) }
    }
  }

  /// Whether a choice stands in a text as words of their own.
  private func names(_ choice: String, in text: RichText) -> Bool {
    " \(text.plain(in: scene).loweredWords) ".contains(" \(choice.loweredWords) ")
  }

  /// The numbers that a text prints: live ones, and those typed by hand.
  private func numbers(in text: RichText, mayNameValues: Bool) -> [Double] {
    text.pieces.flatMap { piece -> [Double] in
      switch piece {
      case .live(let expression):
        let isValue = if case .name = expression.kind { true } else { false }
        guard !(isValue && mayNameValues) else { return [] }
        return scene.evaluateTensor(expression)?.value.entries ?? []
      case .text(let words), .emphasis(let words), .strong(let words):
        return words.typedNumbers
      case .code(let code):
        return code.contains(where: \.isLetter) ? [] : code.typedNumbers
      }
    }
  }
}

extension Double {
  /// Whether the number is the key as a learner would see it, to six digits.
  fileprivate func isShown(as key: Double) -> Bool {
    NumberText.rounded(self) == NumberText.rounded(key)
  }
}

extension String {
  /// The words in lower case, one blank apart, without marks.
  var loweredWords: String {
    lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// The numbers and fractions that stand in a text as words of their own.
  ///
  /// A single digit is left out: `one of 2 roads` is no answer of 2.
  fileprivate var typedNumbers: [Double] {
    let marks: Set<Character> = [".", "/", "-", "−"]
    let words = split { !$0.isNumber && !$0.isLetter && !marks.contains($0) }
    return words.compactMap { word -> Double? in
      var plain = word.replacing("−", with: "-")
      if plain.hasSuffix(".") { plain.removeLast() }
      guard plain.count > 1 else { return nil }
      let parts = plain.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let top = Double(parts[0]), let bottom = Double(parts[1]) else {
        return Double(plain)
      }
      return top / bottom
    }
  }
}
