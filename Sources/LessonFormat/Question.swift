public import ModelLanguage

/// A question whose answer the engine computes.
public struct Question: Sendable {
  /// How an answer is judged.
  public enum Kind: Sendable {
    /// By value.
    case number
    /// By its values at many points.
    case formula
    /// By its sign.
    case sign
    /// By the option taken.
    case choice([Choice])
  }

  /// One option of a choice.
  public struct Choice: Sendable {
    /// What it says.
    public let text: RichText
    /// It is right when this equals the answer.
    public let value: Expr
    /// What to tell a learner who takes it, if it is wrong.
    public let remark: RichText?
  }

  /// A wrong answer worth a word of its own.
  public struct Mistake: Sendable {
    /// The wrong number or formula.
    public let value: Expr
    /// What to tell a learner who gives it.
    public let remark: RichText
  }

  /// More options than these nobody compares.
  static let mostChoices = 8
  /// More than these nobody makes.
  static let mostMistakes = 20

  /// Unique in the chapter, and stable: progress is kept under it.
  public let id: String
  /// The question.
  public let ask: RichText
  /// How an answer is judged.
  public let kind: Kind
  /// An expression over the trace.
  public let answer: Expr
  /// Names that belong to the question and not to the model.
  public let given: [String: Double]
  /// How many significant digits are asked.
  public let digits: Int
  /// Three hints, climbing.
  public let hints: [RichText]
  /// Wrong answers with a remark.
  public let mistakes: [Mistake]
  /// What a fresh variant may change, in the order of the file.
  public let variation: [VariedName]
  /// Whether it is about a corner, where a slope holds by convention only.
  public let isAtCorner: Bool
}

/// A name of the model or of `given`, and what a variant may bind it to.
public struct VariedName: Sendable {
  /// Where a new right-hand side comes from.
  public enum Domain: Sendable {
    /// The numbers `low`, `low + step`, … up to `high`.
    case range(low: Double, high: Double, step: Double)
    /// One of these right-hand sides.
    case list([Expr])
  }

  /// The name.
  public let name: String
  /// What it may become.
  public let domain: Domain
  /// Where the file says so.
  public let range: SourceRange
}
