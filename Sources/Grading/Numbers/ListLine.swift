import Autodiff

/// A line of numbers, cut into rows and entries.
struct ListLine {
  private let text: String

  init(_ text: String, targets: [String]) throws(Refusal) {
    var text = text
    if let equals = text.lastIndex(of: "=") {
      // The label is judged as before a number; what stands behind it is the list.
      let label = String(text[..<equals])
      _ = try AnswerLine("\(label) = 0", targets: targets)
      text = String(text[text.index(after: equals)...]).trimmed
    }
    guard !text.isEmpty, text != "?" else { throw .emptyList }
    guard Self.isBalanced(text) else {
      throw Refusal(.unreadable, "A bracket is not closed, or closes nothing.")
    }
    self.text = text
  }

  private static func isBalanced(_ text: String) -> Bool {
    var open: [Character] = []
    for character in text {
      if let close = pairs[character] { open.append(close) }
      if ")]}".contains(character), open.popLast() != character { return false }
    }
    return open.isEmpty
  }

  private static let pairs: [Character: Character] = ["[": "]", "(": ")", "{": "}"]

  func rows(wanted shape: Shape) -> [[String]] {
    let body = Self.unwrapped(text)
    let semicolons = Self.split(body, at: ";")
    if semicolons.count > 1 {
      // `1; 2` is one list, `1 2; 3 4` two rows.
      return shape.rank == 2
        ? semicolons.map(entries) : [semicolons.flatMap { $0.contains(",") ? [$0] : entries($0) }]
    }
    let parts = Self.split(body, at: ",")
    let areRows = parts.allSatisfy { part in
      part.first.flatMap { Self.pairs[$0] } != nil
        && part.first.flatMap { Self.pairs[$0] } == part.last
    }
    if areRows, shape.rank == 2 || parts.count > 1 { return parts.map(entries) }
    // The brackets of a matrix with one row were taken off above.
    return [entries(body)]
  }

  private func entries(_ row: String) -> [String] {
    let body = Self.unwrapped(row)
    let parts = Self.split(body, at: ",")
    if parts.count > 1 { return parts }
    let words = body.split(separator: " ").map(String.init)
    let areNumbers = words.allSatisfy { word in
      word.unicodeScalars.contains(where: \.isDecimalDigit)
        && word.unicodeScalars.last.map { $0.isDecimalDigit || $0 == ")" || $0 == "." } == true
        && !"*/^+".contains(word.prefix(1))
    }
    return words.count > 1 && areNumbers ? words : [body]
  }

  /// The text without the brackets around all of it.
  private static func unwrapped(_ text: String) -> String {
    guard let first = text.first, let last = pairs[first], text.last == last else { return text }
    var depth = 0
    for (offset, character) in text.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if depth == 0, offset < text.count - 1 { return text }
    }
    return String(text.dropFirst().dropLast()).trimmed
  }

  /// Cuts where no bracket is open.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == separator, depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map(\.trimmed)
  }
}

extension Refusal {
  static let emptyList = Refusal(
    .empty, "There is no answer yet. Type the numbers with commas between.")
}
