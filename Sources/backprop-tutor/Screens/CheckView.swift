import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// Gradients beside what nudging gives.
struct CheckView {
  let rows: [GradientCheck.Row]

  func lines(on page: Page) -> [StyledText] {
    var table = Table(
      heading: ["input", "gradient", "numeric", "relative error"].map { StyledText($0, .aside) },
      alignments: [.left, .right, .right, .right])
    for row in rows {
      guard let check = row.check else {
        table.addRow([
          StyledText(row.input, .code), StyledText(), StyledText(),
          StyledText("left out: too much work", .aside),
        ])
        continue
      }
      let numeric = Tensor(row.gradient.shape, check.entries.map { $0.numeric ?? .nan })
      table.addRow([
        StyledText(row.input, .code), StyledText(NumberText.rounded(row.gradient), .gradient),
        StyledText(check.relativeError == nil ? "-" : NumberText.rounded(numeric), .value),
        verdict(check),
      ])
    }
    guard !page.isPlain else { return sentences(on: page) }
    let heading = StyledText("Checked by moving each input a little to both sides:")
    return heading.wrapped(to: page.width, first: StyledText("  ")) + table.lines(on: page)
  }

  /// The same to be read aloud.
  private func sentences(on page: Page) -> [StyledText] {
    let rows = rows.map { row in
      let gradient = "The gradient by \(row.input) is \(NumberText.rounded(row.gradient))"
      guard let check = row.check else {
        return StyledText("\(gradient); checking it is too much work.")
      }
      let numeric = Tensor(row.gradient.shape, check.entries.map { $0.numeric ?? .nan })
      guard check.relativeError != nil else {
        return StyledText("\(gradient); it can't be checked: ") + verdict(check) + StyledText(".")
      }
      return StyledText(
        "\(gradient); nudging gives \(NumberText.rounded(numeric)), relative error ")
        + verdict(check) + StyledText(".")
    }
    return rows.flatMap(page.paragraph)
  }

  private func verdict(_ check: NumericCheck) -> StyledText {
    if check.entries.contains(where: \.isCorner) {
      return StyledText("a corner lies on the way", .aside)
    }
    guard let error = check.relativeError else {
      return StyledText("no value, or a corner, too near", .aside)
    }
    guard check.isDecisive else { return StyledText("too flat to measure", .aside) }
    return StyledText(NumberText.rounded(error, to: 2), error < 1e-4 ? .plain : .bad)
  }
}
