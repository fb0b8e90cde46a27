import Drawing
import ModelLanguage
import Tutor

/// The backward pass down to the node where a learner's leaves the true one, and there both.
///
/// The right step stands in names: its number is what the learner is asked for.
struct MisstepView {
  let misstep: Misstep

  func lines(on page: Page) -> [StyledText] {
    var table = LedgerView.emptyTable
    for row in misstep.rows { table.addRow(LedgerView.cells(of: row)) }
    let label = StyledText(misstep.label, .code)
    table.addRow([
      label + StyledText(", yours", .bad), StyledText(), learners,
      StyledText(NumberText.rounded(misstep.learners.gradient), .bad),
    ])
    table.addRow([
      label + StyledText(", right", .good), StyledText(), truth, StyledText("?", .aside),
    ])
    let place = StyledText("Your number and the right one part at ") + label + StyledText(":")
    return place.wrapped(to: page.width, first: StyledText("  "), rest: StyledText("  "))
      + table.lines(on: page)
  }

  /// The shares as the learner's rules make and join them.
  private var learners: StyledText {
    let shares = misstep.learners.shares
    let contributions = shares.map(\.contribution)
    let gradient = misstep.learners.gradient
    let texts = zip(shares, misstep.truth).map(share)
    if isClose(contributions.reduce(0, +), gradient) { return joined(texts, by: " + ") }
    if isClose(contributions.reduce(1, *), gradient) { return joined(texts, by: " × ") }
    if let only = contributions.firstIndex(where: { isClose($0, gradient) }) {
      return texts[only] + StyledText(" alone", .aside)
    }
    return StyledText("the mean of ", .aside) + joined(texts, by: " and ")
  }

  /// One share; what is right in it stands in names, too.
  private func share(_ share: Misstep.Share, beside truth: Misstep.Share) -> StyledText {
    let isRight = share.localDerivative == truth.localDerivative
    let number = NumberText.rounded(share.localDerivative)
    let local = isRight ? truth.nameForm.map(factor) ?? number : number
    let isSum = !isClose(share.upstream * share.localDerivative, share.contribution)
    return StyledText(NumberText.rounded(share.upstream), .upstream)
      + StyledText(isSum ? " + " : " × ", .aside) + StyledText(local, .local)
  }

  private var truth: StyledText {
    joined(
      misstep.truth.map { share in
        StyledText(NumberText.rounded(share.upstream), .upstream) + StyledText(" × ", .aside)
          + (share.nameForm.map { StyledText(factor($0), .local) } ?? StyledText("?", .aside))
      }, by: " + ")
  }

  /// A slope as a factor: a sum in brackets.
  private func factor(_ slope: Expr) -> String {
    String(Expr(.binary(.times, Expr(.number(1)), slope)).description.dropFirst(4))
  }

  private func joined(_ texts: [StyledText], by joint: String) -> StyledText {
    texts.enumerated().reduce(StyledText()) { text, next in
      text + StyledText(next.offset > 0 ? joint : "", .aside) + next.element
    }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= 1e-9 * max(abs(a), abs(b))
  }
}
