/// Turns styled text into what one terminal can show.
public struct Renderer: Sendable {
  /// Whether roles become colours.
  public var usesColor: Bool
  /// Whether only ASCII may be written.
  public var usesASCII: Bool

  /// Makes a renderer.
  public init(usesColor: Bool, usesASCII: Bool) {
    self.usesColor = usesColor
    self.usesASCII = usesASCII
  }

  /// `text` as bytes for the terminal, with escapes only if it uses colour.
  ///
  /// Control characters never come through: a name or a lesson can't drive the terminal.
  public func render(_ text: StyledText) -> String {
    var line = ""
    for span in text.spans {
      let shown = spelled(span.text)
      if usesColor, let code = code(for: span.role) {
        line += "\u{1B}[\(code)m\(shown)\u{1B}[0m"
      } else {
        line += shown
      }
    }
    return line
  }

  /// The 16 basic colours only, so that the user's own theme holds; no colour carries a meaning alone.
  private func code(for role: StyledText.Role) -> String? {
    switch role {
    case .plain, .value: nil
    case .title, .strong, .gradient: "1"
    case .code: "36"
    case .upstream: "35"
    case .local: "94"
    case .emphasis: "3"
    case .good: "1;32"
    case .bad: "1;31"
    case .aside: "2"
    }
  }

  /// Whether a character can be written where only ASCII is, other than as a question mark.
  public static func hasASCIIForm(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII || asciiForms[scalar] != nil || isMark(scalar)
  }

  /// An accent or the like, which can be left out.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark
  }

  private func spelled(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar.isControl {
        shown += usesASCII ? "?" : "\u{FFFD}"
      } else if usesASCII, !scalar.isASCII {
        shown += Self.asciiForms[scalar] ?? (Self.isMark(scalar) ? "" : "?")
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// How each glyph that the program draws is written where only ASCII is.
  private static let asciiForms: [Unicode.Scalar: String] = [
    "×": "*", "·": ".", "−": "-", "–": "-", "—": "-", "→": ">", "←": "<", "─": "-", "│": "|",
    "…": "...", "∂": "d", "σ": "sigmoid", "²": "^2", "³": "^3", "█": "#", "░": ".", "’": "'",
    "‘": "'", "“": "\"", "”": "\"", "≈": "~", "≥": ">=", "≤": "<=", "≠": "!=", "π": "pi",
    "∞": "inf", "√": "sqrt", "′": "'", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5",
    "₆": "6", "₇": "7", "₈": "8", "₉": "9",
  ]
}
