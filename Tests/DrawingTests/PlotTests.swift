import Testing

@testable import Drawing

@Suite struct PlotTests {
  @Test(arguments: 0...110)
  func `no line is wider than asked, whatever there is to draw`(seed: Int) {
    var values = HostileValues(seed: seed)
    func axis() -> Plot.Axis {
      let ends = [values.number(), values.number()].filter { !$0.isNaN }.sorted()
      return Plot.Axis(
        name: values.name(), isLogarithmic: Bool.random(using: &values),
        bounds: ends.count == 2 && Bool.random(using: &values) ? ends[0]...ends[1] : nil)
    }
    let curves = (0..<Int.random(in: 0...4, using: &values)).map { _ in
      Plot.Curve(
        name: values.name(), role: values.role(),
        points: (0..<Int.random(in: 0...30, using: &values)).map { _ in
          Plot.Point(x: values.number(), y: values.number())
        })
    }
    let slopes = (0..<Int.random(in: 0...2, using: &values)).map { _ in
      Plot.Slope(
        x: values.number(), y: values.number(), slope: values.number(), text: values.name(),
        step: .init(run: values.number(), runText: values.name(), riseText: values.name()))
    }
    let marks = (0..<Int.random(in: 0...3, using: &values)).map { _ in
      Plot.Mark(x: values.number(), y: values.number(), text: values.name(), glyph: .ring)
    }
    let plot = Plot(
      x: axis(), y: axis(), curves: curves, slopes: slopes, marks: marks,
      height: Int.random(in: 0...15, using: &values), format: { "\($0)" })
    #expect(isWellBehaved(plot, widths: widths(for: seed)))
  }

  @Test(arguments: 1...60, [20, 40, 77])
  func `every finite point in the range sets a dot in its cell`(seed: Int, width: Int) {
    var values = HostileValues(seed: seed)
    let points = (0..<12).map { index in
      Plot.Point(
        x: Double(index) / 11,
        y: index % 5 == 2 ? values.number() : .random(in: 0...1, using: &values))
    }
    let plot = Plot(
      x: .init(name: "x", bounds: 0...1), y: .init(name: "y", bounds: 0...1),
      curves: [.init(name: "y", points: points)], height: 9, format: shortFormat)
    let dots = dots(plot, width: width)
    for point in points where (0...1).contains(point.y) {
      let column = Int((point.x * Double(dots.count - 1)).rounded()) / 2 * 2
      let row = Int((point.y * 35).rounded()) / 4
      let cell = dots[column].union(dots[column + 1])
      #expect(cell.contains { $0 / 4 == row }, "\(point)")
    }
  }

  @Test(arguments: 1...40, [20, 60])
  func `a curve that rises is drawn rising`(seed: Int, width: Int) {
    var values = HostileValues(seed: seed)
    var y = 0.0
    let rising = (0..<30).map { index in
      y += .random(in: 0...1, using: &values)
      return Plot.Point(x: Double(index), y: y)
    }
    let dots = dots(plot([.init(name: "y", points: rising)]), width: width)
    #expect(dots.allSatisfy { !$0.isEmpty })
    for (left, right) in zip(dots, dots.dropFirst()) {
      #expect((left.max() ?? 0) <= (right.max() ?? 0))
      #expect((left.min() ?? 0) <= (right.min() ?? 0))
    }
  }

  @Test(arguments: 1...20, [20, 60])
  func `curves of one plot differ without colour`(seed: Int, width: Int) {
    var values = HostileValues(seed: seed)
    let points = (0..<10).map { Plot.Point(x: Double($0), y: .random(in: -1...1, using: &values)) }
    // The key is the same for all; only the place of the curve that has points differs.
    let plots = (0..<3).map { drawn in
      plot((0..<3).map { .init(name: "y", points: $0 == drawn ? points : []) })
    }
    #expect(Set(plots.map { picture($0, width: width) }).count == 3)
    #expect(Set(plots.map { asciiPicture($0, width: width) }).count == 3)
  }

