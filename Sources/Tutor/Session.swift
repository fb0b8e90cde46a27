import Grading
public import LessonFormat
import ModelLanguage

/// One run through a chapter: a pure state machine.
///
/// Its state is a function of the chapter, the seed and the events kept so far. Nothing in here
/// prints, reads, waits or looks at a clock.
public struct Session: Sendable {
  /// Whether a finished step waits for the learner.
  public enum Pacing: Sendable {
    /// It waits for Enter, so that the learner can read and try things.
    case byHand
    /// It does not: every line is an answer or a command, as from a script.
    case continuous
  }

  /// Where a session stands.
  public enum Stage: Hashable, Sendable {
    /// A question is open.
    case asking
    /// The step is over; Enter goes on.
    case resting
    /// The last step is over.
    case finished
    /// The learner has left.
    case left
  }

  /// The chapter.
  public let chapter: Chapter
  /// What fresh variants are drawn from.
  public let seed: UInt64
  /// Whether a finished step waits.
  public let pacing: Pacing
  /// Where the session stands.
  public internal(set) var stage = Stage.resting
  /// The index of the current step.
  public internal(set) var stepIndex = 0
  /// The current step at its current variant.
  public internal(set) var scene: Scene
  /// How many hints were given on this variant.
  public internal(set) var hintsGiven = 0
  /// How it went so far.
  public internal(set) var tally = Tally()

  /// Wrong answers on this variant.
  var wrongAnswers = 0
  /// The mistakes that were remarked on already.
  var remarked: Set<Remarked> = []
  /// What went wrong in the last questions.
  var habits = Habits()
  /// Wrong answers that the learner may build on later, by the step they were given in.
  var uncorrected: [String: Uncorrected] = [:]
  /// The scene before each change that the learner made to the step's model, oldest first.
  var undoable: [Scene] = []
  /// The copy that the learner plays with; nil while the lesson's own model stands.
  public internal(set) var play: Playground?
  /// A line that would have shown what is asked, and may be typed again.
  var announced: String?
  /// Whether the learner has looked at what is asked on this variant, so that nothing is left to warn of.
  var hasPeeked = false
  /// The steps whose question was answered wrongly, hinted at or revealed, in any variant.
  var helped: Set<String> = []
  /// Whether events were replayed, so that the next thing is to go on from there.
  var isResumed = false
  var pending: [Event] = []
  let dealer: Dealer

  /// A mistake that a learner was told about.
  enum Remarked: Hashable {
    /// The chapter lists it, at this index.
    case listed(Int)
    /// The catalogue has it, under this name.
    case diagnosed(String)
  }

  /// A wrong answer with the scene it was given in.
  struct Uncorrected: Sendable {
    let scene: Scene
    let text: String
  }

  /// Opens a chapter.
  ///
  /// - Parameters:
  ///   - seed: What fresh variants are drawn from.
  ///   - step: The index of the first step.
  public init(
    of chapter: Chapter, seed: UInt64, pacing: Pacing, startingAt step: Int = 0
  ) {
    precondition(chapter.steps.indices.contains(step), "no step \(step) in '\(chapter.id)'")
    self.chapter = chapter
    self.seed = seed
    self.pacing = pacing
    stepIndex = step
    dealer = Dealer(seed: seed)
    guard let scene = dealer.authored(chapter.steps[step]) else {
      preconditionFailure("the format lets no model through that does not run")
    }
    self.scene = scene
  }

  /// Opens a chapter where `events` left it.
  ///
  /// Events of steps that the chapter no longer has are passed over.
  public init(of chapter: Chapter, seed: UInt64, pacing: Pacing, replaying events: [KeptEvent]) {
    self.init(of: chapter, seed: seed, pacing: pacing)
    for event in events { apply(event) }
    isResumed = !events.isEmpty
  }

  /// The first screen: the first step, or the one where the learner had left.
  ///
  /// - Parameter isOver: Whether the task of the step is done already, as in a preview that is read again.
  public mutating func begin(isOver: Bool = false) -> [Event] {
    switch stage {
    case .asking where isResumed: emit(.resumed(hints: hintsGiven))
    case .resting where isResumed: advance()
    case .finished: break
    default: enter(stepIndex)
    }
    if isOver, stage == .asking {
      if let solved = scene.solved { scene = solved }
      emit(.passed(.answered))
    }
    goOnWithoutWaiting()
    return takePending()
  }

  /// What happens when the learner types `line`.
  ///
  /// - Parameter goesOn: Asked while a training runs; see ``TrainingRun/finish(while:)``.
  public mutating func receive(
    _ line: String, while goesOn: (Double) -> Bool = { _ in true }
  ) -> [Event] {
    precondition(isOpen, "the session is over")
    let wasAnnounced = announced == line
    announced = nil
    switch Input(line, in: .lesson) {
    case .command(let command, let arguments) where command.isForTrying:
      tryOut(line, wasAnnounced, while: goesOn) { $0.obey(command, arguments, while: $1) }
    case .command(let command, _): obey(command)
    case .expression(let text): tryOut(line, wasAnnounced) { ground, _ in ground.evaluate(text) }
    case .empty where play?.awaiting != nil, .answer where play?.awaiting != nil: bet(line)
    case .empty: receiveEmptyLine()
    case .comment: break
    case .answer(let text) where Command.elsewhere(text, in: .lesson) != nil:
      Command.elsewhere(text, in: .lesson).map { emit(.played(.failed($0))) }
    case .answer(let text) where stage == .asking: answer(text, wasAnnounced)
    case .answer(let text): rest(text)
    }
    goOnWithoutWaiting()
    return takePending()
  }

  /// Drops the bet that is awaited; false if there is none.
  public mutating func dropBet() -> Bool {
    defer { play?.dropBet() }
    return play?.awaiting != nil
  }

  /// In a script nothing waits: goes on to the next question, or to the end.
  private mutating func goOnWithoutWaiting() {
    while pacing == .continuous, stage == .resting { advance() }
  }

  /// Whether it takes input.
  public var isOpen: Bool { stage == .asking || stage == .resting }

  private mutating func takePending() -> [Event] {
    defer { pending = [] }
    return pending
  }
}
