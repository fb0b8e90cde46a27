import Grading
import LessonFormat
import ModelLanguage

/// What a session decides to do; what follows from it is in `Session+Applying.swift`.
extension Session {
  mutating func receiveEmptyLine() {
    switch stage {
    case .resting: advance()
    // A script may hold blank lines between its answers.
    case .asking where pacing == .continuous: break
    default: emit(.told(.answerWanted))
    }
  }

  mutating func obey(_ command: Command) {
    switch command {
    case .hint: giveHint()
    case .why: explain()
    case .show: emit(.showed)
    case .again: again()
    case .skip: skip()
    case .back: stepIndex > 0 ? enter(stepIndex - 1) : emit(.told(.atFirstStep))
    case .help: emit(.helped)
    case .quit: emit(.left)
    case .set: play("")
    }
  }

  mutating func judge(_ text: String) {
    guard let judgement = scene.judge(text) else { return }
    let isNew = judgement.mistake.map { !remarkedMistakes.contains($0) } ?? false
    let remark = isNew ? judgement.mistake.flatMap(scene.remark(onMistake:)) : nil
    let suggestion = judgement.verdict == .invalid ? Self.command(meantBy: text) : nil
    emit(
      .answered(
        Answer(text: text, judgement: judgement, remark: remark, suggestion: suggestion)))
    switch judgement.verdict {
    case .correct: emit(.passed(.answered))
    case .incorrect where remark == nil: giveHint()
    case .incorrect, .imprecise, .invalid: break
    }
  }

  /// Takes an answer-like line where nothing is asked.
  mutating func rest(_ text: String) {
    emit(.told(.enterToGoOn(suggestion: Self.command(meantBy: text))))
  }

  /// Gives the next hint; after the third, the worked ledger.
  mutating func giveHint() {
    guard stage == .asking, let question = scene.step.question else {
      emit(.told(.nothingAsked))
      return
    }
    if hintsGiven < question.hints.count {
      emit(.hinted(number: hintsGiven + 1, question.hints[hintsGiven]))
    } else {
      reveal()
    }
  }

  /// Shows the worked ledger, then asks again with fresh numbers, so that nobody is stuck and
  /// nobody merely copies.
  private mutating func reveal() {
    emit(.revealed)
    if let next = dealer.fresh(after: scene) { deal(next) } else { emit(.passed(.revealed)) }
  }

  private mutating func explain() {
    if stage == .resting {
      emit(.explained)
    } else if hintsGiven >= (scene.step.question?.hints.count ?? 0) || wrongAnswers > 0 {
      reveal()
    } else {
      emit(.told(.answerFirst))
    }
  }

  private mutating func again() {
    if let next = dealer.fresh(after: scene) { deal(next) } else { emit(.told(.noFreshNumbers)) }
  }

  private mutating func skip() {
    if stage == .asking { emit(.passed(.skipped)) }
    advance()
  }

  mutating func enter(_ index: Int) {
    guard let scene = dealer.authored(chapter.steps[index]) else { return }
    stepIndex = index
    self.scene = scene
    emit(.entered)
    if scene.step.question == nil { emit(.passed(.shown)) }
  }

  mutating func advance() {
    if stepIndex + 1 < chapter.steps.count {
      enter(stepIndex + 1)
    } else {
      emit(.finished(tally))
    }
  }

  private mutating func deal(_ scene: Scene) {
    self.scene = scene
    emit(.dealt)
  }

  mutating func emit(_ fact: Event.Fact) {
    apply(fact)
    pending.append(Event(fact: fact, scene: scene))
  }

  /// The command that a single unreadable word may be a slip of.
  private static func command(meantBy text: String) -> Command? {
    guard text.utf8.count <= 64 else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let word = words.first, word.count > 2 else { return nil }
    return Spelling.nearest(to: String(word), among: Command.allCases.flatMap(\.words))
      .flatMap { Command(word: $0) }
  }
}
