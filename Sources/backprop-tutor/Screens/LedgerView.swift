import Drawing
import ModelLanguage
import Tutor

/// A backward pass as a table.
struct LedgerView {
  let ledger: Ledger

  /// A heading and a row for each node, from the output back.
  func lines(width: Int) -> [StyledText] {
    var table = Table(
      heading: [
        StyledText("node", .aside), StyledText("value", .aside),
        StyledText("upstream", .upstream) + StyledText(" × ", .aside)
          + StyledText("local slope", .local),
        StyledText("gradient", .gradient),
      ],
      alignments: [.left, .right, .left, .right])
    for row in ledger.rows {
      table.addRow([
        StyledText(row.label, .code), StyledText(NumberText.rounded(row.value), .value),
        shares(of: row), StyledText(NumberText.rounded(row.gradient), .gradient),
      ])
    }
    let corners = ledger.rows.flatMap(\.shares).contains(where: \.isCorner)
    let note = corners ? [StyledText("  (corner: this slope holds by convention)", .aside)] : []
    return [StyledText("  Backward from ") + StyledText(ledger.output, .code) + StyledText(":")]
      + table.lines(width: width) + note
  }

  private func shares(of row: Ledger.Row) -> StyledText {
    if row.shares.isEmpty {
      return row.label == ledger.output
        ? StyledText("starts here", .aside)
        : StyledText("no road from \(ledger.output)", .aside)
    }
    return row.shares.enumerated().reduce(StyledText()) { text, share in
      text + StyledText(share.offset > 0 ? " + " : "", .aside)
        + StyledText(NumberText.rounded(share.element.upstream), .upstream)
        + StyledText(" × ", .aside)
        + StyledText(NumberText.rounded(share.element.localDerivative), .local)
        + StyledText(share.element.isCorner ? " (corner)" : "", .aside)
    }
  }
}
