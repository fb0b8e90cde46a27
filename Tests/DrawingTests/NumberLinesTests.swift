import Drawing
import Testing

@Suite struct NumberLinesTests {
  private static let lines = NumberLines(
    [
      .init(name: "x", value: 1, move: 0.5), .init(name: "y", value: 3, move: 1.5),
      .init(name: "z", value: -20, move: -0.001),
    ], format: shortFormat)

  @Test func `moves on 80 and 40 columns`() {
    #expect(
      picture(Self.lines, width: 80) == """
          x: 1 to 1.5 (by 0.5)
                                              ●────────▸○
          ─────┬─────────┬──────────┬─────────┬─────────┬──────────┬─────────┬─────
             -0.5        0         0.5        1        1.5         2        2.5
          y: 3 to 4.5 (by 1.5)
                                              ●─────────────────────────────▸○
          ─────┬─────────┬──────────┬─────────┬─────────┬──────────┬─────────┬─────
              1.5        2         2.5        3        3.5         4        4.5
          z: -20 to -20.001 (by -0.001, less than a cell)
                                             ·●
          ─────┬─────────┬──────────┬─────────┬─────────┬──────────┬─────────┬─────
             -21.5      -21       -20.5      -20      -19.5       -19      -18.5
        """)
    #expect(
      picture(Self.lines, width: 40) == """
          x: 1 to 1.5 (by 0.5)
                            ●───▸○
          ─────────┬────────┬────────┬────────
                   0        1        2
          y: 3 to 4.5 (by 1.5)
                            ●────────────▸○
          ─────────┬────────┬────────┬────────
                   2        3        4
          z: -20 to -20.001 (by -0.001, less
          than a cell)
                           ·●
          ─────────┬────────┬────────┬────────
                  -21      -20      -19
        """)
  }

  /// The cells of ● and ○ in the rows of arrows.
  private func arrows(_ diagram: NumberLines, width: Int) -> [(start: Int, end: Int?)] {
    diagram.lines(width: width).compactMap { line in
      let characters = Array(line.plainText)
      return characters.firstIndex(of: "●").map { ($0, characters.firstIndex(of: "○")) }
    }
  }

  @Test(arguments: 1...80, [20, 47, 80])
  func `arrows are as long as the moves, to one scale`(seed: Int, width: Int) {
    var values = HostileValues(seed: seed)
    let moves = (0..<4).map { _ in values.number() }.filter { $0.isFinite }
    guard let largest = moves.max(by: { abs($0) < abs($1) }), largest != 0,
      let index = moves.firstIndex(of: largest)
    else { return }
    let diagram = NumberLines(
      moves.map { .init(name: "x", value: .random(in: -9...9, using: &values), move: $0) },
      format: shortFormat)
    let arrows = arrows(diagram, width: width)
    #expect(arrows.count == moves.count)
    #expect(Set(arrows.map(\.start)).count == 1, "the marks stand above one another")
    guard let longest = arrows[index].end.map({ $0 - arrows[index].start }) else {
      // Moves too small for any scale are a dot.
      #expect(abs(largest) < 1e-290)
      return
    }
    for (arrow, move) in zip(arrows, moves) {
      let length = arrow.end.map { $0 - arrow.start } ?? 0
      #expect(abs(Double(length) - move / largest * Double(longest)) <= 1)
    }
  }

  @Test(arguments: 1...100)
  func `no line is wider than asked`(seed: Int) {
    var values = HostileValues(seed: seed)
    let lines = (0..<Int.random(in: 0...5, using: &values)).map { _ in
      NumberLines.Line(name: values.name(), value: values.number(), move: values.number())
    }
    let diagram = NumberLines(lines, format: { "\($0)" })
    #expect(isWellBehaved(diagram, widths: widths(for: seed)))
  }

  @Test func `moves are told`() {
    let still = NumberLines([.init(name: "w", value: 2, move: 0)], format: shortFormat)
    #expect(sentences(still) == ["w stays at 2."])
    #expect(
      sentences(Self.lines).prefix(2) == [
        "x goes from 1 to 1.5 (by 0.5).", "y goes from 3 to 4.5 (by 1.5).",
      ])
  }
}
