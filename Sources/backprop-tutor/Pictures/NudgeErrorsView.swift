import Autodiff
import Drawing
import ModelLanguage

/// How far the slope by nudging is off, at every size of the nudge.
struct NudgeErrorsView {
  let output: String
  let input: String
  let gradient: Double
  let attempts: [NumericCheck.Attempt]
  /// The size that a check relies on.
  let trusted: Double?

  func lines(on page: Page) -> [StyledText] {
    let slope = "d\(output)/d\(input) = \(pictured(gradient))"
    let errors = attempts.map { attempt in
      Plot.Point(x: attempt.step, y: abs(attempt.numeric - gradient))
    }
    // What is off by nothing has no place on an axis of ratios.
    let drawn = errors.filter { $0.y > abs(gradient) * 1e-15 }
    guard drawn.count > attempts.count / 2 else {
      return page.paragraph(
        "Nudging finds \(slope) exactly at nearly every size of the nudge, so there is no error to "
          + "draw: the model is too simple along \(input).")
    }
    let plot = Plot(
      x: Plot.Axis(name: "nudge", isLogarithmic: true),
      y: Plot.Axis(name: "error", isLogarithmic: true),
      curves: [Plot.Curve(name: "error", points: drawn)],
      marks: drawn.filter { $0.x == trusted }.map {
        Plot.Mark(
          x: $0.x, y: $0.y, text: "the nudge that a check trusts",
          sentence: "A check trusts the nudge of \(small($0.x))."
        )
      },
      format: small)
    return page.paragraph("How far nudging is off \(slope), at each size of the nudge:")
      + plot.lines(on: page)
  }

  private func small(_ number: Double) -> String { NumberText.rounded(number, to: 2) }

}
