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

  /// A line in lines that fit where a character's ASCII form is longer than the character.
  ///
  /// - Parameter width: How many cells a line may have, if `text` has no more.
  public func fitted(_ text: StyledText, to width: Int) -> [StyledText] {
    guard usesASCII, text.width <= width else { return [text] }
    let spelled = self.spelled(text)
    guard spelled.width > width else { return [text] }
    // In a drawing what was cut to fit must not grow again.
    let narrow = self.spelled(text.replacing("…", with: "~"))
    guard narrow.width > width else { return [narrow] }
    let indent = String(spelled.plainText.prefix { $0 == " " })
    return spelled.wrapped(to: width, first: StyledText(indent))
  }

  private func spelled(_ text: StyledText) -> StyledText {
    text.spans.reduce(StyledText()) { $0 + StyledText(spelled($1.text), $1.role) }
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
    // Dim text can't be read on some screens.
    case .plain, .value, .aside: nil
    case .title, .strong: "1"
    case .code: "36"
    case .upstream: "35"
    case .gradient: "1;35"
    case .local: "94"
    case .emphasis: "3"
    case .good: "1;32"
    case .bad: "1;31"
    }
  }

  /// Whether a character can be written where only ASCII is, other than as a question mark.
  public static func hasASCIIForm(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII || asciiForm(of: scalar) != nil || isMark(scalar)
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
        shown += Self.asciiForm(of: scalar) ?? (Self.isMark(scalar) ? "" : "?")
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func asciiForm(of scalar: Unicode.Scalar) -> String? {
    asciiForms[scalar] ?? asciiForm(ofBraille: scalar)
  }

  /// A cell of dots by its halves: `'` for the upper, `.` for the lower, `:` for both.
  private static func asciiForm(ofBraille scalar: Unicode.Scalar) -> String? {
    guard (0x2800...0x28FF).contains(scalar.value) else { return nil }
    // Dots 1, 2, 4 and 5 are the upper four.
    let (upper, lower) = (scalar.value & 0x1B != 0, scalar.value & 0xE4 != 0)
    return upper ? (lower ? ":" : "'") : (lower ? "." : " ")
  }

  /// How each glyph that the program draws is written where only ASCII is.
  ///
  /// What drawings are made of takes one character, so that their layout holds.
  private static let asciiForms: [Unicode.Scalar: String] = [
    "×": "*", "·": ".", "−": "-", "–": "-", "—": "-", "→": ">", "←": "<", "─": "-", "│": "|",
    "…": "...", "∂": "d", "σ": "sigmoid", "²": "^2", "³": "^3", "█": "#", "░": ".", "’": "'",
    "‘": "'", "“": "\"", "”": "\"", "≈": "~", "≥": ">=", "≤": "<=", "≠": "!=", "π": "pi",
    "∞": "inf", "√": "sqrt", "′": "'", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5",
    "₆": "6", "₇": "7", "₈": "8", "₉": "9",
    // A crossing of wires that do not connect must not look like a joint.
    "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "|",
    "●": "@", "○": "o", "▸": ">", "◂": "<", "▲": "^", "▼": "v",
    "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "#", "▎": "#", "▏": "#", "▒": ":", "▓": "%",
  ]
}
