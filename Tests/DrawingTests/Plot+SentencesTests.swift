import Drawing
import Testing

@Suite struct PlotSentencesTests {
  private func told(
    _ ys: [Double], xs: [Double]? = nil, slopes: [Plot.Slope] = [], marks: [Plot.Mark] = []
  ) -> [String] {
    let points = ys.enumerated().map { Plot.Point(x: xs?[$0] ?? Double($0), y: $1) }
    return sentences(
      Plot(
        x: .init(name: "w"), y: .init(name: "loss"), curves: [.init(name: "loss", points: points)],
        slopes: slopes, marks: marks, format: shortFormat))
  }

  @Test(arguments: [
    ([1, 2, 4], "rises from 1 at w = 0 to 4 at w = 2."),
    ([4, 2, 2, -1], "falls from 4 at w = 0 to -1 at w = 3."),
    ([9, 0, 4], "falls from 9 at w = 0 to 0 at w = 1, then rises to 4."),
    ([0, 9, 4], "rises from 0 at w = 0 to 9 at w = 1, then falls to 4."),
    ([3, 3, 3], "is 3 throughout."),
    ([1, 1 + 1e-15, 1], "is 1 throughout."),
    (
      [0, 2, 1, 3], "goes from 0 to 3 and turns 2 times; lowest 0 at w = 0, highest 3 at w = 3."
    ),
  ])
  func `a curve is told by its course`(ys: [Double], course: String) {
    #expect(told(ys) == ["loss against w, from 0 to \(ys.count - 1): \(course)"])
  }

  @Test func `a curve from right to left is told from left to right`() {
    #expect(
      told([1, 2, 4], xs: [3, 2, 1])
        == ["loss against w, from 1 to 3: falls from 4 at w = 1 to 1 at w = 3."])
  }

  @Test func `a path that goes back is no function`() {
    #expect(
      told([1, 2, 4], xs: [0, 2, 1]) == [
        "loss against w, from 0 to 1: is a path from 1 at w = 0 to 4 at w = 1; "
          + "lowest 1 at w = 0, highest 4 at w = 1."
      ])
  }

  @Test func `gaps are told, and each part by itself`() {
    #expect(
      told([1, 2, .nan, 5, 4]) == [
        "loss against w, from 0 to 4, has no value between 1 and 3.",
        "From 0 to 1, loss rises from 1 at w = 0 to 2 at w = 1.",
        "From 3 to 4, loss falls from 5 at w = 3 to 4 at w = 4.",
      ])
    #expect(told([.nan, .infinity]) == ["loss against w has no values."])
    #expect(told([7]) == ["loss against w is only known at w = 0: 7."])
  }

  @Test func `slopes and marks follow`() {
    let slope = Plot.Slope(
      x: 1, y: 2, slope: 2, text: "twice as fast",
      step: .init(run: 1, runText: "+1", riseText: "+2"))
    let marks = [Plot.Mark(x: 0, y: 1, text: "start."), Plot.Mark(x: 0, y: 1)]
    #expect(
      told([1, 3], slopes: [slope], marks: marks).dropFirst() == [
        "At w = 1 the slope is 2: twice as fast.",
        "A step of 1 along it changes loss by +2.",
        "Mark at w = 0, loss = 1: start.",
      ])
  }
}
