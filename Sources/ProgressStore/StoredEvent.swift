import Foundation
import GRDB
import Tutor

/// An event as a row.
struct StoredEvent: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "event"

  var time: Date
  var kind: String
  var chapter: String
  var step: String
  var variant: Int
  var text: String
  var verdict: String?
  var reason: String?
  var number: Int?
  var diagnosis: String?

  init(_ event: KeptEvent, at time: Date) {
    self.time = time
    kind = event.kind.rawValue
    chapter = event.chapter
    step = event.step
    variant = event.variant
    text = event.text
    verdict = event.verdict
    reason = event.reason
    number = event.number
    diagnosis = event.diagnosis
  }

  /// The event; nil for a kind that this version does not know.
  var event: KeptEvent? {
    KeptEvent.Kind(rawValue: kind).map {
      KeptEvent(
        $0, chapter: chapter, step: step, variant: variant, text: text, verdict: verdict,
        reason: reason, number: number,
        diagnosis: diagnosis)
    }
  }
}
