import Drawing

/// The sizes of slopes, a bar each.
struct SlopesView {
  let output: String
  let slopes: [(label: String, slope: Double)]

  /// From so large a ratio on equal lengths are equal ratios.
  private static let mostLinear = 200.0

  func lines(on page: Page) -> [StyledText] {
    let heading = StyledText("Slopes of ") + StyledText(output, .code) + StyledText(" by:")
    let chart = BarChart(
      rows: slopes.map {
        BarChart.Row(name: $0.label, value: $0.slope, text: pictured($0.slope), role: .gradient)
      },
      isLogarithmic: isWide, format: pictured)
    return page.paragraph(heading) + chart.lines(on: page)
  }

  private var isWide: Bool {
    let sizes = slopes.map { abs($0.slope) }.filter { $0 > 0 && $0.isFinite }
    guard let largest = sizes.max(), let smallest = sizes.min() else { return false }
    return largest / smallest > Self.mostLinear
  }
}
