extension Plot {
  /// The course of each curve, then the slopes, then the marks that have a text.
  public var sentences: [StyledText] {
    var facts = curves.flatMap(course)
    for axis in [x, y] where axis.isLogarithmic && !axis.name.isEmpty {
      facts.append("The axis of \(axis.name) is logarithmic")
    }
    facts += slopes.flatMap(told)
    facts += marks.filter { !$0.text.isEmpty }.map(told)
    return (facts.isEmpty ? [nothing] : facts).map(StyledText.sentence)
  }

  private var xName: String { x.name.isEmpty ? "x" : x.name }
  private var yName: String { y.name.isEmpty ? "y" : y.name }

  private func told(_ slope: Slope) -> [String] {
    let place = "At \(xName) = \(format(slope.point.x)) the slope is \(format(slope.slope))"
    let first = slope.text.isEmpty ? place : "\(place): \(slope.text)"
    guard let step = slope.step, !step.riseText.isEmpty else { return [first] }
    return [first, "A step of \(format(step.run)) along it changes \(yName) by \(step.riseText)"]
  }

  private func told(_ mark: Mark) -> String {
    let (x, y) = (format(mark.point.x), format(mark.point.y))
    guard mark.sentence.isEmpty else { return mark.sentence }
    return "Mark at \(xName) = \(x), \(yName) = \(y): \(mark.text)"
  }

  /// What a curve does from its start to its end.
  private func course(of curve: Curve) -> [String] {
    let name = curve.name.isEmpty ? yName : curve.name
    let title = "\(name) against \(xName)"
    // A curve that runs from right to left is told from left to right.
    let isReversed = zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.x >= $1.x }
    let points = isReversed ? curve.points.reversed() : curve.points
    let runs = points.split { !$0.x.isFinite || !$0.y.isFinite }.map(Array.init)
    guard let first = runs.first?.first, let last = runs.last?.last else {
      return ["\(title) has no values"]
    }
    guard points.count > 1 else { return ["\(title) \(course(of: runs[0]))"] }
    let range = "\(title), from \(format(first.x)) to \(format(last.x))"
    guard runs.count > 1 else { return ["\(range): \(course(of: runs[0]))"] }
    let gaps = zip(runs, runs.dropFirst()).compactMap { before, after in
      before.last.flatMap { end in
        after.first.map { "between \(format(end.x)) and \(format($0.x))" }
      }
    }
    guard runs.count <= 4 else {
      return ["\(range), has \(gaps.count) gaps: \(extremes(of: runs.flatMap(\.self)))"]
    }
    return ["\(range), has no value \(gaps.joined(separator: " or "))"]
      + runs.compactMap { run in
        guard let start = run.first, let end = run.last else { return nil }
        return "From \(format(start.x)) to \(format(end.x)), \(name) \(course(of: run))"
      }
  }

  private func course(of points: [Point]) -> String {
    guard let first = points.first, let last = points.last else { return "has no values" }
    guard points.count > 1 else {
      return "is only known at \(xName) = \(format(first.x)): \(format(first.y))"
    }
    guard zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x }) else {
      return "is a path from \(told(first)) to \(told(last)); \(extremes(of: points))"
    }
    let turns = turns(of: points)
    guard let end = turns.last, turns.count > 1 else { return "is \(format(first.y)) throughout" }
    let isRising = end.y > turns[turns.count - 2].y
    switch turns.count {
    case 2:
      return "\(isRising ? "rises" : "falls") from \(told(first)) to \(told(end))"
    case 3:
      return "\(isRising ? "falls" : "rises") from \(told(first)) to \(told(turns[1])), "
        + "then \(isRising ? "rises" : "falls") to \(format(end.y))"
    default:
      return "goes from \(format(first.y)) to \(format(end.y)) and turns \(turns.count - 2) times; "
        + extremes(of: points)
    }
  }

  private func told(_ point: Point) -> String {
    "\(format(point.y)) at \(xName) = \(format(point.x))"
  }

  private func extremes(of points: [Point]) -> String {
    guard let lowest = points.min(by: { $0.y < $1.y }),
      let highest = points.max(by: { $0.y < $1.y })
    else { return "no values" }
    return "lowest \(told(lowest)), highest \(told(highest))"
  }

  /// The start, the points where the direction changes, and the end; the start alone if constant.
  private func turns(of points: [Point]) -> [Point] {
    let (least, most) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    // Smaller changes are rounding, not a turn.
    let noise = max(most / 2 - least / 2, 1e-3 * max(abs(least), abs(most))) * 1e-9
    var turns = [points[0]]
    var extreme = points[0]  // as far as the present direction has led
    var direction = 0.0
    for point in points.dropFirst() {
      let change = point.y / 2 - extreme.y / 2
      if abs(change) <= noise { continue }
      let sign = change < 0 ? -1.0 : 1.0
      if direction != 0, sign != direction { turns.append(extreme) }
      direction = sign
      extreme = point
    }
    guard direction != 0, let last = points.last else { return turns }
    return turns + [last]
  }
}
