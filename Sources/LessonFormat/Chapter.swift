public import ModelLanguage

/// One chapter file as a value.
///
/// What it refers to exists: every model runs, every expression has a
/// number, every question has its right choice.
public struct Chapter: Sendable {
  /// Its name on the command line: lower-case words joined by `-`.
  public let id: String
  /// What the menu calls it.
  public let title: String
  /// One line on what it teaches.
  public let summary: String
  /// The skills that a learner should bring.
  public let needs: [String]
  /// The skills that it teaches.
  public let gives: [String]
  /// The steps in teaching order; at least one.
  public let steps: [Step]
}

/// One idea of a chapter.
public struct Step: Sendable {
  /// Unique in the chapter and stable: the question's id, else the title in lower case with `-`.
  public let id: String
  /// The heading.
  public let title: String
  /// The model of this step; the one of the step before if it has none of its own.
  public let model: Model
  /// Whether the model is written in this step.
  public let introducesModel: Bool
  /// What is said before the question.
  public let opening: [Block]
  /// What to draw.
  public let picture: Picture?
  /// The question; nil in a step that only shows.
  public let question: Question?
  /// What is said once the question is answered.
  public let closing: [Block]
  /// Experiments to type.
  public let experiments: [Experiment]
}

/// What to draw, and about which names.
public struct Picture: Sendable {
  /// The kinds of pictures that a chapter may ask for.
  public enum Kind: String, CaseIterable, Sendable {
    case pipe, graph, ledger, tangent, area, lines, bars, film, valley, trace, cells, hchart
  }

  /// Which kind.
  public let kind: Kind
  /// The names it is about, as written; may be empty.
  public let names: [String]
}

/// Something to type, and what to look at.
public struct Experiment: Sendable {
  /// The command, such as `set x = -4`.
  public let command: String
  /// The command as a program: what changes, and where the file says so.
  let program: Program
  /// What to look at; may be empty.
  public let remark: RichText
}
