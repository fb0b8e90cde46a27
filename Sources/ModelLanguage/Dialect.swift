/// Where an expression stands, and so how freely it may be written.
public enum Dialect: Sendable {
  /// In a program: nothing is left out, and `dy/dx` is a quotient of two names.
  case program
  /// In a chapter's prose and questions: `dy/dx` is a derivative.
  case trace
  /// In a learner's answer: products may be implied (`2x`, `3(x + 1)`), `|x|` is abs, and
  /// functions may be written in any case.
  case answer
  /// As `answer`, with an implied product binding tighter than a division: `1/4y` as 1/(4y).
  case answerWithTightProducts

  var readsDerivatives: Bool { self != .program }
  var impliesProducts: Bool { self == .answer || self == .answerWithTightProducts }
}
