import Drawing
import ModelLanguage
import Tutor

/// What a training has come to.
struct TrainingView {
  let run: TrainingRun
  var plotHeight = 12

  /// How it ended, and the loss over the steps.
  func lines(on page: Page) -> [StyledText] {
    ending(on: page) + [StyledText()] + course(on: page)
  }

  /// What is followed, over the steps.
  func course(on page: Page) -> [StyledText] {
    let name = run.request.followed ?? run.request.loss
    let points = run.course.map { Plot.Point(x: Double($0.step), y: $0.value) }
    let heading =
      StyledText(name, .code)
      + StyledText(
        " over \(run.stepsDone) steps, rate \(NumberText.rounded(run.request.rate)), learning: "
          + run.request.leaves.joined(separator: ", "))
    let plot = Plot(
      x: Plot.Axis(name: "step"), y: Plot.Axis(name: name, isLogarithmic: isWide),
      curves: [Plot.Curve(name: name, points: points)], height: plotHeight, format: pictured)
    return heading.wrapped(to: page.width, first: StyledText("  "))
      + (points.count > 1 ? plot.lines(on: page) : [])
  }

  /// Whether it runs over so many decades that only an axis of ratios shows its way.
  private var isWide: Bool {
    let values = run.course.map(\.value)
    guard let smallest = values.min(), let largest = values.max() else { return false }
    return smallest > 0 && largest / smallest > 200
  }

  private func ending(on page: Page) -> [StyledText] {
    let loss = run.request.loss
    let way = "\(loss) went from \(pictured(run.firstLoss)) to \(pictured(run.lastLoss))"
    let steps = run.stepsDone == 1 ? "1 step" : "\(run.stepsDone) steps"
    let sentence =
      switch run.ending {
      case .finished, nil: "\(way) in \(steps)."
      case .stopped: "Stopped after \(steps): \(way). What was reached is kept."
      case .diverged(let step):
        "Diverged: \(loss) passed 1e12 at step \(step). The steps are too long; try a smaller rate. "
          + "'undo' takes the training back."
      case .undefined(let step, let reason):
        "Stopped at step \(step): \(reason). \(way). What was reached before is kept."
      }
    return StyledText(sentence).wrapped(to: page.width, first: StyledText("  "))
  }
}
