import Grading
import LessonFormat

/// How facts change the state, live and replayed alike.
extension Session {
  mutating func apply(_ fact: Event.Fact) {
    switch fact {
    case .entered:
      openQuestion()
    case .dealt:
      openQuestion()
    case .answered(let answer):
      count(
        answer.judgement.verdict, of: answer.text, mistake: answer.judgement.mistake,
        diagnosis: answer.judgement.saidDiagnosis?.misconception.name)
    case .hinted(let number, _):
      hintsGiven = number
      helped.insert(scene.step.id)
    case .revealed:
      helped.insert(scene.step.id)
      play = nil
      if let solved = scene.solved { scene = solved }
    case .peeked:
      helped.insert(scene.step.id)
      hasPeeked = true
    case .edited(let edit):
      play = nil
      undoable.append(scene)
      scene = scene.with(edit.trace)
    case .undone:
      play = nil
      if let before = undoable.popLast() { scene = before }
    case .passed(let passage):
      stage = .resting
      switch passage {
      case .answered:
        tally.note(helped.contains(scene.step.id) ? .right : .atOnce, of: scene.step.id)
      case .revealed: tally.note(.revealed, of: scene.step.id)
      case .skipped: tally.note(.skipped, of: scene.step.id)
      case .shown: break
      }
    case .finished:
      stage = .finished
    case .left:
      stage = .left
    case .resumed, .showed, .explained, .played, .offered, .helped, .told, .noticed:
      break
    }
  }

  /// Applies a fact that was kept; one that the chapter no longer fits is passed over.
  mutating func apply(_ event: KeptEvent) {
    if event.kind == .entered {
      guard let index = chapter.steps.firstIndex(where: { $0.id == event.step }),
        let scene = dealer.authored(chapter.steps[index])
      else { return }
      stepIndex = index
      self.scene = scene
    }
    if event.kind == .dealt, event.step == scene.step.id,
      let next = dealer.fresh(after: scene, telling: Misconception.named(event.text))
    {
      scene = next
    }
    guard event.step == scene.step.id, event.variant == scene.variant else { return }
    switch event.kind {
    case .started, .reset: break
    case .entered: apply(.entered)
    case .dealt: apply(.dealt(Misconception.named(event.text)))
    case .revealed: apply(.revealed)
    case .finished: apply(.finished(tally))
    case .undone: apply(.undone)
    case .peeked: apply(.peeked)
    case .edited:
      // Where it does not fit any more the scene stays, and its `undone` still has something to take back.
      if scene.step.editTask != nil, let edit = try? scene.edit(event.text) {
        apply(.edited(edit))
      } else {
        undoable.append(scene)
      }
    case .passed:
      if let passage = Passage(rawValue: event.text) { apply(.passed(passage)) }
    case .hinted:
      if let number = event.number, case let hints = scene.step.hints,
        hints.indices.contains(number - 1)
      {
        apply(.hinted(number: number, hints[number - 1]))
      }
    case .answered:
      if let verdict = event.verdict.flatMap(Judgement.Verdict.init(rawValue:)) {
        count(verdict, of: event.text, mistake: event.number, diagnosis: event.diagnosis)
      }
    }
  }

  private mutating func openQuestion() {
    stage = scene.step.task == nil ? .resting : .asking
    undoable = []
    play = nil
    hasPeeked = false
    hintsGiven = 0
    wrongAnswers = 0
    remarked = []
  }

  private mutating func count(
    _ verdict: Judgement.Verdict, of text: String, mistake: Int?, diagnosis: String?
  ) {
    switch verdict {
    case .correct:
      habits.note(nil, in: item)
      uncorrected[scene.step.id] = nil
    case .incorrect:
      wrongAnswers += 1
      tally.wrong += 1
      helped.insert(scene.step.id)
      habits.note(diagnosis, in: item)
      uncorrected[scene.step.id] = Uncorrected(scene: scene, text: text)
      if let mistake { remarked.insert(.listed(mistake)) }
      if let name = diagnosis { remarked.insert(.diagnosed(name)) }
    case .imprecise, .invalid: break
    }
  }

  /// The question as it is asked just now.
  private var item: Habits.Item {
    Habits.Item(step: scene.step.id, variant: scene.variant)
  }
}
