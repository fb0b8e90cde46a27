import Drawing
import ModelLanguage
import Tutor

/// What a training has come to.
struct TrainingView {
  let run: TrainingRun
  var plotHeight = 12

  /// How it ended, and the loss over the steps.
  func lines(on page: Page) -> [StyledText] {
    Page.spaced([page.paragraph(ending), course(on: page)])
  }

  /// What is followed, over the steps; and how it ended, if not well.
  func picture(on page: Page) -> [StyledText] {
    (run.ending == .finished ? [] : page.paragraph(ending)) + course(on: page)
  }

  private func course(on page: Page) -> [StyledText] {
    let name = run.request.followed ?? run.request.loss
    let points = run.course.map { Plot.Point(x: Double($0.step), y: $0.value) }
    let heading =
      "\(name) over \(steps(run.stepsDone)), rate \(NumberText.rounded(run.request.rate)), learning: "
      + run.request.leaves.joined(separator: ", ")
    guard points.count > 1 else { return [] }
    let values = points.map(\.y)
    // The whole way is what matters here, so nothing of it counts as beyond the picture.
    let bounds = (values.min() ?? 0)...(values.max() ?? 1)
    let plot = Plot(
      x: Plot.Axis(name: "step", bounds: 0...Double(max(1, run.stepsDone))),
      y: Plot.Axis(
        name: name, isLogarithmic: isWide,
        bounds: isWide || bounds.lowerBound == bounds.upperBound ? nil : bounds),
      curves: [Plot.Curve(name: name, points: isWide ? points.filter { $0.y > 0 } : points)],
      height: plotHeight, format: pictured)
    let zero = isWide ? points.first { $0.y == 0 } : nil
    let remark = zero.map {
      page.paragraph("(0 at step \(pictured($0.x)), which has no place on a log axis)")
    }
    return page.paragraph(heading) + plot.lines(on: page) + (remark ?? [])
  }

  /// Whether it runs over so many decades that only an axis of ratios shows its way.
  private var isWide: Bool {
    let values = run.course.map(\.value)
    guard values.allSatisfy({ $0 >= 0 }), let largest = values.max(),
      let smallest = values.filter({ $0 > 0 }).min()
    else { return false }
    return largest / smallest > 200
  }

  private func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

  private var ending: String {
    let loss = run.request.loss
    switch run.ending {
    case .finished, nil:
      return run.lastLoss == run.firstLoss
        ? "After \(steps(run.stepsDone)) \(way).\(remark)"
        : "\(way) in \(steps(run.stepsDone)).\(remark)"
    case .stopped: return "Stopped after \(steps(run.stepsDone)): \(way). What was reached is kept."
    case .diverged(let step, let limit):
      return
        "Diverged: \(loss) passed \(pictured(limit)) at step \(step). The steps are too "
        + "long; try a smaller rate. 'undo' takes the training back."
    case .undefined(let step, let reason):
      let kept = run.stepsDone > 0 ? " What was reached before is kept." : ""
      return "Stopped at step \(step): \(reason). \(way).\(kept)"
    }
  }

  private var way: String {
    let loss = run.request.loss
    guard run.lastLoss != run.firstLoss else {
      return "\(loss) is \(pictured(run.lastLoss)), as before"
    }
    // As many digits as it takes to tell the two apart.
    let texts = (4...17).lazy.map { digits in
      [run.firstLoss, run.lastLoss].map { NumberText.rounded($0, to: digits) }
    }
    let pictures = [pictured(run.firstLoss), pictured(run.lastLoss)]
    let told = pictures[0] != pictures[1] ? pictures : texts.first { $0[0] != $0[1] } ?? pictures
    return "\(loss) went from \(told[0]) to \(told[1])"
  }

  /// Why nothing came of it, or worse.
  private var remark: String {
    if run.slopes.allSatisfy({ $0.entries.allSatisfy { $0 == 0 } }) {
      return " No slope reaches what learns, so nothing moved."
    }
    if run.lastLoss > run.firstLoss { return " That is worse than before: try a smaller rate." }
    return ""
  }
}
