import CReadline

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads lines from the terminal with GNU Readline: editing, history, completion, interrupts; and
/// single keys.
///
/// Readline is global to the process: make one editor, use it on one thread, and don't ask for a
/// line while another is being read. Use it only where ``isUsable``; elsewhere Readline would put
/// prompts and echoes into pipes and files. The user's `~/.inputrc` is in force, with
/// `$if name` for the application's name.
///
/// Signals are handled only while a prompt is up or keys are taken. In between they do what the
/// caller set up, so Ctrl-C ends the process unless the caller handles it.
public final class LineEditor {
  private var history: History
  private var pasted: ArraySlice<String> = []

  /// Whether standard input and output are both terminals.
  public static var isUsable: Bool {
    isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0
  }

  /// What went wrong with the history file last, if anything; lines are recalled all the same.
  public var historyFailure: HistoryFailure? { history.failure }

  /// Creates the editor and takes over the locale's character encoding (`setlocale(LC_CTYPE, "")`).
  ///
  /// - Parameters:
  ///   - applicationName: The name to test for in `~/.inputrc`.
  ///   - historyFile: Where the last 1,000 lines are kept from run to run; created with mode 0600,
  ///     and its folders with 0700, when the first line is added. Nil keeps them in memory only.
  ///   - isPlain: Whether prompts are written without escape sequences, whatever `TERM` and
  ///     `~/.inputrc` say. Those in a prompt's own text are the caller's.
  public init(applicationName: String, historyFile: String? = nil, isPlain: Bool = false) {
    history = History(file: historyFile.map(HistoryFile.init(path:)))
    creadline_set_up(applicationName, isPlain)
  }

  /// Shows a prompt and waits for a line.
  ///
  /// A pasted block of several lines is edited as one and handed out line by line, the later ones
  /// with their prompts but without waiting. A newline at its very end begins no further line.
  ///
  /// - Parameters:
  ///   - prompt: May contain escape sequences for colour.
  ///   - text: What stands on the line to start with, for the user to change.
  ///   - hasChanged: Looked at now and then while no key is pressed; once it is true the prompt ends.
  ///   - completions: Called for Tab, up to twice; see ``CompletionRequest``.
  public func readLine(
    prompt: String,
    text initial: String = "",
    wakingWhen hasChanged: (() -> Bool)? = nil,
    completions: (CompletionRequest) -> Completions = { _ in [] }
  ) -> LineEvent {
    if let line = pasted.popFirst() {
      print(prompt + Prompt.visible(line))
      return accept(line)
    }
    creadline_clear_history()
    for line in history.lines { creadline_add_history(line) }
    var text: UnsafeMutablePointer<CChar>?
    let watch = hasChanged.map(Watch.init)
    let outcome = withoutActuallyEscaping(completions) { completions in
      let source = CompletionSource(completions, ignoresCase: creadline_ignores_case())
      return withExtendedLifetime((source, watch)) {
        creadline_read_line(
          Prompt.markingEscapes(in: prompt), initial, watch?.forC ?? CReadlineWatch(),
          source.completer, &text)
      }
    }
    defer { free(text) }
    switch outcome {
    case .interrupted: return .interrupted
    case .end: return .endOfInput
    case .woken: return .woken(typed: text.map { String(cString: $0) } ?? "")
    case .line: return accept(takeFirst(of: text.map { String(cString: $0) } ?? ""))
    }
  }

  /// The first line of a block; the others wait for the next prompts.
  private func takeFirst(of block: String) -> String {
    var lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.count > 1 && lines.last == "" { lines.removeLast() }
    pasted = lines.dropFirst()
    return lines.first ?? ""
  }

  private func accept(_ line: String) -> LineEvent {
    history.add(line)
    return .line(line)
  }
}
