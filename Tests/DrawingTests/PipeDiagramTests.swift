import Drawing
import Testing

private typealias Stop = PipeDiagram.Stop

@Suite struct PipeDiagramTests {
  private static let stops = [
    Stop(machine: "", name: "x", value: "2"),
    Stop(machine: "x*3", name: "middle", value: "6"),
    Stop(machine: "middle + 100", name: "y", value: ""),
  ]

  private func drawn(_ stops: [PipeDiagram.Stop], width: Int) -> String {
    PipeDiagram(stops).lines(width: width).map(\.plainText).joined(separator: "\n")
  }

  @Test func `machines stand in a row, values above names`() {
    #expect(
      drawn(Self.stops, width: 80) == """
            2 ──[ x*3 ]─→ 6      ──[ middle + 100 ]─→ ?
            x             middle                      y
        """)
  }

  @Test func `a machine that does not fit starts another row`() {
    #expect(
      drawn(Self.stops, width: 30) == """
            2 ──[ x*3 ]─→ 6
            x             middle
             ──[ middle + 100 ]─→ ?
                                  y
        """)
  }

  @Test func `a machine too long for any row is cut`() {
    #expect(
      drawn(Self.stops, width: 24) == """
            2 ──[ x*3 ]─→ 6
            x             middle
             ──[ middle +… ]─→ ?
                               y
        """)
  }

  @Test func `a stop that nothing leads to stands apart`() {
    let stops = [
      Stop(machine: "", name: "x", value: "2"), Stop(machine: "", name: "w", value: "5"),
    ]
    #expect(
      drawn(stops, width: 30) == """
            2  5
            x  w
        """)
  }

  @Test(arguments: 21...100)
  func `no line is wider than asked and none ends in blanks`(width: Int) {
    let lines = PipeDiagram(Self.stops).lines(width: width)
    #expect(lines.allSatisfy { $0.width <= width && !$0.plainText.hasSuffix(" ") })
  }
}
