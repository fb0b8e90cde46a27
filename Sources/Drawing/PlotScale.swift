/// What one axis of a plot shows, and where on it a value lies.
struct PlotScale {
  private(set) var lower: Double
  private(set) var upper: Double
  let isLogarithmic: Bool
  /// Whether values far from the others were left out.
  private(set) var isCut = false

  /// Makes the scale that shows `values`, or exactly the bounds if they are of use.
  ///
  /// `nil` where no value can be shown.
  init?(showing values: [Double], on axis: Plot.Axis, leavesOutOutliers: Bool = false) {
    let isLogarithmic = axis.isLogarithmic
    let shown = values.filter { Self.canShow($0, isLogarithmic: isLogarithmic) }
    guard let least = shown.min(), let most = shown.max() else { return nil }
    self.isLogarithmic = isLogarithmic
    if let bounds = axis.bounds, Self.isWide(bounds, isLogarithmic: isLogarithmic) {
      (lower, upper) = (bounds.lowerBound, bounds.upperBound)
    } else if leavesOutOutliers, !isLogarithmic, let usual = Self.usualRange(of: shown) {
      (lower, upper) = (max(least, usual.lowerBound), min(most, usual.upperBound))
      isCut = true
    } else if Self.isWide(least...most, isLogarithmic: isLogarithmic) {
      (lower, upper) = (least, most)
    } else if isLogarithmic {
      (lower, upper) = (
        max(least / 10, .leastNonzeroMagnitude), min(most * 10, .greatestFiniteMagnitude)
      )
    } else {
      let room = least == 0 ? 1 : max(abs(least), 1e-305)
      let limit = Double.greatestFiniteMagnitude
      (lower, upper) = (max(least - room, -limit), min(most + room, limit))
    }
  }

  static func canShow(_ value: Double, isLogarithmic: Bool) -> Bool {
    value.isFinite && (!isLogarithmic || value > 0)
  }

  /// Whether the bounds are so far apart that what is between can be told apart.
  private static func isWide(_ bounds: ClosedRange<Double>, isLogarithmic: Bool) -> Bool {
    let (lower, upper) = (bounds.lowerBound, bounds.upperBound)
    guard canShow(lower, isLogarithmic: isLogarithmic), upper.isFinite else { return false }
    if isLogarithmic { return upper.decimalLogarithm - lower.decimalLogarithm > 1e-6 }
    let half = upper / 2 - lower / 2
    return half > 1e-305 && half > 1e-9 * max(abs(lower), abs(upper))
  }

  /// Where most values lie; `nil` if none lies so far out that it would flatten the rest.
  private static func usualRange(of values: [Double]) -> ClosedRange<Double>? {
    let median = values.sorted()[values.count / 2]
    let distances = values.map { abs($0 - median) }.sorted()
    let usual = distances[min(distances.count - 1, distances.count * 4 / 5)]
    guard usual > 1e-300, let largest = distances.last, largest / 50 > usual else { return nil }
    let lower = RoundNumber.oneDigit(median - 4 * usual, .down)
    let upper = RoundNumber.oneDigit(median + 4 * usual, .up)
    guard lower.isFinite, upper.isFinite, lower < upper else { return nil }
    return isWide(lower...upper, isLogarithmic: false) ? lower...upper : nil
  }

  func contains(_ value: Double) -> Bool { value >= lower && value <= upper }

  /// Moves an end out to the next tick where that is near.
  mutating func extendToTicks(atMost count: Int) {
    let ticks = ticks(atMost: count)
    guard !isLogarithmic, ticks.count > 1 else { return }
    let step = ticks[1] - ticks[0]
    let near = 0.08 * (upper - lower)
    guard step.isFinite, near.isFinite else { return }
    if lower - (ticks[0] - step) < near { lower = ticks[0] - step }
    if ticks[ticks.count - 1] + step - upper < near { upper = ticks[ticks.count - 1] + step }
  }

  /// 0 at the lower end, 1 at the upper one; `nil` for what the axis can't show.
  func fraction(of value: Double) -> Double? {
    guard Self.canShow(value, isLogarithmic: isLogarithmic) else { return nil }
    let (from, to, place) =
      isLogarithmic
      ? (lower.decimalLogarithm, upper.decimalLogarithm, value.decimalLogarithm)
      // Halves, because the difference of two huge numbers overflows.
      : (lower / 2, upper / 2, value / 2)
    // What is far outside stays finite, so that lines to it can be clipped.
    let fraction = min(1e6, max(-1e6, (place - from) / (to - from)))
    // At the bounds themselves, rounding must not leave the axis.
    return contains(value) ? min(1, max(0, fraction)) : fraction
  }

  /// The value at a fraction of the axis.
  func value(at fraction: Double) -> Double {
    guard isLogarithmic else { return lower * (1 - fraction) + upper * fraction }
    let (from, to) = (lower.decimalLogarithm, upper.decimalLogarithm)
    return .powerOfTen(from + (to - from) * fraction)
  }

  func ticks(atMost count: Int) -> [Double] {
    isLogarithmic
      ? RoundNumber.powersOfTen(in: lower...upper, atMost: count)
      : RoundNumber.multiples(in: lower...upper, atMost: count)
  }
}
