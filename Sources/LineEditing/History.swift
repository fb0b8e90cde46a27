/// The lines that Up recalls, oldest first, and the file that keeps them.
struct History {
  /// How many lines are kept.
  static let capacity = 1_000

  /// Longer lines, in bytes, are pasted data rather than something to recall.
  static let longestLine = 10_000

  private(set) var lines: [String] = []
  private(set) var failure: HistoryFailure?
  private let file: HistoryFile?

  init(file: HistoryFile?) {
    self.file = file
    do throws(HistoryFailure) {
      guard let file else { return }
      let saved = try file.read()
      for line in saved { _ = remember(line) }
      if saved.count > lines.count { try file.replace(with: lines) }
    } catch {
      failure = error
    }
  }

  /// Keeps a line unless it is blank, overlong or the same as the one before.
  mutating func add(_ line: String) {
    guard remember(line) else { return }
    do throws(HistoryFailure) {
      try file?.append(line)
      failure = nil
    } catch {
      failure = error
    }
  }

  private mutating func remember(_ line: String) -> Bool {
    let isBlank = line.allSatisfy(\.isWhitespace)
    guard !isBlank, line.utf8.count <= Self.longestLine, line != lines.last else { return false }
    lines.append(line)
    if lines.count > Self.capacity { lines.removeFirst(lines.count - Self.capacity) }
    return true
  }
}
