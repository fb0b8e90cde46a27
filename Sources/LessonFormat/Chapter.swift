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
  /// Where the file names its id, and the skills that it needs.
  public let places: ChapterPlaces
}

/// Where a chapter's file says what other chapters must agree with.
public struct ChapterPlaces: Equatable, Sendable {
  /// Of `id`.
  public internal(set) var id = SourceRange(start: .start, length: 1)
  /// Of each skill in `needs`.
  public internal(set) var needs: [String: SourceRange] = [:]
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
  /// What is asked of the learner; nil in a step that only shows.
  public let task: Task?
  /// What is said once that is done.
  public let closing: [Block]
  /// Experiments to type.
  public let experiments: [Experiment]
  /// Where its heading stands.
  public let range: SourceRange
}

/// What a step asks of the learner.
public enum Task: Sendable {
  /// To predict what the engine will compute.
  case predict(Question)
  /// To change the model.
  case edit(EditTask)
}

extension Step {
  /// The question, if the step asks for a prediction.
  public var question: Question? {
    if case .predict(let question) = task { question } else { nil }
  }

  /// What is to become of the model, if the step asks for a change.
  public var editTask: EditTask? {
    if case .edit(let task) = task { task } else { nil }
  }

  /// What is asked, in words.
  public var ask: RichText? {
    question?.ask ?? editTask?.ask
  }

  /// Three hints, climbing; none in a step that only shows.
  public var hints: [RichText] {
    question?.hints ?? editTask?.hints ?? []
  }
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
  /// Where its first name runs, in pictures in which one does; around where it stands if nil.
  public let range: ClosedRange<Double>?
  /// Where the file says so.
  public let place: SourceRange
}

/// Something to type, and what to look at.
public struct Experiment: Sendable {
  /// The command, such as `set x = -4`.
  public let command: String
  /// What it changes; nil for a command that only looks, such as `graph`.
  public let edit: ProgramEdit?
  /// What to look at; may be empty.
  public let remark: RichText
  /// Where the command stands.
  public let range: SourceRange
}
