import Drawing
import Testing

@Suite struct BarChartTests {
  private static let rows: [BarChart.Row] = [
    .init(name: "x", value: 1, text: "1"),
    .init(name: "a1 (hidden)", value: -22.3, text: "-22.3", role: .gradient),
    .init(name: "w", value: 0, text: "0"), .init(name: "b", value: 7.75, text: "7.75"),
  ]
  private static let chart = BarChart(rows: rows, format: shortFormat)
  private static let logarithmic = BarChart(
    rows: [
      .init(name: "layer 1", value: 0.00002, text: "0.00002"),
      .init(name: "layer 2", value: 0.001, text: "0.001"),
      .init(name: "layer 3", value: 0.5, text: "0.5"), .init(name: "none", value: 0, text: "0"),
    ], isLogarithmic: true, format: shortFormat)

  @Test func `bars on 80 and 40 columns`() {
    #expect(
      picture(Self.chart, width: 80) == """
          x           +██▋ 1
          a1 (hidden) -███████████████████████████████████████████████████████████ -22.3
          w             0
          b           +████████████████████▌ 7.75
        """)
    #expect(
      picture(Self.chart, width: 40) == """
          x           +▉ 1
          a1 (hidden) -███████████████████ -22.3
          w             0
          b           +██████▋ 7.75
        """)
  }

  @Test func `logarithmic bars say what a cell is`() {
    #expect(
      picture(Self.logarithmic, width: 80) == """
          (bars begin at 1e-05; each ten-fold is 12 cells)
          layer 1 ███▋ 0.00002
          layer 2 ████████████████████████ 0.001
          layer 3 ████████████████████████████████████████████████████████▍ 0.5
          none     0
        """)
    #expect(
      picture(Self.logarithmic, width: 40) == """
          (bars begin at 1e-05; each ten-fold is
          4 cells)
          layer 1 █▎ 0.00002
          layer 2 ████████ 0.001
          layer 3 ██████████████████▊ 0.5
          none     0
        """)
  }

  /// The length of the bar in a line, in eighths of a cell.
  private func length(_ line: StyledText) -> Int {
    line.plainText.reduce(0) { sum, character in
      sum + (Array("▏▎▍▌▋▊▉█").firstIndex(of: character) ?? -1) + 1
    }
  }

  @Test(arguments: 1...60, [false, true])
  func `a larger size never has a shorter bar, and only 0 has none`(
    seed: Int, isLogarithmic: Bool
  ) {
    var values = HostileValues(seed: seed)
    let sizes = (0..<8).map { _ in values.number() }.filter(\.isFinite)
      .sorted { abs($0) < abs($1) }
    let chart = BarChart(
      rows: sizes.map { .init(name: "x", value: $0, text: "") }, isLogarithmic: isLogarithmic,
      format: shortFormat)
    for width in [20, 43, 80] {
      let lengths = chart.lines(width: width).suffix(sizes.count).map(length)
      #expect(lengths == lengths.sorted())
      #expect(zip(sizes, lengths).allSatisfy { ($0 == 0) == ($1 == 0) })
    }
  }

  @Test func `equal ratios are equal lengths on a logarithmic scale`() {
    let chart = BarChart(
      rows: [0.01, 0.1, 1, 10].map { .init(name: "x", value: $0, text: "") }, isLogarithmic: true,
      format: shortFormat)
    let lengths = chart.lines(width: 80).dropFirst().map(length)
    #expect(Set(zip(lengths, lengths.dropFirst()).map { $1 - $0 }).count == 1)
  }

  @Test func `where there are more ten-folds than cells, a cell is several`() {
    let sizes = [1e-300, 1e-150, 1, 1e150, 1e300]
    let chart = BarChart(
      rows: sizes.map { .init(name: "x", value: $0, text: "") }, isLogarithmic: true,
      format: shortFormat)
    let lines = chart.lines(width: 80)
    #expect(lines[0].plainText == "  (bars begin at 1e-301; each cell is 11 ten-folds)")
    #expect(Set(lines.dropFirst().map(length)).count == sizes.count)
  }

  @Test(arguments: 1...60)
  func `no line is wider than asked`(seed: Int) {
    var values = HostileValues(seed: seed)
    let rows = (0..<Int.random(in: 0...6, using: &values)).map { _ in
      BarChart.Row(name: values.name(), value: values.number(), text: values.name())
    }
    let chart = BarChart(
      rows: rows, isLogarithmic: seed.isMultiple(of: 2), format: { "\($0)" })
    #expect(isWellBehaved(chart, widths: widths(for: seed)))
  }

  @Test func `the sizes are compared in words`() {
    #expect(
      sentences(Self.chart) == [
        "x: 1.", "a1 (hidden): -22.3.", "w: 0.", "b: 7.75.",
        "The largest by size is a1 (hidden), the smallest other than 0 is x.",
        "a1 (hidden) is 22.3 times x by size.",
      ])
  }
}
