import Drawing
import Testing

@Suite struct PlotPicturesTests {
  private static let loss = Plot(
    x: .init(name: "w"), y: .init(name: "loss"),
    curves: [
      .init(
        name: "loss", role: .value, points: curvePoints(-1...5) { ($0 * 3 - 10) * ($0 * 3 - 10) })
    ],
    slopes: [
      .init(
        x: 1, y: 49, slope: -42, text: "tangent",
        step: .init(run: 1, runText: "+1", riseText: "-42"))
    ],
    marks: [
      .init(x: 1, y: 49, text: "start"), .init(x: 10 / 3, y: 0, text: "lowest", glyph: .ring),
    ],
    format: shortFormat)

  @Test func `a loss with its tangent on 80 columns`() {
    #expect(
      picture(Self.loss, width: 80) == """
          loss
              │⠑⢄⡀         │
          150 ┤  ⠉⠦⡀       │
              │⢀   ⠈⠲⢄     │
              │  ⠈ ⢀ ⠈⠑⠦⡀  │
          100 ┤      ⠐ ⠠⠈⠓⢄│
              │          ⠈ ⢙⠲⢄⡀
              │            │ ⠐⠉⠢⢤⡀
              │            │     ⠘⠒⢤⣀      +1
           50 ┤            │         ⠉●⢤⣀─────────┐
              │            │    start   ⠈⠙⠓⢦⢤⣀    │ -42
              │            │                 ⠈⠉⠲⠒⠤⢄⣀⡀               lowest      ⣀⣀⠤⠔⠒⠋
            0 ┤────────────┼─────────────────────⠐│⢀⠈⠉⠑⠒⠒⠤⠤⠤⠤⣀⣀⣀⣀⣀○⣀⣀⣀⣀⡠⠤⠤⠤⠔⠒⠚⠉⠉──────
              └────────────┬──────────────────────┬───────────────────────┬─────────── w
                           0                      2                       4
          ⠒⠒⠒⠒⠒⠒⠒⠒ loss   ⠂ ⠂ ⠂ ⠂  tangent
        """)
  }

  @Test func `a loss with its tangent on 40 columns`() {
    #expect(
      picture(Self.loss, width: 40) == """
          loss
              │⢳⡀   │
          150 ┤ ⢣⡀  │
              │⢀ ⢳  │
              │  ⡀⠳⡀│
          100 ┤    ⡹⡀
              │     ⢙⢆
              │     │⠈⢦⡀
              │     │  ⠳⣄  +1
           50 ┤     │   ⠈●⡀───┐
              │    start  ⠙⠦⡀ │ -42
              │     │       ⠈⠶⢄⡀  lowest   ⣀⡴⠊
            0 ┤─────┼─────────⠠⠉⠓⠦⠤⣀⣀○⣀⡠⠤⠖⠋⠁──
              └─────┬─────────┬─────────┬───── w
                    0         2         4
          ⠒⠒⠒⠒⠒⠒⠒⠒ loss   ⠂ ⠂ ⠂ ⠂  tangent
        """)
  }

  @Test func `a curve that blows up does not flatten the rest`() {
    let pole = plot([.init(name: "1/x", points: curvePoints(-2...2, 401) { 1 / $0 })])
    #expect(
      picture(pole, width: 60) == """
          y
           20 ┤                         │⡇
              │                         │⡇
           10 ┤                         │⢸
              │                         │⠈⢧
              │                         │  ⠙⠲⠤⢄⣀⣀⣀⣀⣀
            0 ┤⠒⠒⠒⠒⠒⠒⠒⠒⠒⠲⠤⠤⠤⠤⠤⠤⠤⠤⣄⣀⣀────┼──────────⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
              │                    ⠈⠉⠳⣄ │
          -10 ┤                       ⠘⡄│
              └┬───────────┬────────────┬────────────┬───────────┬ x
              -2          -1            0            1           2
          (below -10 and beyond 20: not drawn)
        """)
    let tame = plot([.init(name: "y", points: curvePoints(0...1) { 1000 + $0 })])
    #expect(!picture(tame, width: 60).contains("not drawn"))
  }
}
