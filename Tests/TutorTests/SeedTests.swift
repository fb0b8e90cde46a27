import ModelLanguage
import Testing

@testable import Tutor

@Suite struct SeedTests {
  /// The printed numbers of the seed documents, by inventory id, and where a learner meets them.
  ///
  /// `changes` is what the learner types there where the chapter asks with other numbers.
  @Test(arguments: [
    ("000-01", "sensitivity", "added-constant", "", "y", 11.0),
    ("000-03", "sensitivity", "added-constant", "", "dy/dx", 3),
    ("000-05", "chain-rule", "back-to-the-input", "", "y", 9),
    ("000-06", "chain-rule", "back-to-the-input", "", "dy/dx", 6),
    ("000-08", "relu-blocking", "through-open-gate", "", "a", 3),
    ("000-09", "relu-blocking", "through-open-gate", "", "da/dx", 1.5),
    ("000-11", "chain-rule", "three-links", "set x = 1", "y", 24),
    ("000-12", "chain-rule", "three-links", "", "dy/dx", 24),
    ("000-14", "weight-update", "take-the-step", "", "w - rate*dloss/dw", 4.4),
    ("000-16", "chain-rule", "fourth-link", "", "dy/dx", 12),
    ("002-01", "sensitivity", "three-for-one", "", "y", 6),
    ("002-01", "sensitivity", "three-for-one", "", "dy/dx", 3),
    ("002-03", "chain-rule", "two-machines-in-a-row", "", "y", 10),
    ("002-03", "chain-rule", "total-stretch", "", "dy/dx", 10),
    ("002-04", "sensitivity", "closing-in", "", "y", 9),
    ("002-04", "sensitivity", "closing-in", "", "dy/dx", 6),
    ("002-05", "product-rule", "worth-of-an-hour", "", "pay", 50),
    ("002-05", "product-rule", "worth-of-an-hour", "", "dpay/dhours", 10),
    ("002-05", "product-rule", "worth-of-an-hour", "", "dpay/dwage", 5),
    ("004-03", "chain-rule", "curved-link", "", "dz/dx", 300),
  ])
  func `the seeds' numbers come out live`(
    row: String, chapter: String, step: String, changes: String, expression: String, printed: Double
  ) throws {
    let chapter = ShippedChapters.chapter(chapter)
    let index = try #require(chapter.steps.firstIndex { $0.id == step }, "\(row)")
    var session = Session(of: chapter, seed: 0, pacing: .byHand, startingAt: index)
    var trace = session.scene.trace
    if !changes.isEmpty {
      guard case .played(let play) = session.receive(changes).first?.fact else {
        Issue.record("\(row): '\(changes)' does not play")
        return
      }
      trace = play.trace
    }
    let value = try trace.evaluate(
      Expr(parsing: expression, as: .trace), given: session.scene.given
    ).value
    // 4.4 is printed to the last digit by the seed too, so all of these are exact.
    #expect(value == printed, "\(row)")
  }

  @Test func `the chapters have every step of the curriculum`() {
    let counts = ShippedChapters.all.map { chapter in
      [chapter.steps.count, chapter.steps.count { $0.question != nil }]
    }
    #expect(counts == [[8, 7], [9, 8], [9, 8], [8, 7], [10, 9]])
  }
}
