import Drawing
import Testing

@Suite struct AreaDiagramTests {
  private static let area = AreaDiagram(
    across: .init(name: "x", value: 6, text: "6", nudge: 1, nudgeText: "+1"),
    down: .init(name: "y", value: 4, text: "4", nudge: 0.5, nudgeText: "+0.5"),
    areas: .init(main: "x·y = 24", right: "4", below: "3"))

  @Test func `a product on 80 and 20 columns`() {
    #expect(
      picture(Self.area, width: 80) == """
                x = 6                +1
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
          y = 4 ░░░░░ x·y = 24 ░░░░░░▒▒▒▒
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
                ░░░░░░░░░░░░░░░░░░░░░▒▒▒▒
           +0.5 ▓▓▓▓▓▓▓▓▓ 3 ▓▓▓▓▓▓▓▓▓████
          ▒ 4
        """)
    #expect(picture(Self.area, width: 40) == picture(Self.area, width: 80))
    #expect(
      picture(Self.area, width: 20) == """
                x = 6     +1
                ░░░░░░░░░░▒▒
          y = 4 ░░░░░░░░░░▒▒
                ░░░░░░░░░░▒▒
           +0.5 ▓▓▓ 3 ▓▓▓▓██
          ░ x·y = 24   ▒ 4
          (small sides and
          nudges are drawn
          larger than they
          are)
        """)
  }

  private func unlabelled(_ x: Double, _ dx: Double, _ y: Double, _ dy: Double) -> AreaDiagram {
    AreaDiagram(
      across: .init(name: "x", value: x, text: "", nudge: dx, nudgeText: ""),
      down: .init(name: "y", value: y, text: "", nudge: dy, nudgeText: ""), areas: .init())
  }

  private func cells(_ diagram: AreaDiagram, width: Int) -> [Int] {
    let picture = picture(diagram, width: width)
    return "░▒▓█".map { shade in picture.count { $0 == shade } }
  }

  @Test(arguments: 1...200)
  func `areas are products of sides`(seed: Int) {
    var values = HostileValues(seed: seed)
    let lengths = (0..<4).map { _ in values.number() }
    guard lengths.allSatisfy({ $0.isFinite && $0 != 0 }) else { return }
    for width in [20, 33, 80] {
      let drawn = cells(unlabelled(lengths[0], lengths[1], lengths[2], lengths[3]), width: width)
      #expect(drawn.allSatisfy { $0 > 0 })
      // Main by corner is strip by strip, for every rectangle cut in four.
      #expect(drawn[0] * drawn[3] == drawn[1] * drawn[2], "\(lengths) \(drawn)")
    }
  }

  @Test func `sides are drawn in proportion, by their size`() {
    #expect(cells(unlabelled(6, 2, 6, 2), width: 80) == [72, 24, 24, 8])
    #expect(cells(unlabelled(-6, 2, 6, -2), width: 80) == [72, 24, 24, 8])
  }

  @Test func `without nudges there is one area, and with a side of 0 that is said`() {
    #expect(cells(unlabelled(3, 0, 4, 0), width: 80).dropFirst() == [0, 0, 0])
    let flat = unlabelled(0, 1, 4, 0)
    #expect(cells(flat, width: 80)[0] == 0)
    #expect(picture(flat, width: 80).hasSuffix("(x is 0: x times y has no area)"))
  }

  @Test(arguments: 1...100)
  func `no line is wider than asked`(seed: Int) {
    var values = HostileValues(seed: seed)
    func side() -> AreaDiagram.Side {
      .init(
        name: values.name(), value: values.number(), text: values.name(), nudge: values.number(),
        nudgeText: values.name())
    }
    let areas = AreaDiagram.Areas(
      main: values.name(), right: values.name(), below: values.name(), corner: values.name())
    let diagram = AreaDiagram(across: side(), down: side(), areas: areas)
    #expect(isWellBehaved(diagram, widths: widths(for: seed)))
  }

  @Test func `all sides are told, and the areas that have a text`() {
    #expect(
      sentences(Self.area) == [
        "A rectangle with the sides x and y.", "x is 6, and its nudge is +1.",
        "y is 4, and its nudge is +0.5.", "Its area: x·y = 24.",
        "The nudge of x adds a strip: 4.", "The nudge of y adds a strip: 3.",
      ])
  }
}
