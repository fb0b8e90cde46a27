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
    // The play commands go to a playground, and the sandbox's own never get here.
    default: emit(.helped)
    }
  }

  mutating func judge(_ text: String) {
    guard scene.step.editTask == nil else {
      emit(.told(.changeWanted(suggestion: Command.meant(by: text, in: .lesson))))
      return
    }
    guard let judgement = scene.judge(text, earlier: earlierAnswers) else { return }
    let remark = remark(on: judgement)
    let suggestion = judgement.verdict == .invalid ? Command.meant(by: text, in: .lesson) : nil
    // Where the chapter has its own word the catalogue's story would be another one.
    let said = remark == nil ? nil : judgement.saidDiagnosis
    let misstep = said.flatMap { Misstep($0, in: scene) }
    emit(
      .answered(
        Answer(
          text: text, judgement: judgement, remark: remark, misstep: misstep,
          suggestion: suggestion)))
    switch judgement.verdict {
    case .correct: emit(.passed(.answered))
    case .incorrect:
      if let said, let habit = habit(in: said) {
        notice(habit)
      } else if remark == nil, judgement.reason != .carriedForward {
        giveHint()
      }
    case .imprecise, .invalid: break
    }
  }

  /// What there is to say about a mistake, if it was not said already.
  private func remark(on judgement: Judgement) -> RichText? {
    if let mistake = judgement.mistake {
      return remarked.contains(.listed(mistake)) ? nil : scene.remark(onMistake: mistake)
    }
    guard let diagnosis = judgement.diagnosis,
      !remarked.contains(.diagnosed(diagnosis.misconception.name))
    else { return nil }
    return RichText(plain: diagnosis.remark)
  }

  /// The wrong answers that this one may be built on: given to the same model and never mended.
  private var earlierAnswers: [EarlierAnswer] {
    uncorrected.sorted { $0.key < $1.key }.map(\.value).compactMap { earlier in
      guard earlier.scene.step.id != scene.step.id,
        earlier.scene.model.program == scene.model.program,
        let asked = earlier.scene.step.question?.answer,
        let value = earlier.scene.number(earlier.text)
      else { return nil }
      return EarlierAnswer(asked, value: value)
    }
  }

  /// The misconception behind the answer, if it came up in another of the last questions.
  private func habit(in diagnosis: Diagnosis) -> Misconception? {
    let item = Habits.Item(step: scene.step.id, variant: scene.variant)
    return habits.isHabit(diagnosis.misconception.name, in: item) ? diagnosis.misconception : nil
  }

  /// Names a habit, and deals numbers with which it shows.
  private mutating func notice(_ habit: Misconception) {
    emit(.noticed(habit))
    if let next = dealer.fresh(after: scene, telling: habit) { deal(next, telling: habit) }
  }

  /// Takes a line where nothing is asked: an expression is worked out.
  mutating func rest(_ text: String) {
    var ground = playground
    let result = ground.isPicture(text) ? ground.obey(.draw, text) : ground.evaluate(text)
    if case .failed = result, let command = Command.meant(by: text, in: .lesson) {
      emit(.told(.enterToGoOn(suggestion: command)))
      return
    }
    play = ground
    emit(.played(result))
  }

  /// Gives the next hint; after the third, the worked ledger.
  mutating func giveHint() {
    guard stage == .asking else {
      emit(.told(.nothingAsked))
      return
    }
    let hints = scene.step.hints
    if hintsGiven < hints.count {
      emit(.hinted(number: hintsGiven + 1, hints[hintsGiven]))
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
    } else if hintsGiven >= scene.step.hints.count || wrongAnswers > 0 {
      reveal()
    } else {
      emit(.told(.answerFirst))
    }
  }

  private mutating func again() {
    if scene.step.editTask != nil {
      enter(stepIndex)
      return
    }
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
    if scene.step.task == nil { emit(.passed(.shown)) }
  }

  mutating func advance() {
    if stepIndex + 1 < chapter.steps.count {
      enter(stepIndex + 1)
    } else {
      emit(.finished(tally))
    }
  }

  private mutating func deal(_ scene: Scene, telling habit: Misconception? = nil) {
    self.scene = scene
    emit(.dealt(habit))
  }

  mutating func emit(_ fact: Event.Fact) {
    apply(fact)
    pending.append(Event(fact: fact, scene: scene))
  }
}

extension Judgement {
  /// The diagnosis that the learner is told: none where the chapter lists the mistake itself.
  var saidDiagnosis: Diagnosis? {
    mistake == nil ? diagnosis : nil
  }
}
