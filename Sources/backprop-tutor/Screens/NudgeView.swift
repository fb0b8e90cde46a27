import Drawing
import ModelLanguage
import Tutor

/// A nudge: what the gradient foretold beside what happened, and how the bet turned out.
struct NudgeView {
  let nudge: Nudge
  let bet: Bet?

  func lines(on page: Page) -> [StyledText] {
    let verdict = verdict.map {
      $0.wrapped(to: page.width, first: StyledText("  ")) + [StyledText()]
    }
    return (verdict ?? []) + table.lines(on: page) + [StyledText()]
      + StyledText(moral).wrapped(to: page.width, first: StyledText("  "))
  }

  private var verdict: StyledText? {
    guard let bet else { return nil }
    let happened = nudge.rows.first?.actual ?? nudge.rows.first?.predicted ?? 0
    let move = happened == 0 ? "does not move" : "moves by \(NumberText.rounded(happened, to: 4))"
    switch bet.outcome(of: nudge) {
    case .right where bet.move != nil:
      return StyledText("A good bet: ", .good)
        + StyledText("the way and the size. \(nudge.output) \(move).")
    case .right:
      return StyledText("A good bet: ", .good) + StyledText("that way. \(nudge.output) \(move).")
    case .rightWay:
      return StyledText("The right way", .good)
        + StyledText(", but not that far: \(nudge.output) \(move).")
    case .wrongWay:
      return StyledText("Not this time: ", .bad) + StyledText("\(nudge.output) \(move).")
    }
  }

  private var table: Table {
    var table = Table(
      heading: [
        StyledText("nudge of \(nudge.entry)", .aside),
        StyledText("gradient × nudge", .aside), StyledText("what happens", .aside),
        StyledText("off by", .aside),
      ], alignments: [.right, .right, .right, .right])
    for row in nudge.rows {
      let missed = row.actual.map { NumberText.rounded(abs($0 - row.predicted), to: 2) }
      table.addRow([
        StyledText(signed(row.size)), StyledText(signed(row.predicted), .gradient),
        StyledText(row.actual.map(signed) ?? "no value there", .value), StyledText(missed ?? ""),
      ])
    }
    return table
  }

  private func signed(_ number: Double) -> String {
    (number > 0 ? "+" : "") + NumberText.rounded(number, to: 5)
  }

  private var moral: String {
    let slope = "d\(nudge.output)/d\(nudge.entry) = \(NumberText.rounded(nudge.slope))"
    let misses = nudge.rows.compactMap { row in row.actual.map { abs($0 - row.predicted) } }
    if let first = misses.first, let last = misses.last, misses.count > 1 {
      if misses.allSatisfy({ $0 <= 1e-9 * max(1, abs(nudge.before)) }) {
        return
          "The gradient, \(slope), foretells it exactly: along this input the model is straight."
      }
      if nudge.isSmooth, last < first {
        return
          "The gradient is \(slope). The smaller the nudge, the better it foretells what happens."
      }
    }
    return
      "The gradient is \(slope), and yet small nudges do not agree with it: there is a corner or a jump near "
      + "here, or the numbers are too large for so small a nudge."
  }
}
