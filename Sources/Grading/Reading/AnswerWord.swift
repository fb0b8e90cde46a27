/// A word that is a whole answer: there is no finite value.
enum AnswerWord: Equatable {
  case infinity
  case minusInfinity
  case undefined

  /// Reads a word with or without a sign; a name of the question wins.
  init?(_ text: String, vocabulary: Vocabulary) {
    var word = text.compact.lowercased()
    guard vocabulary.name(for: text.compact) == nil else { return nil }
    let isNegative = word.hasPrefix("-")
    if isNegative || word.hasPrefix("+") { word.removeFirst() }
    switch word {
    case "inf", "infinity": self = isNegative ? .minusInfinity : .infinity
    case "nan", "undefined", "dne": self = .undefined
    default: return nil
    }
  }

  /// What the word stands for.
  var value: Double {
    switch self {
    case .infinity: .infinity
    case .minusInfinity: -.infinity
    case .undefined: .nan
    }
  }

  /// The word for a value that is not finite.
  init?(_ value: Double) {
    if value.isFinite { return nil }
    self = value.isNaN ? .undefined : value < 0 ? .minusInfinity : .infinity
  }
}
