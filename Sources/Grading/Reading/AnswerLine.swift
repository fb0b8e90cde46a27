/// A line cut at its equals signs, without the label: `dy/dx = 3*1.5 = 4.5` is `3*1.5`, `4.5`.
struct AnswerLine {
  /// How many steps a line may show; each is computed.
  private static let mostParts = 10

  /// The parts in order, each with something in it; the last one is the answer.
  let parts: [String]

  /// The part that is graded.
  var answer: String { parts[parts.count - 1] }

  init(_ text: String, targets: [String]) throws(Refusal) {
    if text.isEmpty || text.unicodeScalars.allSatisfy({ $0 == "?" || $0 == "." || $0 == " " }) {
      throw Refusal(.empty, "There is no answer yet. Type one.")
    }
    try Self.refuseForeignNotation(in: text)
    var parts = Self.split(text).map(Self.withoutRoundingMarks)
    if parts.count > 1, parts[0].isEmpty { parts.removeFirst() }
    while parts.count > 1, try Self.isLabel(parts[0], among: targets) { parts.removeFirst() }
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw Refusal(.empty, "Something is missing beside '='.")
    }
    guard parts.count <= Self.mostParts else {
      throw Refusal(.tooLong, "That is too many steps for one line. Give the last one.")
    }
    self.parts = parts
  }

  /// Whether `part` is one of the targets.
  ///
  /// - Throws: If it is a label for something else.
  private static func isLabel(_ part: String, among targets: [String]) throws(Refusal) -> Bool {
    if targets.contains(where: { $0.compact == part.compact }) { return true }
    guard let label = Label(part) else { return false }
    if targets.compactMap(Label.init).contains(where: label.names) { return true }
    let asked = targets.first.map { "The question asks for \($0)." } ?? "Give the value alone."
    throw Refusal(.wrongLabel, "You labelled that \(part.compact). \(asked)")
  }

  /// Cuts at `=`, `==` and `≈`.
  private static func split(_ text: String) -> [String] {
    var parts = [""]
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "≈" || (scalar == "=" && last != "=") {
        parts.append("")
      } else if scalar != "=" {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      last = scalar == "=" && last == "=" ? nil : scalar
    }
    return parts.map(\.trimmed)
  }

  /// Drops one `~` before and one `...` after a number.
  private static func withoutRoundingMarks(_ part: String) -> String {
    var part = part
    if part.hasPrefix("~") { part.removeFirst() }
    if part.hasSuffix("...") { part.removeLast(3) }
    return part.trimmed
  }

  private static func refuseForeignNotation(in text: String) throws(Refusal) {
    if text.hasPrefix("$"), text.hasSuffix("$"), text.count > 1 { throw .tex }
    if text.hasPrefix("[") { throw .range }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "{", "}": throw .tex
      case "%", "‰": throw Refusal(.percent, "Give the number itself, not a percentage.")
      case "<", ">", "≤", "≥", "≠":
        throw Refusal(.comparison, "'\(scalar)' compares. Give one value.")
      case "±", ";": throw .twoAnswers
      case _ where scalar == "°" || scalar.isCurrency:
        throw Refusal(.unit, "Leave out '\(scalar)': the answer has no unit.")
      case "#": throw Refusal(.unreadableCharacter, "'#' has no meaning in an answer.")
      default: break
      }
    }
    if text.compact.contains("+/-") { throw .twoAnswers }
  }
}

extension Refusal {
  static let twoAnswers = Refusal(.twoAnswers, "That is more than one answer. Give one.")
  static let range = Refusal(.range, "That is a range. Give one value.")
  fileprivate static let tex = Refusal(.tex, "TeX is not read here. Write x^2, sqrt(x) or 1/x.")
}

extension Unicode.Scalar {
  /// Whether it is the sign of a currency.
  var isCurrency: Bool {
    isASCII ? self == "$" : properties.generalCategory == .currencySymbol
  }
}
