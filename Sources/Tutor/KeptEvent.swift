/// A fact worth keeping: what the store holds, and what a session is rebuilt from.
public struct KeptEvent: Equatable, Sendable {
  /// What happened.
  public enum Kind: String, CaseIterable, Sendable {
    /// A run of a chapter began; `text` is its seed.
    case started
    case entered, answered, hinted, revealed, dealt, passed, finished
    /// The step's model was changed, as it asks; `text` is what was typed.
    case edited
    /// The last such change was taken back.
    case undone
    /// The learner looked at what is asked.
    case peeked
    /// The learner wants to start afresh: what came before no longer counts.
    case reset
  }

  /// What happened.
  public var kind: Kind
  /// The chapter's id.
  public var chapter: String
  /// The step's id; empty for `started`.
  public var step: String
  /// The variant of the step.
  public var variant: Int
  /// The answer or change as typed, the seed, how the step was passed, or the misconception that a variant was
  /// dealt to bring to light.
  public var text: String
  /// The verdict on an answer.
  public var verdict: String?
  /// The reason code of a verdict.
  public var reason: String?
  /// Which listed mistake the answer was, or which hint was given.
  public var number: Int?
  /// The misconception behind an answer that the learner was told of.
  public var diagnosis: String?

  /// Makes an event.
  public init(
    _ kind: Kind, chapter: String, step: String = "", variant: Int = 0, text: String = "",
    verdict: String? = nil, reason: String? = nil, number: Int? = nil, diagnosis: String? = nil
  ) {
    self.kind = kind
    self.chapter = chapter
    self.step = step
    self.variant = variant
    self.text = text
    self.verdict = verdict
    self.reason = reason
    self.number = number
    self.diagnosis = diagnosis
  }
}

extension Event {
  /// What to keep of it; nil for what leaves no trace in the learner's progress.
  ///
  /// - Parameter chapter: The chapter's id.
  public func kept(in chapter: String) -> KeptEvent? {
    func kept(
      _ kind: KeptEvent.Kind, text: String = "", number: Int? = nil
    ) -> KeptEvent {
      KeptEvent(
        kind, chapter: chapter, step: scene.step.id, variant: scene.variant, text: text,
        number: number)
    }
    switch fact {
    case .entered: return kept(.entered)
    case .hinted(let number, _): return kept(.hinted, number: number)
    case .revealed: return kept(.revealed)
    case .dealt(let misconception): return kept(.dealt, text: misconception?.name ?? "")
    case .passed(let passage): return kept(.passed, text: passage.rawValue)
    case .finished: return kept(.finished)
    case .edited(let edit): return kept(.edited, text: edit.text)
    case .undone: return kept(.undone)
    case .peeked: return kept(.peeked)
    case .answered(let answer):
      // What could not be read costs nothing and is not held against anyone.
      guard answer.judgement.verdict != .invalid else { return nil }
      var event = kept(.answered, text: answer.text, number: answer.judgement.mistake)
      event.verdict = answer.judgement.verdict.rawValue
      event.reason = answer.judgement.reason.rawValue
      event.diagnosis = answer.judgement.saidDiagnosis?.misconception.name
      return event
    case .resumed, .showed, .explained, .played, .offered, .helped, .told, .noticed, .left:
      return nil
    }
  }
}
