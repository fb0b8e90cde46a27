import Drawing
import Testing

@Suite struct RendererTests {
  private let plain = Renderer(usesColor: false, usesASCII: false)
  private let colored = Renderer(usesColor: true, usesASCII: false)
  private let ascii = Renderer(usesColor: false, usesASCII: true)

  private static let roles: [StyledText.Role] = [
    .plain, .title, .code, .value, .gradient, .upstream, .local, .emphasis, .strong, .good, .bad,
    .aside,
  ]

  @Test(arguments: roles)
  func `without colour there are no escapes and nothing is lost`(role: StyledText.Role) {
    #expect(plain.render(StyledText("∂y = 6", role)) == "∂y = 6")
  }

  @Test(arguments: roles)
  func `colours end where the part ends`(role: StyledText.Role) {
    let shown = colored.render(StyledText("a", role) + StyledText("b"))
    let isBare = [.plain, .value, .aside].contains(role)
    #expect(shown.contains("\u{1B}") != isBare)
    #expect(shown.hasSuffix(isBare ? "ab" : "a\u{1B}[0mb"))
  }

  @Test(arguments: [
    ("2 ──[ x ]─→ 6", "2 --[ x ]-> 6"), ("∂y/∂x", "dy/dx"), ("│ x²", "| x^2"), ("██░░", "##.."),
    ("3 × 4 − 1", "3 * 4 - 1"), ("σ(x) ≈ ½", "sigmoid(x) ~ ?"), ("w₁₀", "w10"), ("数", "?"),
    ("e\u{301}", "e"), ("plain", "plain"),
  ])
  func `where only ASCII can be shown, each glyph has a form`(text: String, shown: String) {
    #expect(ascii.render(StyledText(text)) == shown)
  }

  @Test func `control characters never come through`() {
    for value in UInt32(0)...0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = StyledText("a\(Character(scalar))b", .code)
      let isControl =
        [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        || scalar.properties.isBidiControl
      #expect(plain.render(text).unicodeScalars.contains(scalar) == !isControl)
      #expect(ascii.render(text).unicodeScalars.allSatisfy { (32..<127).contains($0.value) })
      let inner = colored.render(text).dropFirst("\u{1B}[36m".count).dropLast("\u{1B}[0m".count)
      #expect(!inner.unicodeScalars.contains { $0 == "\u{1B}" })
    }
  }

  @Test func `what is measured is what is shown`() {
    let text = "a\u{1B}[2J\r\n\tb\u{85}é"
    #expect(plain.render(StyledText(text)).cellWidth == StyledText(text).width)
  }
}
