import Drawing
import LessonFormat
import LineEditing
import ModelLanguage
import Tutor

/// Runs a session: lines in, screens out, events kept before the next prompt.
struct LessonRun {
  let console: Console
  let lines: LineSource
  let keeper: ProgressKeeper
  /// The options to give again when going on: ` --lessons 'path'`, or nothing.
  let options: String
  /// A chapter that may change while it is played; nil if it can't.
  var watch: ChapterWatch?
  /// Whether a person is told what can be typed before the first screen.
  var isGreeting = true

  /// How a run ended.
  enum Ending: Equatable {
    case finished
    case left
    /// The input ended, with or without a question open.
    case inputEnded
    /// What is watched has changed: where the learner was, and what stood on the line.
    case changed(Place)
  }

  /// Where a learner is in a chapter that has changed.
  struct Place: Equatable {
    /// The step's id, and its index for the case that no step has it any more.
    var step: String
    var index: Int
    /// Whether its task was done, so that its closing had been told.
    var isOver: Bool
    /// What stood on the line.
    var typed: String
  }

  /// Where to start.
  enum Start {
    /// Where the learner had left, else at the beginning.
    case resume
    /// At the step of this index, as a new run.
    case at(Int)
    /// At the same step of a chapter that has changed; `isOver` tells its closing again.
    case again(Int, isOver: Bool, typed: String)
  }

  /// Runs a chapter.
  ///
  /// - Parameter seed: What fresh variants of a new run are drawn from.
  /// - Returns: How it ended, and how it went from there.
  func run(
    _ chapter: Chapter, from start: Start, seed: UInt64
  ) -> (ending: Ending, wrongAnswers: Int) {
    let screen = LessonScreen(
      chapter: chapter, currentPage: { console.page }, isTerminal: lines.isTerminal)
    var session = open(chapter, from: start, seed: seed)
    let wrongBefore = session.tally.wrong
    if isGreeting { console.write(screen.welcome) }
    var (text, isOver) = ("", false)
    if case .again(_, let wasOver, let typed) = start { (text, isOver) = (typed, wasOver) }
    tell(session.begin(isOver: isOver), on: screen)
    var ending = Ending.finished
    while session.isOpen {
      let event = lines.next(
        prompt: screen.prompt(for: session), text: text, wakingWhen: watch?.hasChanged,
        completions: completions(for: session))
      text = ""
      switch event {
      case .line(let line):
        let events = TrainingWatch(console: console, lines: lines).run(line) { goesOn in
          session.receive(line, while: goesOn)
        }
        tell(events, on: screen)
        if case .offered(let model)? = events.last?.fact { text = model }
      case .woken(let typed):
        text = typed
        guard watch?.reload() == true else { continue }
        let place = Place(
          step: session.scene.step.id, index: session.stepIndex,
          isOver: session.stage == .resting && session.scene.step.task != nil, typed: typed)
        return (.changed(place), session.tally.wrong - wrongBefore)
      case .interrupted:
        if !session.dropBet() { console.write(screen.interrupted) }
      case .endOfInput:
        console.write(screen.farewell(session, resumingWith: resumption(of: chapter)))
        return (.inputEnded, session.tally.wrong - wrongBefore)
      }
    }
    if session.stage == .left {
      console.write(screen.farewell(session, resumingWith: resumption(of: chapter)))
      ending = .left
    }
    return (ending, session.tally.wrong - wrongBefore)
  }

  /// The command that goes on with a chapter; nil if nothing was kept.
  private func resumption(of chapter: Chapter) -> String? {
    guard keeper.isKeeping else { return nil }
    return "backprop-tutor learn \(chapter.id)\(options)"
  }

  private func open(_ chapter: Chapter, from start: Start, seed: UInt64) -> Session {
    let pacing: Session.Pacing = lines.isTerminal ? .byHand : .continuous
    let standing = keeper.standing(in: ChapterOutline(chapter))
    var first = 0
    switch start {
    case .resume where standing.isOpen:
      return Session(
        of: chapter, seed: standing.seed, pacing: pacing, replaying: standing.openRun)
    case .resume: break
    case .at(let index), .again(let index, _, _): first = index
    }
    keeper.keep([KeptEvent(.started, chapter: chapter.id, text: String(seed))])
    return Session(of: chapter, seed: seed, pacing: pacing, startingAt: first)
  }

  /// Keeps first, then tells: what is on the screen is on the disk.
  private func tell(_ events: [Event], on screen: LessonScreen) {
    guard let chapter = events.first.map({ _ in screen.chapter.id }) else { return }
    keeper.keep(events.compactMap { $0.kept(in: chapter) })
    let stage = PlayStage(console: console, lines: lines)
    for event in events {
      if case .played(let result) = event.fact {
        stage.show(screen.lines(for: event), of: result)
      } else if case .helped = event.fact {
        Pager(console: console, lines: lines).write(screen.lines(for: event))
      } else {
        console.write(screen.lines(for: event))
      }
    }
  }

  private func completions(for session: Session) -> PromptCompletions {
    if session.play?.awaiting != nil { return .bets }
    // What is played with may have other names than the lesson.
    let trace = session.play?.trace ?? session.scene.trace
    let hidden = session.stage == .asking ? session.scene.hiddenName : nil
    return PromptCompletions(
      Command.all(in: .lesson), over: trace, hiding: hidden,
      also: session.scene.given.keys.sorted().map { Completion($0, note: "given") })
  }
}

/// A chapter that may change while it is played.
struct ChapterWatch {
  /// Whether there is something new to read.
  let hasChanged: () -> Bool
  /// Reads it; false if it can't be, and the old one goes on.
  let reload: () -> Bool
}
