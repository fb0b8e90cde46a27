import ModelLanguage

/// Why a line cannot be judged.
struct Refusal: Error, Equatable {
  let reason: Judgement.Reason
  /// One or two sentences to the learner.
  let message: String

  init(_ reason: Judgement.Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// What the parser says, as sentences.
  init(_ diagnostic: Diagnostic) {
    let sentences = [diagnostic.message, diagnostic.advice ?? ""].filter { !$0.isEmpty }
    self.init(.unreadable, sentences.map(Self.sentence(from:)).joined(separator: " "))
  }

  private static func sentence(from text: String) -> String {
    let end = text.hasSuffix("?") || text.hasSuffix(".") ? "" : "."
    return text.prefix(1).uppercased() + text.dropFirst() + end
  }
}

extension Refusal {
  static let stepsDiffer = Refusal(
    .stepsDiffer, "Your steps differ: what stands beside '=' is not equal.")
  static let questionFault = Refusal(
    .questionFault, "This question cannot be judged here. That is not your mistake.")
}

extension String {
  /// The text without its blanks.
  var compact: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0 != " " }))
  }

  /// The text without blanks around it.
  var trimmed: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.first == " " { scalars.removeFirst() }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}
