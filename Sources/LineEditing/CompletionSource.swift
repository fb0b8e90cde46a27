import CReadline

/// Answers Readline's questions about one prompt's completions.
///
/// A class because C holds on to it; it lives as long as the prompt.
final class CompletionSource {
  private let completions: (CompletionRequest) -> Completions
  private let ignoresCase: Bool
  private var offered: [Completion] = []

  init(_ completions: @escaping (CompletionRequest) -> Completions, ignoresCase: Bool) {
    self.completions = completions
    self.ignoresCase = ignoresCase
  }

  /// What C calls; valid while `self` is alive.
  var completer: CReadlineCompleter {
    CReadlineCompleter(
      context: Unmanaged.passUnretained(self).toOpaque(),
      complete: { context, line, cursor in
        guard let context, let line else { return .name }
        let source = Unmanaged<CompletionSource>.fromOpaque(context).takeUnretainedValue()
        let kind = source.chooseWord(in: Array(String(cString: line).utf8), cursor: Int(cursor))
        for word in source.offered { creadline_offer(word.text, word.endingByte) }
        return kind
      },
      list: { context, candidates, count, columns in
        guard let context, let candidates else { return false }
        let source = Unmanaged<CompletionSource>.fromOpaque(context).takeUnretainedValue()
        let texts = (0..<Int(count)).compactMap { candidates[$0].map { String(cString: $0) } }
        guard let lines = source.list(texts, columns: Int(columns)) else { return false }
        creadline_print("\n" + lines.map { $0 + "\n" }.joined())
        return true
      })
  }

  /// Decides what the word at the cursor is, and keeps the candidates for it.
  func chooseWord(in line: [UInt8], cursor: Int) -> CReadlineWord {
    let hyphenated = CompletionRequest(line: line, cursor: cursor, hyphenated: true)
    if hyphenated.isHyphenated {
      switch candidates(for: hyphenated) {
      case .fileNames: return .fileName
      case .words(let words) where !words.isEmpty:
        offered = words
        return .hyphenated
      case .words: break
      }
    }
    let name = CompletionRequest(line: line, cursor: cursor, hyphenated: false)
    switch candidates(for: name) {
    case .fileNames: return .fileName
    case .words(let words):
      offered = words
      return .name
    }
  }

  /// The lines that list candidates with their notes; nil when none has a note.
  func list(_ texts: [String], columns: Int) -> [String]? {
    let notes = Dictionary(offered.map { ($0.text, $0.note) }) { first, _ in first }
    let entries = texts.map { (text: $0, note: notes[$0] ?? "") }
    guard entries.contains(where: { !$0.note.isEmpty }) else { return nil }
    return CompletionList.lines(entries, columns: columns)
  }

  private func candidates(for request: CompletionRequest) -> Completions {
    offered = []
    guard case .words(let words) = completions(request) else { return .fileNames }
    let typed = folded(request.word)
    return .words(words.filter { folded($0.text).utf8.starts(with: typed.utf8) })
  }

  private func folded(_ text: String) -> String {
    ignoresCase ? text.lowercased() : text
  }
}

extension Completion {
  fileprivate var endingByte: CChar {
    ending?.asciiValue.map { CChar(bitPattern: $0) } ?? 0
  }
}
