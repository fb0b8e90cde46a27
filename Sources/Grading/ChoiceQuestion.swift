/// A question with listed answers.
public struct ChoiceQuestion: Sendable {
  private let choices: [String]
  private let right: Set<Int>

  /// Makes a question.
  ///
  /// - Parameters:
  ///   - choices: The texts to choose from, in the order in which they are shown.
  ///   - right: The indices of the choices that are right; one of them is enough.
  public init(choices: [String], right: Set<Int>) {
    precondition(
      right.isSubset(of: choices.indices), "right choices \(right) of \(choices.count) choices")
    self.choices = choices
    self.right = right
  }

  /// Judges one line: the text of a choice, else its letter (`b`, `b)`) or number (`2`, `2.`).
  public func judge(_ input: String) -> Judgement {
    do throws(Refusal) {
      let text = try AnswerText(input).text
      let index = try choice(named: text)
      let isText = Self.folded(choices[index]) == Self.folded(text)
      let readAs = isText ? nil : "read as \(choices[index])"
      return right.contains(index)
        ? Judgement(.correct, .equal, readAs: readAs)
        : Judgement(.incorrect, .different, readAs: readAs, mistake: index)
    } catch {
      return Judgement(error)
    }
  }

  /// The choice that `text` names; nil if it names none.
  func index(of text: String) -> Int? {
    (try? AnswerText(text).text).flatMap { try? choice(named: $0) }
  }

  private func choice(named text: String) throws(Refusal) -> Int {
    if text.isEmpty { throw Refusal(.empty, "There is no answer yet. \(invitation)") }
    // Choices that differ by case alone are told apart by case.
    if let index = choices.firstIndex(where: { Self.plain($0) == Self.plain(text) }) {
      return index
    }
    let alike = choices.indices.filter { Self.folded(choices[$0]) == Self.folded(text) }
    if let index = alike.first {
      guard alike.count == 1 else {
        throw Refusal(.notAChoice, "That could be more than one choice. \(invitation)")
      }
      return index
    }
    guard let index = position(text) else {
      throw Refusal(.notAChoice, "That is none of the choices. \(invitation)")
    }
    return index
  }

  private var invitation: String {
    let last = Self.letters.prefix(choices.count).last.map(String.init) ?? "a"
    return "Type its text, or a letter from a to \(last)."
  }

  /// What the choices are called by, in order.
  public static let letters = "abcdefghijklmnopqrstuvwxyz"

  /// The index that a letter or number stands for.
  private func position(_ text: String) -> Int? {
    var name = text.compact.lowercased()
    if name.hasPrefix("(") { name.removeFirst() }
    if name.hasSuffix(")") || name.hasSuffix(".") { name.removeLast() }
    let index: Int? =
      if let number = Int(name), name.unicodeScalars.allSatisfy(\.isDecimalDigit) {
        // Where choices speak of numbers themselves, a number is never a place in the list.
        choices.contains { Self.speaks($0, of: name) } ? nil : number - 1
      } else {
        name.count == 1 ? Array(Self.letters).firstIndex(of: Character(name)) : nil
      }
    return index.flatMap { choices.indices.contains($0) ? $0 : nil }
  }

  /// Whether a choice is a number, or holds this one, or any in words.
  private static func speaks(_ text: String, of number: String) -> Bool {
    if Double(plain(text)) != nil { return true }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }
    return words.contains { $0 == number || numberWords.contains(String($0)) }
  }

  private static let numberWords: Set = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "none",
    "once", "twice", "half", "third", "quarter",
  ]

  /// The text in plain characters, without backticks, blanks as one.
  private static func plain(_ text: String) -> String {
    let characters = (try? AnswerText(text).text) ?? text
    var text = characters.filter { $0 != "`" }.split(separator: " ").joined(separator: " ")
    // `It doubles.` and `'it doubles'` name the choice; `p'*q'` keeps its strokes.
    while text.count > 1, let last = text.last, ".!".contains(last) { text.removeLast() }
    if text.count > 2, let quote = text.first, "'\"".contains(quote), text.last == quote {
      text = String(text.dropFirst().dropLast())
    }
    return text
  }

  /// The plain text in lower case, without blanks.
  private static func folded(_ text: String) -> String {
    plain(text).lowercased().compact
  }
}
