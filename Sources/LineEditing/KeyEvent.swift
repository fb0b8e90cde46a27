/// What came of waiting for a key.
public enum KeyEvent: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)

  /// The time was up.
  case timedOut

  /// The screen has another size, or is no longer as it was left because the program was stopped
  /// for a while.
  case resized

  /// Ctrl-C. What had been typed before it is gone.
  case interrupted

  /// Ctrl-D, a closed terminal, SIGTERM or SIGHUP.
  ///
  /// After all but the first, waiting for a key or a line always ends at once with this event.
  case endOfInput
}

/// A key, as far as a terminal tells.
public enum Key: Equatable, Sendable {
  case space, enter, escape, left, right, up, down

  /// A key that types a character, other than a space.
  ///
  /// A single Unicode scalar: terminals don't say which ones belong together.
  case character(Character)

  /// Any other, such as Tab, F1 or Alt with a letter.
  case other
}
