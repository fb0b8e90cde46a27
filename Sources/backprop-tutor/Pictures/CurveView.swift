import Drawing
import ModelLanguage
import Tutor

/// Curves with the point where the model stands; and, once slopes may be told, the tangents there.
struct CurveView {
  let curve: Tutor.Curve
  /// Where a step of learning leads; nil where none is shown.
  let landing: Double?
  let tellsSlopes: Bool
  let plotHeight: Int

  func lines(on page: Page) -> [StyledText] {
    plot.lines(on: page)
  }

  private var plot: Plot {
    Plot(
      x: Plot.Axis(name: curve.input, bounds: curve.range),
      y: Plot.Axis(name: curve.names.count == 1 ? curve.names[0] : ""),
      curves: zip(curve.names, curve.values).map { name, values in
        Plot.Curve(
          name: name, points: zip(curve.inputs, values).map { Plot.Point(x: $0, y: $1) })
      },
      slopes: tangents, marks: marks, height: plotHeight, format: pictured)
  }

  private var tangents: [Plot.Slope] {
    guard tellsSlopes, curve.range.contains(curve.start) else { return [] }
    return curve.names.indices.compactMap { index in
      guard let slope = curve.slopes[index], curve.heights[index].isFinite else { return nil }
      let label = "d\(curve.names[index])/d\(curve.input)"
      return Plot.Slope(
        x: curve.start, y: curve.heights[index], slope: slope,
        text: "the tangent, \(label) = \(pictured(slope))")
    }
  }

  private var marks: [Plot.Mark] {
    guard curve.range.contains(curve.start) else { return [] }
    let here = curve.heights.enumerated().filter(\.element.isFinite).map { index, height in
      Plot.Mark(
        x: curve.start, y: height,
        text: "\(curve.input) = \(pictured(curve.start))"
          + (curve.names.count == 1 ? "" : ", \(curve.names[index])"))
    }
    guard tellsSlopes, let landing, let height = height(at: landing) else { return here }
    return here + [
      Plot.Mark(
        x: landing, y: height, text: "after one step, at \(pictured(landing))", glyph: .ring)
    ]
  }

  /// The first curve's height, between the two places next to `x`.
  private func height(at x: Double) -> Double? {
    guard let right = curve.inputs.firstIndex(where: { $0 >= x }), let values = curve.values.first
    else { return nil }
    guard right > 0 else { return values[right].isFinite ? values[right] : nil }
    let (low, high) = (curve.inputs[right - 1], curve.inputs[right])
    let share = (x - low) / (high - low)
    let height = values[right - 1] * (1 - share) + values[right] * share
    return height.isFinite ? height : nil
  }
}