  @Test func `each curve and slope has a pattern of its own`() {
    let line = curvePoints(0...1) { $0 }
    let curves = (1...5).map { Plot.Curve(name: "curve \($0)", points: line) }
    #expect(Set(plot(curves).patterns).count == 5)
    #expect(
      plot([curves[0]], slopes: [.init(x: 0, y: 0, slope: 1, text: "")]).patterns == [
        .solid, .dotted,
      ])
  }

  @Test func `given bounds are kept and what is beyond is noted`() {
    let line = curvePoints(0...10) { $0 }
    let bounded = plot([.init(name: "y", points: line)], y: .init(name: "y", bounds: 2...4))
    #expect(picture(bounded, width: 60).hasSuffix("(below 2 and beyond 4: not drawn)"))
  }

  @Test(arguments: [
    [Plot.Point(x: .nan, y: 1), Plot.Point(x: 1, y: .infinity)], [],
  ])
  func `where nothing can be drawn, that is said`(points: [Plot.Point]) {
    let lines = plot([.init(name: "y", points: points)]).lines(width: 80).map(\.plainText)
    #expect(lines == ["  There is nothing to draw: no point has finite coordinates."])
  }

  @Test func `a lone point is a cross`() {
    for y in [0, 5, -5, 1e300, 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude] {
      let lone = plot([.init(name: "y", points: [.init(x: 3, y: y)])])
      #expect(picture(lone, width: 40).contains("×"), "\(y)")
    }
  }

  @Test func `texts without room go to the key and are whole`() {
    let text = "a remark that is too long to stand beside its mark"
    let marked = plot(
      [.init(name: "y", points: curvePoints(0...1) { $0 })],
      marks: [.init(x: 0.5, y: 0.5, text: text)])
    let drawn = picture(marked, width: 40).split(separator: "\n").suffix(3).joined()
    #expect(drawn.filter { $0 != " " }.hasSuffix("●at0.5,0.5:" + text.filter { $0 != " " }))
  }

  @Test func `a step too small to be seen has no texts either`() {
    let step = Plot.Slope.Step(run: 1e-9, runText: "a nudge", riseText: "twice that")
    let steep = plot(
      [.init(name: "y", points: curvePoints(0...1) { $0 * 2 })],
      slopes: [.init(x: 0.5, y: 1, slope: 2, text: "slope", step: step)])
    #expect(picture(steep, width: 80).hasSuffix("slope"))
  }

  @Test(arguments: 1...60, [20, 61])
  func `a mark stands where a curve would have its dot`(seed: Int, width: Int) {
    var values = HostileValues(seed: seed)
    let (x, y) = (
      Double.random(in: 0...1, using: &values), Double.random(in: 0...1, using: &values)
    )
    let marked = Plot(
      x: .init(name: "x", bounds: 0...1), y: .init(name: "", bounds: 0...1), curves: [],
      marks: [.init(x: x, y: y)], height: 9, format: shortFormat)
    let lines = marked.lines(width: width).map { Array($0.plainText) }
    guard let start = lines[9].firstIndex(of: "└") else { return #expect(Bool(false)) }
    let dotColumns = 2 * lines[9].count { "─┬".contains($0) }
    let column = start + 1 + Int((x * Double(dotColumns - 1)).rounded()) / 2
    let row = 8 - Int((y * 35).rounded()) / 4
    #expect(lines[row].count > column && lines[row][column] == "●")
  }

  @Test func `the y axis reaches to the next tick where that is near`() {
    let near = plot([.init(name: "y", points: curvePoints(-1...1) { $0 * 0.99 })], height: 12)
    let labels = picture(near, width: 40).split(separator: "\n").filter { $0.contains("┤") }
    #expect(labels.first?.contains(" 1 ┤") == true && labels.last?.contains("-1 ┤") == true)
  }
}
