import Drawing
import Foundation
import LineEditing

/// Standard output, as lines of styled text.
struct Console {
  let renderer: Renderer
  /// Whether everything is told in sentences, for a screen reader.
  var isPlain = false
  /// Whether pictures may move.
  var moves = false

  /// What there is to draw on just now: lines of words of at most 80 cells, which read best, and
  /// drawings of at most 120.
  var page: Page {
    let columns = max(20, terminalSize()?.columns ?? Environment.columns ?? 80)
    return Page(width: min(80, columns), drawingWidth: min(120, columns), isPlain: isPlain)
  }

  /// Writes lines, and all of them before it returns.
  func write(_ lines: [StyledText]) {
    guard !lines.isEmpty else { return }
    let width = page.drawingWidth
    let fitted = lines.flatMap { renderer.fitted($0, to: width) }
    Self.writeText(fitted.map { renderer.render($0).trimmingTrailingBlanks + "\n" }.joined())
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
