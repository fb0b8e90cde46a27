import Drawing
import Foundation
import LineEditing
import Tutor

/// Shows how far a training is, and lets Ctrl-C stop it.
struct TrainingWatch {
  let console: Console
  let lines: LineSource

  /// A training that is over sooner needs no bar.
  private static let patience = 0.4

  /// The cells of the bar: the line is drawn over itself, so it must never wrap.
  private var width: Int { max(4, min(30, console.page.width - 28)) }

  /// Runs `body` with what a training asks now and then: whether to go on.
  ///
  /// - Parameter line: What was typed; the keys are only taken if it trains something.
  func run<Result>(_ line: String, _ body: ((Double) -> Bool) -> Result) -> Result {
    let word = line.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    guard let editor = lines.editor, Command(word: word) == .train else {
      return body { _ in true }
    }
    return editor.withKeys { keys in
      let start = Date()
      var drawn = -1
      let result = body { share in
        if [.interrupted, .endOfInput].contains(keys.next(within: 0)) { return false }
        guard Date().timeIntervalSince(start) > Self.patience else { return true }
        let cells = Int(share * Double(width))
        if cells != drawn { draw(cells) }
        drawn = cells
        return true
      }
      if drawn >= 0 { finish() }
      return result
    }
  }

  /// Over itself where that is allowed, else as a few words now and then.
  private func draw(_ cells: Int) {
    guard console.moves else {
      if cells % 6 == 0 { console.write("  \(100 * cells / width) percent") }
      return
    }
    let bar = Bar(done: cells, of: width).line(width: width)
    let words = console.page.width < 40 ? "" : ", Ctrl-C stops"
    let text = StyledText("  ") + bar + StyledText("  \(100 * cells / width)%\(words)")
    Console.writeText("\r" + console.renderer.render(text))
  }

  private func finish() {
    if console.moves { Console.writeText("\r\u{1B}[K") }
  }
}
