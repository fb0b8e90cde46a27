import Drawing
import Testing

@Suite struct GlyphTests {
  private let ascii = Renderer(usesColor: false, usesASCII: true)

  private func shown(_ glyph: Character) -> String { ascii.render(StyledText(String(glyph))) }

  @Test(arguments: Array("─│┌┐└┘├┤┬┴┼●○▸◂▲▼→←×·█▉▊▋▌▍▎▏░▒▓"))
  func `what drawings are made of is one visible character in ASCII`(glyph: Character) {
    #expect(shown(glyph).count == 1)
    #expect(![" ", "?"].contains(shown(glyph)))
    #expect(glyph.unicodeScalars.allSatisfy(Renderer.hasASCIIForm))
  }

  @Test func `a cell of dots is told by its halves`() {
    for dots in UInt32(0)...0xFF {
      guard let scalar = Unicode.Scalar(0x2800 + dots) else { continue }
      // Bits from 0: the upper dots are 1, 2 (left) and 4, 5 (right).
      let upper = [0, 1, 3, 4].contains { dots >> $0 & 1 == 1 }
      let lower = [2, 5, 6, 7].contains { dots >> $0 & 1 == 1 }
      let expected = upper && lower ? ":" : upper ? "'" : lower ? "." : " "
      #expect(shown(Character(scalar)) == expected, "dots \(dots)")
      #expect(Renderer.hasASCIIForm(scalar))
    }
  }

  @Test(arguments: ["●○", "▸◂▲▼", "░▒▓█", "┼┌", "┼├", "┼●", "─│┌", "→←"])
  func `what must be told apart stays apart in ASCII`(glyphs: String) {
    #expect(Set(glyphs.map(shown)).count == glyphs.count)
  }
}
