/// Why a program under a pseudo-terminal didn't do what a test waited for.
public enum TerminalFailure: Error, CustomStringConvertible {
  /// The text had not appeared when the time was up; with what was seen since the last match.
  case notSeen(String, since: String)

  /// The program ended, or closed its terminal, before the text appeared.
  case ended(before: String, since: String)

  /// The program was still running when the time was up; with what was seen since the last match.
  case stillRunning(since: String)

  /// The program didn't read what was typed.
  case notRead(bytesLeft: Int)

  /// No such program beside the tests.
  case noExecutable(path: String)

  /// A system call failed.
  case system(call: String, reason: String)

  /// A sentence with what was seen, control characters spelled out.
  public var description: String {
    switch self {
    case .notSeen(let text, let seen): "waited in vain for \(text.debugDescription)\(shown(seen))"
    case .ended(let text, let seen): "ended before \(text.debugDescription)\(shown(seen))"
    case .stillRunning(let seen): "still running\(shown(seen))"
    case .notRead(let count): "\(count) bytes of input were not read"
    case .noExecutable(let path): "no executable at \(path)"
    case .system(let call, let reason): "\(call): \(reason)"
    }
  }

  private func shown(_ seen: String) -> String {
    let limit = 4_000
    let cut = seen.count > limit ? "…" : ""
    return "; seen since the last match: " + cut + String(seen.suffix(limit)).debugDescription
  }
}
