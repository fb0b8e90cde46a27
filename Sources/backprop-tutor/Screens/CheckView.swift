import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// Gradients beside what nudging gives.
struct CheckView {
  let rows: [GradientCheck.Row]

  func lines(on page: Page) -> [StyledText] {
    guard !page.isPlain else { return sentences(on: page) }
    return page.paragraph("Checked by moving each input a little to both sides:")
      + table.lines(on: page)
  }

  private var table: Table {
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
      table.addRow([
        StyledText(row.input, .code), StyledText(NumberText.rounded(row.gradient), .gradient),
        StyledText(check.relativeError == nil ? "-" : numeric(row, check), .value),
        verdict(check),
      ])
    }
    return table
  }

  /// The same to be read aloud.
  private func sentences(on page: Page) -> [StyledText] {
    let rows = rows.map { row in
      let gradient = "The gradient by \(row.input) is \(NumberText.rounded(row.gradient))"
      guard let check = row.check else {
        return StyledText("\(gradient); checking it is too much work.")
      }
      guard check.relativeError != nil else {
        return StyledText("\(gradient); it can't be checked: ") + verdict(check) + StyledText(".")
      }
      return StyledText(
        "\(gradient); nudging gives \(numeric(row, check)), relative error ")
        + verdict(check) + StyledText(".")
    }
    return rows.flatMap(page.paragraph)
  }

  private func numeric(_ row: GradientCheck.Row, _ check: NumericCheck) -> String {
    NumberText.rounded(Tensor(row.gradient.shape, check.entries.map { $0.numeric ?? .nan }))
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
