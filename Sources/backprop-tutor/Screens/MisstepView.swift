import Drawing
import ModelLanguage
import Tutor

/// The backward pass down to the node where a learner's leaves the true one, and there both.
struct MisstepView {
  let misstep: Misstep

  func lines(width: Int) -> [StyledText] {
    var table = LedgerView.emptyTable
    for row in misstep.rows { table.addRow(LedgerView.cells(of: row)) }
    table.addRow([
      StyledText(misstep.label, .code) + StyledText(", yours", .bad), StyledText(),
      shares(misstep.learners.shares, making: misstep.learners.gradient),
      StyledText(NumberText.rounded(misstep.learners.gradient), .bad),
    ])
    table.addRow([
      StyledText(misstep.label, .code) + StyledText(", right", .good), StyledText(),
      misstep.hidesTruth
        ? slopes(misstep.truth.shares)
        : shares(
          misstep.truth.shares, making: misstep.truth.gradient),
      misstep.hidesTruth
        ? StyledText("?", .aside)
        : StyledText(NumberText.rounded(misstep.truth.gradient), .gradient),
    ])
    let place =
      StyledText("Your number and the right one part at ")
      + StyledText(misstep.label, .code) + StyledText(":")
    return place.wrapped(to: width, first: StyledText("  "), rest: StyledText("  "))
      + table.lines(width: width)
  }

  /// The shares as the learner's rules make and join them.
  private func shares(_ shares: [Misstep.Share], making gradient: Double) -> StyledText {
    let contributions = shares.map(\.contribution)
    let isSum = isClose(contributions.reduce(0, +), gradient)
    let isProduct = contributions.count > 1 && isClose(contributions.reduce(1, *), gradient)
    let joint = isSum ? " + " : isProduct ? " × " : ", "
    return joined(shares.map(share), by: joint)
  }

  private func share(_ share: Misstep.Share) -> StyledText {
    let upstream = StyledText(NumberText.rounded(share.upstream), .upstream)
    let local = StyledText(NumberText.rounded(share.localDerivative), .local)
    if isClose(share.upstream * share.localDerivative, share.contribution) {
      return upstream + StyledText(" × ", .aside) + local
    }
    if isClose(share.upstream + share.localDerivative, share.contribution) {
      return upstream + StyledText(" + ", .aside) + local
    }
    return isClose(share.localDerivative, share.contribution)
      ? local
      : isClose(share.upstream, share.contribution)
        ? upstream
        : StyledText(NumberText.rounded(share.contribution), .gradient)
  }

  /// The true shares in names, without their numbers.
  private func slopes(_ shares: [Misstep.Share]) -> StyledText {
    joined(
      shares.map { share in
        StyledText(NumberText.rounded(share.upstream), .upstream) + StyledText(" × ", .aside)
          + (share.localSlope.map { StyledText(factor($0), .local) } ?? StyledText("?", .aside))
      }, by: " + ")
  }

  /// A slope as a factor: a sum in brackets.
  private func factor(_ slope: Expr) -> String {
    Expr(.binary(.times, Expr(.number(1)), slope)).description.dropFirst(4).description
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
