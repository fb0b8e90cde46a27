public import Autodiff
public import Grading
public import LessonFormat
public import ModelLanguage

/// Something that happened in a session, with the scene it happened in.
///
/// The screens tell it; the store keeps those that have a kept form.
public struct Event: Sendable {
  /// What happened.
  public let fact: Fact
  /// Where: the step, at its variant.
  public let scene: Scene

  /// What can happen.
  public enum Fact: Sendable {
    /// The step is opened, and its question asked.
    case entered
    /// The step is opened again where the learner had left it.
    case resumed(hints: Int)
    /// An answer was judged.
    case answered(Answer)
    /// Hint `number` was given, from 1.
    case hinted(number: Int, RichText)
    /// The worked ledger was shown while the question was open.
    case revealed
    /// The same question is asked with fresh numbers; after a habit with numbers that tell it from
    /// every other mistake.
    case dealt(Misconception?)
    /// The step is over.
    case passed(Passage)
    /// The last step is over.
    case finished(Tally)
    /// The learner asked for the model.
    case showed
    /// The learner asked for the ledger of a question that is over.
    case explained
    /// The learner tried something on a copy.
    case played(PlayResult)
    /// What comes next shows what is asked; it counts as help.
    case peeked
    /// The learner changed the model, as the step asks.
    case edited(Edit)
    /// The last change was taken back.
    case undone
    /// The model as one line for the learner to change, which begins with `edit`.
    case offered(String)
    /// The learner asked what can be typed.
    case helped
    /// The same misconception came up in two of the last five questions.
    case noticed(Misconception)
    /// Nothing could be done, and why.
    case told(Notice)
    /// The learner left.
    case left
  }
}

/// How a step came to its end.
public enum Passage: String, Sendable {
  /// By the right answer.
  case answered
  /// By the worked ledger, where there was no fresh variant to deal.
  case revealed
  /// Without an answer.
  case skipped
  /// It had no question.
  case shown
}

/// A judged answer.
public struct Answer: Sendable {
  /// What was typed.
  public let text: String
  /// The verdict.
  public let judgement: Judgement
  /// What the chapter or the catalogue says about this very mistake, the first time it is made.
  public let remark: RichText?
  /// Where the learner's backward pass leaves the true one, the first time it does.
  public let misstep: Misstep?
  /// A command that the learner may have meant, where the answer could not be read.
  public let suggestion: Command?
}

/// An experiment on a copy of the model.
public struct Play: Sendable {
  /// What the learner changed, by name.
  public let changed: Set<String>
  /// The names that the model has no more.
  public let removed: [String]
  /// The changed model, run forward.
  public let trace: Trace
  /// The slopes that the step is about, once they give nothing away.
  public let slopes: [Slope]
  /// The name whose value is asked and still what it was, so that it must not be shown.
  public let hidden: String?

  /// The names that the learner changed, and all that is made from them.
  public var touched: Set<String> {
    let model = trace.model
    let made = model.graph.nodes(madeFrom: changed.compactMap { model.nodes[$0] })
    return changed.union(model.names.filter { model.nodes[$0].map(made.contains) == true })
  }

  /// A slope with and without the learner's changes.
  public struct Slope: Sendable {
    /// The name whose slope it is, and the one that it is by.
    public let of, by: String
    /// Its value in the lesson; nil where that may be asked further on.
    public let before: Tensor?
    /// Its value now.
    public let after: Tensor

    /// As in `dy/dx`.
    public var label: String { "d\(of)/d\(by)" }
  }
}

/// A change to the model in a step that asks for one.
public struct Edit: Sendable {
  /// What was typed.
  public let text: String
  /// The changed model, run forward.
  public let trace: Trace
  /// The names whose line is new.
  public let changed: Set<String>
  /// The slopes of the output by every input, before and after.
  public let slopes: [Play.Slope]
  /// The slopes beside what nudging gives, where a goal asks for that.
  public let checks: [NudgeCheck]
  /// What the chapter says about the first goal that is not met; nil if all are.
  public let unmet: RichText?
}

/// Why nothing was done.
public enum Notice: Sendable {
  /// An empty line where an answer is wanted.
  case answerWanted
  /// `why` before there is anything to explain.
  case answerFirst
  /// `back` in the first step.
  case atFirstStep
  /// `again` where there are no fresh numbers.
  case noFreshNumbers
  /// `undo` where nothing was changed.
  case nothingToUndo
  /// Something that is no change where a change is asked for.
  case changeWanted(suggestion: Command?)
  /// `hint` where nothing is asked, or not any more.
  case nothingAsked
  /// A change that can't be made.
  case cannotPlay(PlayError)
  /// Something typed between two steps.
  case enterToGoOn(suggestion: Command?)
  /// Something that would show what is asked; typed again it is done, and counts as help.
  case wouldTell
  /// Something that is no bet where one is awaited.
  case betWanted
  /// `resume` where nothing was changed.
  case nothingChanged
}

/// How a session went so far.
public struct Tally: Equatable, Sendable {
  /// How a question ended; the better end counts if it was asked again.
  public enum Result: Int, Comparable, Sendable {
    /// It was passed over.
    case skipped
    /// The worked ledger ended it.
    case revealed
    /// It was answered rightly, with help or after a wrong answer.
    case right
    /// It was answered rightly at the first try and without help; a change to the model, in as many steps as it took.
    case atOnce

    /// Whether `left` is the lesser success.
    public static func < (left: Result, right: Result) -> Bool { left.rawValue < right.rawValue }
  }

  /// How each question ended, by its step's id.
  public internal(set) var results: [String: Result] = [:]
  /// Wrong answers.
  public internal(set) var wrong = 0

  /// How many questions ended in this way, or better.
  public func count(atLeast result: Result) -> Int {
    results.values.count { $0 >= result }
  }

  mutating func note(_ result: Result, of step: String) {
    results[step] = max(result, results[step] ?? result)
  }
}
