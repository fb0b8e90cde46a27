import Testing

@testable import Drawing

private typealias Position = BrailleCanvas.Position

@Suite struct BrailleCanvasTests {
  private func rows(_ canvas: BrailleCanvas) -> [String] {
    (0..<canvas.rows).map { row in
      String((0..<canvas.columns).map { canvas.character(column: $0, row: row) ?? " " })
    }
  }

  private func drawn(
    _ path: [Position], _ pattern: DashPattern = .solid, columns: Int = 6, rows: Int = 2
  ) -> BrailleCanvas {
    var canvas = BrailleCanvas(columns: columns, rows: rows)
    canvas.stroke(path, pattern, .value)
    return canvas
  }

  @Test(arguments: [
    (0.0, 0.0, ["  ", "⡀ "]), (1.0, 0.0, ["  ", " ⢀"]), (0.0, 1.0, ["⠁ ", "  "]),
    (1.0, 1.0, [" ⠈", "  "]),
  ])
  func `the corners are the outermost dots`(x: Double, y: Double, expected: [String]) {
    #expect(rows(drawn([Position(x: x, y: y)], columns: 2)) == expected)
  }

  @Test(arguments: 1...50)
  func `every position on a path has a dot in its cell`(seed: Int) {
    var values = HostileValues(seed: seed)
    let path = (0..<20).map { _ in
      Position(
        x: .random(in: -1...2, using: &values), y: .random(in: -1...2, using: &values))
    }
    let canvas = drawn(path, columns: 17, rows: 5)
    for position in path {
      guard let cell = canvas.cell(of: position) else { continue }
      #expect(canvas.character(column: cell.column, row: cell.row) != nil, "\(position)")
    }
  }

  @Test func `a line to far away is the part on the canvas`() {
    let far = drawn([Position(x: -1e6, y: -1e6), Position(x: 1e6, y: 1e6)])
    #expect(far.cells == drawn([Position(x: 0, y: 0), Position(x: 1, y: 1)]).cells)
    let aside = drawn([Position(x: -1e6, y: 2), Position(x: 1e6, y: 2)])
    #expect(aside.cells.allSatisfy { $0.dots == 0 })
    let corner = drawn([Position(x: -1, y: 0.5), Position(x: 0.5, y: 2)])
    #expect(corner.cells.allSatisfy { $0.dots == 0 })
  }

  @Test func `many short lines are dashed like a long one`() {
    let long = [Position(x: 0, y: 0.5), Position(x: 1, y: 0.5)]
    let short = (0...997).map { Position(x: Double($0) / 997, y: 0.5) }
    for pattern in DashPattern.allCases {
      #expect(drawn(short, pattern).cells == drawn(long, pattern).cells, "\(pattern)")
    }
  }

  @Test func `the patterns can be told apart, also in ASCII`() {
    let ascii = Renderer(usesColor: false, usesASCII: true)
    #expect(Set(DashPattern.allCases.map(\.sample)).count == DashPattern.allCases.count)
    let lines = [
      [Position(x: 0, y: 0.5), Position(x: 1, y: 0.5)],
      [Position(x: 0.5, y: 0), Position(x: 0.5, y: 1)],
      [Position(x: 0, y: 0), Position(x: 1, y: 1)],
    ]
    for line in lines {
      let shown = DashPattern.allCases.map { pattern in
        rows(drawn(line, pattern, columns: 20, rows: 10)).map { ascii.render(StyledText($0)) }
      }
      #expect(Set(shown).count == DashPattern.allCases.count)
    }
  }

  @Test func `the last dot gives a cell its role`() {
    var canvas = drawn([Position(x: 0, y: 0)])
    canvas.stroke([Position(x: 0, y: 0), Position(x: 1, y: 0)], .solid, .gradient)
    #expect(canvas.cells.suffix(6).allSatisfy { $0.role == .gradient })
  }
}
