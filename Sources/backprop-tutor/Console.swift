import Drawing
import Foundation
import LineEditing

/// Standard output, as lines of styled text.
struct Console {
  let renderer: Renderer

  /// How wide a line may be: the terminal's width, but at most 80, which reads best.
  var width: Int {
    min(80, max(20, terminalSize()?.columns ?? 80))
  }

  /// Writes lines, and all of them before it returns.
  func write(_ lines: [StyledText]) {
    guard !lines.isEmpty else { return }
    Self.writeText(lines.map { renderer.render($0).trimmingTrailingBlanks + "\n" }.joined())
  }

  /// Writes text as it is, for other programs to read.
  static func writeText(_ text: String) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // A reader that went away, as `head` does, has seen enough; nobody reads anything else either.
      let hasReaderLeft = errno == EPIPE
      if !hasReaderLeft { warn(["error: the output can't be written"]) }
      exit(hasReaderLeft ? 0 : Failure.Status.cannotWrite.rawValue)
    }
  }

  /// Writes one plain line.
  func write(_ line: String) {
    write([StyledText(line)])
  }

  /// Writes lines to standard error, without colour; what they quote can't drive the terminal.
  static func warn(_ lines: [String]) {
    let renderer = Renderer(usesColor: false, usesASCII: !Environment.usesUTF8)
    let text = lines.map { renderer.render(StyledText($0)) + "\n" }.joined()
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

extension String {
  fileprivate var trimmingTrailingBlanks: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
