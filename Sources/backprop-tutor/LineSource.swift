import Drawing
import LineEditing

/// Where lines come from.
enum LineSource {
  /// A person at a terminal, with editing, history and completion.
  case terminal(LineEditor)
  /// A pipe or a file.
  case script(Console)

  /// A terminal where both standard input and output are one.
  static func standard(_ console: Console) -> LineSource {
    LineEditor.isUsable
      ? .terminal(
        LineEditor(
          applicationName: "backprop-tutor", historyFile: Environment.historyPath,
          isPlain: console.isPlain))
      : .script(console)
  }

  var isTerminal: Bool { editor != nil }

  /// What reads lines and keys from a person; nil for a script.
  var editor: LineEditor? {
    if case .terminal(let editor) = self { editor } else { nil }
  }

  /// Waits for a line.
  ///
  /// - Parameters:
  ///   - text: What a person finds on the line to start with.
  ///   - hasChanged: What ends a person's prompt when it becomes true.
  ///
  /// From a script the line is written behind the prompt, so that the transcript reads like a
  /// session.
  func next(
    prompt: String, text: String = "", wakingWhen hasChanged: (() -> Bool)? = nil,
    completions: PromptCompletions = PromptCompletions()
  ) -> LineEvent {
    switch self {
    case .terminal(let editor):
      return editor.readLine(
        prompt: prompt, text: text, wakingWhen: hasChanged, completions: completions.candidates)
    case .script(let console):
      if hasChanged?() == true { return .woken(typed: "") }
      guard let line = readLine() else { return .endOfInput }
      let start = String(String.UnicodeScalarView(line.unicodeScalars.prefix(200)))
      console.write(prompt + start + (start.utf8.count < line.utf8.count ? "…" : ""))
      return .line(line)
    }
  }
}
