import Drawing
import Testing

@Suite struct TableTests {
  private static var table: Table {
    var table = Table(
      heading: [StyledText("name"), StyledText("value"), StyledText("what it is")],
      alignments: [.left, .right, .left])
    table.addRow([StyledText("数"), StyledText("1.5"), StyledText("a number")])
    table.addRow([StyledText("weight"), StyledText("-10"), StyledText("what is multiplied by x")])
    return table
  }

  @Test func `columns are aligned where they fit`() {
    #expect(
      Self.table.lines(width: 80).map(\.plainText) == [
        "  name    value  what it is",
        "  数        1.5  a number",
        "  weight    -10  what is multiplied by x",
      ])
    #expect(Self.table.lines(width: 40).count == 3)
  }

  @Test func `rows are stacked where columns do not fit`() {
    #expect(
      Self.table.lines(width: 24).map(\.plainText) == [
        "  name: 数", "    value: 1.5", "    what it is: a number",
        "  name: weight", "    value: -10", "    what it is: what is", "    multiplied by x",
      ])
  }

  @Test(arguments: 1...120)
  func `no line is wider than asked`(width: Int) {
    let lines = Self.table.lines(width: width)
    #expect(lines.allSatisfy { $0.width <= max(2, width) }, "\(lines.map(\.plainText))")
  }

  @Test func `a table without rows is its heading`() {
    let table = Table(heading: [StyledText("a"), StyledText("b")], alignments: [.left, .right])
    #expect(table.lines(width: 80).map(\.plainText) == ["  a  b"])
    #expect(table.lines(width: 4).map(\.plainText) == [])
  }
}

@Suite struct BarTests {
  @Test(arguments: 2...12, 1...25)
  func `a bar is full only when all is done and empty only when nothing is`(width: Int, total: Int)
  {
    for done in 0...total {
      let line = Bar(done: done, of: total).line(width: width)
      let filled = line.plainText.count { $0 == "█" }
      #expect(line.width == width)
      #expect((filled == width) == (done == total), "\(done) of \(total) in \(width)")
      #expect((filled == 0) == (done == 0), "\(done) of \(total) in \(width)")
    }
  }

  @Test func `a bar grows with what is done`() {
    let lines = (0...4).map { Bar(done: $0, of: 4).line(width: 8).plainText }
    #expect(lines == ["░░░░░░░░", "██░░░░░░", "████░░░░", "██████░░", "████████"])
  }
}
