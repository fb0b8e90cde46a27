import Drawing
import Testing

private func cells(_ rows: Int, _ columns: Int) -> [[String]] {
  (0..<rows).map { row in (0..<columns).map { "\(row * columns + $0)" } }
}

@Suite struct CellGridTests {
  private static let grid = CellGrid(
    blocks: [
      .init(title: StyledText("W"), rows: cells(3, 2), staysWithNext: true),
      .init(
        title: StyledText("dL/dW"), rows: [["-0.5", "-0.25"], ["0", "0.25"], ["0.5", "1"]],
        role: .gradient),
      .init(title: StyledText("b"), rows: cells(3, 1)),
      .init(title: StyledText("loss"), rows: [["0.25"]], staysWithNext: true),
      .init(title: StyledText("dL/dloss"), rows: [["1"]], role: .gradient),
    ], highlight: .init(block: 1, row: 2, column: 1))

  @Test func `blocks on 80 and 40 columns`() {
    #expect(
      picture(Self.grid, width: 80) == """
          W          dL/dW             b       loss       dL/dloss
          [ 0  1 ]   [ -0.5  -0.25 ]   [ 0 ]   [ 0.25 ]   [ 1 ]
          [ 2  3 ]   [    0   0.25 ]   [ 1 ]
          [ 4  5 ]   [  0.5     ▸1◂]   [ 2 ]
        """)
    #expect(
      picture(Self.grid, width: 40) == """
          W          dL/dW             b
          [ 0  1 ]   [ -0.5  -0.25 ]   [ 0 ]
          [ 2  3 ]   [    0   0.25 ]   [ 1 ]
          [ 4  5 ]   [  0.5     ▸1◂]   [ 2 ]

          loss       dL/dloss
          [ 0.25 ]   [ 1 ]
        """)
  }

  @Test func `what is too large is cut and counted, with the highlighted cell in view`() {
    let large = CellGrid(
      blocks: [
        .init(title: StyledText("W"), rows: cells(40, 2)),
        .init(title: StyledText("X"), rows: cells(9, 30)),
      ], highlight: .init(block: 1, row: 8, column: 20))
    #expect(
      picture(large, width: 80) == """
          W                X
          [  0   1 ]       [ ·   ·    ·    ·    ·    ·    ·    ·    · · ]
          [  2   3 ]       [ ·  43   44   45   46   47   48   49   50 · ]
          [  4   5 ]       [ ·  73   74   75   76   77   78   79   80 · ]
          [  6   7 ]       [ · 103  104  105  106  107  108  109  110 · ]
          [  8   9 ]       [ · 133  134  135  136  137  138  139  140 · ]
          [ 10  11 ]       [ · 163  164  165  166  167  168  169  170 · ]
          [ 12  13 ]       [ · 193  194  195  196  197  198  199  200 · ]
          [ 14  15 ]       [ · 223  224  225  226  227  228  229  230 · ]
          [  ·   · ]       [ · 253  254  255  256  257  258  259 ▸260◂· ]
          (8 of 40 rows)   (rows 2 to 9 of 9)
                           (columns 14 to 21 of 30)
        """)
  }

  @Test(arguments: 1...100)
  func `no line is wider than asked and the highlighted cell is always marked`(seed: Int) {
    var values = HostileValues(seed: seed)
    func size() -> Int { [0, 1, 1, 2, 3, 8, 9, 40].randomElement(using: &values) ?? 1 }
    let blocks = (0..<Int.random(in: 0...5, using: &values)).map { _ in
      let (rows, columns) = (size(), size())
      return CellGrid.Block(
        title: StyledText(values.name()),
        rows: (0..<rows).map { _ in
          (0..<columns).map { _ in
            Int.random(in: 0..<20, using: &values) == 0 ? values.name() : "\(values.number())"
          }
        }, staysWithNext: Bool.random(using: &values))
    }
    let full = blocks.indices.filter { blocks[$0].rows.first?.isEmpty == false }
    let place = full.randomElement(using: &values).map { block in
      CellGrid.Place(
        block: block, row: .random(in: 0..<blocks[block].rows.count, using: &values),
        column: .random(in: 0..<blocks[block].rows[0].count, using: &values))
    }
    let grid = CellGrid(blocks: blocks, highlight: place)
    #expect(isWellBehaved(grid, widths: widths(for: seed)))
    for width in [20, 40, 80, 130] {
      let drawn = picture(grid, width: width)
      #expect(drawn.count { $0 == "▸" } == (place == nil ? 0 : 1))
      #expect(drawn.count { $0 == "◂" } == (place == nil ? 0 : 1))
    }
  }

  @Test(arguments: 20...130)
  func `a pair stands side by side or right below one another`(width: Int) {
    let lines = picture(Self.grid, width: width).split(
      separator: "\n", omittingEmptySubsequences: false)
    let titles = lines.filter { !$0.contains("[") && !$0.isEmpty }.map { $0.split(separator: " ") }
    for pair in [["W", "dL/dW"], ["loss", "dL/dloss"]] {
      let isBeside = titles.contains {
        $0.contains { $0 == pair[0] } && $0.contains { $0 == pair[1] }
      }
      #expect(isBeside || width < 34, "\(titles)")
    }
    #expect(titles.flatMap(\.self) == ["W", "dL/dW", "b", "loss", "dL/dloss"])
  }

  @Test func `rows are told one by one`() {
    #expect(
      sentences(Self.grid) == [
        "W is 3 by 2.", "Row 1: 0, 1.", "Row 2: 2, 3.", "Row 3: 4, 5.", "dL/dW is 3 by 2.",
        "Row 1: -0.5, -0.25.", "Row 2: 0, 0.25.", "Row 3: 0.5, 1.", "b is a list of 3: 0, 1, 2.",
        "loss is 0.25.", "dL/dloss is 1.", "Now at row 3, column 2 of dL/dW: 1.",
      ])
  }

  @Test func `long rows and many rows are told in part`() {
    let large = CellGrid(blocks: [.init(title: StyledText("W"), rows: cells(10, 10))])
    #expect(sentences(large).count == 10)
    #expect(sentences(large)[1] == "Row 1: 0, 1, 2, 3, 4, 5, 6, 7 and 2 more.")
    #expect(sentences(large).last == "There are 2 more rows.")
  }
}
