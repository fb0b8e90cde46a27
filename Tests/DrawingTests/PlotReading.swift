@testable import Drawing

/// The graph of a function.
func curvePoints(
  _ range: ClosedRange<Double>, _ count: Int = 200, _ function: (Double) -> Double
) -> [Plot.Point] {
  (0...count).map { index in
    let x = range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count)
    return Plot.Point(x: x, y: function(x))
  }
}

/// A plot of y against x.
func plot(
  _ curves: [Plot.Curve], slopes: [Plot.Slope] = [], marks: [Plot.Mark] = [], height: Int = 8,
  y: Plot.Axis = .init(name: "y")
) -> Plot {
  Plot(
    x: .init(name: "x"), y: y, curves: curves, slopes: slopes, marks: marks, height: height,
    format: shortFormat)
}

/// The field of a plot as dots: for each column of dots the heights that are set, from the bottom.
func dots(_ plot: Plot, width: Int) -> [Set<Int>] {
  let lines = plot.lines(width: width).map { Array($0.plainText) }
  guard let axis = lines.firstIndex(where: { $0.contains("└") }),
    let start = lines[axis].firstIndex(of: "└")
  else { return [] }
  var columns = Array(repeating: Set<Int>(), count: 2 * lines[axis].count { "─┬".contains($0) })
  for (below, line) in lines[..<axis].reversed().enumerated() where below < plot.height {
    for (column, character) in line.enumerated().dropFirst(start + 1) {
      let value = character.unicodeScalars.first?.value ?? 0
      let cell = 2 * (column - start - 1)
      if character == "×" { columns[cell].formUnion((0..<4).map { 4 * below + $0 }) }
      guard (0x2800...0x28FF).contains(value) else { continue }
      for (bit, (right, down)) in [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
        .enumerated() where (value - 0x2800) >> UInt32(bit) & 1 == 1
      {
        columns[cell + right].insert(4 * below + 3 - down)
      }
    }
  }
  return columns
}
