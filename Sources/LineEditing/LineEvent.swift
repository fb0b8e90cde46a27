/// What came of a prompt.
public enum LineEvent: Equatable, Sendable {
  /// A line, without its newline. Bytes that are not UTF-8 appear as U+FFFD.
  case line(String)

  /// Ctrl-C. What was on the line is gone from it, and the cursor stands on a fresh one.
  case interrupted

  /// What was watched has changed; with what had been typed by then.
  case woken(typed: String)

  /// Ctrl-D on an empty line, a closed terminal, SIGTERM or SIGHUP.
  ///
  /// After all but the first, every further prompt ends at once with this event.
  case endOfInput
}
