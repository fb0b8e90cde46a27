import Drawing

/// Numbers and names that drawings must survive; the same ones for the same seed.
struct HostileValues: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  /// SplitMix64.
  ///
  /// Source: Steele, Lea and Flood, 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func number() -> Double {
    let extremes: [Double] = [
      0, -0.0, 1, -1, 1e300, -1e300, 1e-300, -1e-300, .nan, .infinity, -.infinity,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e17, 1e-17,
    ]
    if Int.random(in: 0..<4, using: &self) == 0 {
      return extremes.randomElement(using: &self) ?? 0
    }
    return Double.random(in: -100...100, using: &self)
  }

  mutating func name() -> String {
    let names = [
      "", "x", "loss", "数学数学数学", "👩‍👧 👍🏽", String(repeating: "long", count: 50), "a\u{1B}[2Jb",
      "e\u{301}",
      "\r\n", "two words", "\u{301}x", String(repeating: "学", count: 100),
    ]
    return names.randomElement(using: &self) ?? ""
  }

  mutating func role() -> StyledText.Role {
    [.plain, .value, .gradient, .local].randomElement(using: &self) ?? .plain
  }
}

/// All widths for some seeds, and for the others a few: all take long without optimization.
func widths(for seed: Int) -> [Int] {
  seed.isMultiple(of: 20) ? Array(20...130) : [20, 20 + seed % 111, 80]
}

/// Whole numbers without a point, others as Swift prints them.
@Sendable func shortFormat(_ number: Double) -> String {
  abs(number) < 1e9 && number == number.rounded() ? "\(Int(number))" : "\(number)"
}

/// What a drawing looks like without colour.
func picture(_ diagram: some Diagram, width: Int) -> String {
  diagram.lines(width: width).map(\.plainText).joined(separator: "\n")
}

/// What a drawing looks like where only ASCII is.
func asciiPicture(_ diagram: some Diagram, width: Int) -> String {
  let renderer = Renderer(usesColor: false, usesASCII: true)
  return diagram.lines(width: width).map(renderer.render).joined(separator: "\n")
}

func sentences(_ diagram: some Diagram) -> [String] { diagram.sentences.map(\.plainText) }

/// Whether a diagram keeps to the widths, and its sentences are sentences.
func isWellBehaved(_ diagram: some Diagram, widths: some Sequence<Int>) -> Bool {
  widths.allSatisfy { width in diagram.lines(width: width).allSatisfy { $0.width <= width } }
    && !diagram.sentences.isEmpty
    && diagram.sentences.allSatisfy { $0.plainText.last.map { ".!?".contains($0) } == true }
}
