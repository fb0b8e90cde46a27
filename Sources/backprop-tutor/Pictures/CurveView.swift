import Drawing
import ModelLanguage
import Tutor

/// Curves with the point where the model stands; and, once slopes may be told, the tangents there.
struct CurveView {
  let curve: Tutor.Curve
  /// Where a step of learning leads; nil where none is shown.
  let landing: Landing?
  let tellsSlopes: Bool
  let plotHeight: Int

  func lines(on page: Page) -> [StyledText] {
    if let slope = straightSlope {
      let words = "\(curve.names[0]) is a straight line along \(curve.input): its slope is "
      return page.paragraph(
        StyledText(words) + StyledText(pictured(slope), .gradient) + StyledText(" everywhere."))
    }
    return plot.lines(on: page)
  }

  /// The slope of a single curve that its tangent never leaves; nil where there is something to see.
  private var straightSlope: Double? {
    guard tellsSlopes, landing == nil, curve.names.count == 1, let slope = curve.slopes[0],
      step(of: slope) == nil
    else { return nil }
    let misses = zip(curve.inputs, curve.values[0]).map { x, y in
      abs(y - curve.heights[0] - slope * (x - curve.start))
    }
    let heights = curve.values[0].filter(\.isFinite)
    guard let low = heights.min(), let high = heights.max() else { return nil }
    return misses.allSatisfy { $0 <= 1e-9 * max(high - low, abs(high), abs(low)) } ? slope : nil
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
      let name = curve.names[index]
      let label = (isName(name) ? "d\(name)" : "d(\(name))") + "/d\(curve.input)"
      return Plot.Slope(
        x: curve.start, y: curve.heights[index], slope: slope,
        text: curve.corners[index]
          ? "the slope told at this corner, \(label) = \(pictured(slope))"
          : "the tangent, \(label) = \(pictured(slope))",
        step: curve.names.count == 1 ? step(of: slope) : nil)
    }
  }

  /// One step along the tangent, to the right and then up or down, where 1 is a step of some size here.
  private func step(of slope: Double) -> Plot.Slope.Step? {
    let width = curve.range.upperBound - curve.range.lowerBound
    guard landing == nil, (4...40).contains(width), curve.start + 1 < curve.range.upperBound,
      slope != 0
    else { return nil }
    return Plot.Slope.Step(
      run: 1, runText: "", riseText: (slope < 0 ? "" : "+") + pictured(slope))
  }

  private var marks: [Plot.Mark] {
    guard curve.range.contains(curve.start) else { return [] }
    let here = curve.heights.enumerated().filter(\.element.isFinite).map { index, height in
      let place = "\(curve.input) = \(pictured(curve.start))"
      return Plot.Mark(
        x: curve.start, y: height,
        text: place + (curve.names.count == 1 ? "" : ", \(curve.names[index])"),
        sentence:
          "The model stands at \(place), where \(curve.names[index]) is \(pictured(height)).")
    }
    guard tellsSlopes, let landing, let height = landing.height else { return here }
    let place = "\(curve.input) = \(pictured(landing.place))"
    return here + [
      Plot.Mark(
        x: landing.place, y: height, text: "after one step",
        sentence:
          "One step of learning leads to \(place), where \(curve.names[0]) is \(pictured(height)).",
        glyph: .ring)
    ]
  }
}
