public import ModelLanguage

/// A change that the learner is to make to the step's model; the engine judges what comes of it.
public struct EditTask: Sendable {
  /// Something that must be true of the changed model.
  public struct Goal: Sendable {
    /// What must be true.
    public enum Kind: Sendable {
      /// The name is the same function of the same inputs as after the solution.
      case same(String)
      /// An expression over the changed model has this value.
      case number(Expr, equals: Expr)
      /// Every slope of the name agrees with what nudging the inputs gives.
      case checked(String)
    }

    /// What must be true.
    public let kind: Kind
    /// What to tell a learner while it is not.
    public let remark: RichText
    /// Where the file says so.
    public let range: SourceRange
  }

  /// Unique in the chapter, and stable: progress is kept under it.
  public let id: String
  /// What is to be done.
  public let ask: RichText
  /// One change that does it, as it is typed.
  public let solution: String
  /// The same change, read.
  public let solutionEdit: ProgramEdit
  /// Where the solution stands.
  public let solutionRange: SourceRange
  /// What must be true at the end; at least one.
  public let goals: [Goal]
  /// Three hints, climbing.
  public let hints: [RichText]
}
