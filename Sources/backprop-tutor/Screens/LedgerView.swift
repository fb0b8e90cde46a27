import Drawing
import ModelLanguage
import Tutor

/// A backward pass as a table.
struct LedgerView {
  let ledger: Ledger

  /// A heading and a row for each node, from the output back.
  func lines(on page: Page) -> [StyledText] {
    var table = Self.emptyTable
    for row in ledger.rows { table.addRow(Self.cells(of: row)) }
    let corners = ledger.rows.flatMap(\.shares).contains(where: \.isCorner)
    let note =
      corners
      ? StyledText("(corner: this slope holds by convention)", .aside)
        .wrapped(to: page.width, first: StyledText("  ")) : []
    guard !page.isPlain else { return sentences(on: page) }
    let heading = StyledText("Backward from ") + StyledText(ledger.output, .code) + StyledText(":")
    return heading.wrapped(to: page.width, first: StyledText("  ")) + table.lines(on: page) + note
  }

  /// The same to be read aloud, a sentence a node.
  private func sentences(on page: Page) -> [StyledText] {
    let heading = StyledText("The backward pass from \(ledger.output), node by node.")
    let rows = ledger.rows.map { row in
      let cells = Self.cells(of: row, joint: " times ")
      let way =
        row.isOutput
        ? StyledText("; the pass starts here, so its gradient is ")
        : row.shares.isEmpty
          ? StyledText("; no road leads here, so its gradient is ")
          : StyledText("; upstream times local slope is ") + cells[2]
            + StyledText(", so its gradient is ")
      return cells[0] + StyledText(" is ") + cells[1] + way + cells[3] + StyledText(".")
    }
    return ([heading] + rows).flatMap(page.paragraph)
  }

  /// The heading alone.
  static var emptyTable: Table {
    Table(
      heading: [
        StyledText("node", .aside), StyledText("value", .aside),
        StyledText("upstream", .upstream) + StyledText(" × ", .aside)
          + StyledText("local slope", .local),
        StyledText("gradient", .gradient),
      ],
      alignments: [.left, .right, .left, .right])
  }

  /// One node.
  static func cells(of row: Ledger.Row, joint: String = " × ") -> [StyledText] {
    [
      StyledText(row.names.count > 1 ? row.names.joined(separator: ", ") : row.label, .code),
      StyledText(NumberText.rounded(row.value), .value),
      shares(of: row, joint), StyledText(NumberText.rounded(row.gradient), .gradient),
    ]
  }

  private static func shares(of row: Ledger.Row, _ joint: String) -> StyledText {
    if row.shares.isEmpty {
      return row.isOutput
        ? StyledText("starts here", .aside)
        : StyledText("no road leads here", .aside)
    }
    return row.shares.enumerated().reduce(StyledText()) { text, share in
      text + StyledText(share.offset > 0 ? " + " : "", .aside) + contribution(share.element, joint)
        + StyledText(share.element.isCorner ? " (corner)" : "", .aside)
    }
  }

  /// `2 × 3`, or for whole lists what is done: `T(W) @ [1, 2]`.
  private static func contribution(_ share: Ledger.Share, _ joint: String) -> StyledText {
    let upstream = StyledText(NumberText.rounded(share.upstream), .upstream)
    switch share.localDerivative {
    case .entries(let slopes):
      return upstream + StyledText(joint, .aside) + StyledText(NumberText.rounded(slopes), .local)
    case .pullback(let words):
      let parts = words.split(separator: "upstream", omittingEmptySubsequences: false)
      return parts.enumerated().reduce(StyledText()) { text, part in
        text + (part.offset > 0 ? upstream : StyledText())
          + StyledText(String(part.element), .local)
      }
    }
  }
}
