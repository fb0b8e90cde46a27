import Drawing
import ModelLanguage
import Tutor

/// A nudge: what the gradient foretold beside what happened, and how the bet turned out.
struct NudgeView {
  let nudge: Nudge
  let bet: Bet?

  func lines(on page: Page) -> [StyledText] {
    let rows = page.isPlain ? sentences.flatMap(page.paragraph) : table.lines(on: page)
    return Page.spaced([verdict.map(page.paragraph) ?? [], rows, page.paragraph(moral)])
  }

  private var verdict: StyledText? {
    guard let bet else { return nil }
    guard let happened = nudge.rows.first?.actual else {
      return StyledText("\(nudge.output) has no value there, so no bet can win.")
    }
    let move = happened == 0 ? "does not move" : "moves by \(NumberText.rounded(happened, to: 4))"
    switch bet.outcome(of: nudge) {
    case .right where bet.move.map { abs($0 - happened) > 0.1 * abs(happened) } == true:
      return StyledText("A good bet: ", .good)
        + StyledText("that is what the gradient foretells. This far out, \(nudge.output) \(move).")
    case .right where bet.move != nil:
      return StyledText("A good bet: ", .good)
        + StyledText("the way and the size. \(nudge.output) \(move).")
    case .right:
      return StyledText("A good bet: ", .good) + StyledText("that way. \(nudge.output) \(move).")
    case .tooMuch:
      return StyledText("The right way", .good)
        + StyledText(", but not that far: \(nudge.output) \(move).")
    case .tooLittle:
      return StyledText("The right way", .good)
        + StyledText(", and farther than that: \(nudge.output) \(move).")
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
      table.addRow([
        StyledText(signed(row.size)), StyledText(signed(row.predicted), .gradient),
        StyledText(row.actual.map(signed) ?? "no value there", .value), StyledText(missed(row)),
      ])
    }
    return table
  }

  /// The same to be read aloud.
  private var sentences: [StyledText] {
    nudge.rows.map { row in
      let actual = row.actual.map { "it moves by \(signed($0)), off by \(missed(row))" }
      return StyledText(
        "A nudge of \(signed(row.size)): the gradient foretells \(signed(row.predicted)) for "
          + "\(nudge.output); \(actual ?? "there is no value there").")
    }
  }

  /// How far off the gradient is; what rounding alone can make counts as nothing.
  private func missed(_ row: Nudge.Row) -> String {
    row.actual.map { actual in
      let miss = abs(actual - row.predicted)
      return miss <= nudge.noise ? "0" : NumberText.rounded(miss, to: 2)
    } ?? ""
  }

  private func signed(_ number: Double) -> String {
    (number > 0 ? "+" : "") + NumberText.rounded(number, to: 5)
  }

  private var moral: String {
    let slope = "d\(nudge.output)/d\(nudge.entry) = \(NumberText.rounded(nudge.slope))"
    if nudge.rows.contains(where: { $0.actual == nil }) {
      return "The gradient is \(slope). Where \(nudge.output) has no value, it foretells nothing."
    }
    if nudge.isStraight {
      return "The gradient, \(slope), foretells it exactly: along this input the model is straight."
    }
    if nudge.isSmooth {
      return
        "The gradient is \(slope). The smaller the nudge, the better it foretells what happens."
    }
    if nudge.isHeldBack {
      return
        "The gradient is \(slope). What 'stop' lets through moves the value and sends no blame back, "
        + "so the two disagree."
    }
    return
      "The gradient is \(slope), and yet small nudges do not agree with it: there is a corner or a jump near "
      + "here, or the numbers are too large for so small a nudge."
  }
}
