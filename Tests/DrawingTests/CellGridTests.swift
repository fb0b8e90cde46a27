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
    ])

  @Test func `blocks on 80 and 40 columns`() {
    #expect(
      picture(Self.grid, width: 80) == """
          W          dL/dW             b       loss       dL/dloss
          [ 0  1 ]   [ -0.5  -0.25 ]   [ 0 ]   [ 0.25 ]   [ 1 ]
          [ 2  3 ]   [    0   0.25 ]   [ 1 ]
          [ 4  5 ]   [  0.5      1 ]   [ 2 ]
        """)
    #expect(
      picture(Self.grid, width: 40) == """
          W          dL/dW             b
          [ 0  1 ]   [ -0.5  -0.25 ]   [ 0 ]
          [ 2  3 ]   [    0   0.25 ]   [ 1 ]
          [ 4  5 ]   [  0.5      1 ]   [ 2 ]

          loss       dL/dloss
          [ 0.25 ]   [ 1 ]
        """)
  }

  @Test func `what is too large is cut and counted`() {
    let large = CellGrid(
      blocks: [
        .init(title: StyledText("W"), rows: cells(40, 2)),
        .init(title: StyledText("X"), rows: cells(9, 30)),
      ])
    #expect(
      picture(large, width: 80) == """
          W                X
          [  0   1 ]       [   0    1    2    3    4    5    6    7 · ]
          [  2   3 ]       [  30   31   32   33   34   35   36   37 · ]
          [  4   5 ]       [  60   61   62   63   64   65   66   67 · ]
          [  6   7 ]       [  90   91   92   93   94   95   96   97 · ]
          [  8   9 ]       [ 120  121  122  123  124  125  126  127 · ]
          [ 10  11 ]       [ 150  151  152  153  154  155  156  157 · ]
          [ 12  13 ]       [ 180  181  182  183  184  185  186  187 · ]
          [ 14  15 ]       [ 210  211  212  213  214  215  216  217 · ]
          [  ·   · ]       [   ·    ·    ·    ·    ·    ·    ·    · · ]
          (8 of 40 rows)   (8 of 9 rows)
                           (8 of 30 columns)
        """)
  }

  @Test(arguments: 1...100)
  func `no line is wider than asked`(seed: Int) {
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
    #expect(isWellBehaved(CellGrid(blocks: blocks), widths: widths(for: seed)))
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
        "loss is 0.25.", "dL/dloss is 1.",
      ])
  }

  @Test func `long rows and many rows are told in part`() {
    let large = CellGrid(blocks: [.init(title: StyledText("W"), rows: cells(10, 10))])
    #expect(sentences(large).count == 10)
    #expect(sentences(large)[1] == "Row 1: 0, 1, 2, 3, 4, 5, 6, 7 and 2 more.")
    #expect(sentences(large).last == "There are 2 more rows.")
  }
}
