import CReadline

extension LineEditor {
  /// Takes the terminal key by key while `body` runs, and gives it back however `body` ends.
  ///
  /// Keys are not echoed; output is processed as before. What was typed earlier is kept, and what
  /// `body` leaves unread is for the next prompt. Ctrl-C, Ctrl-Z and the like wait for
  /// ``KeyReader/next(within:)``, so call it often. Don't ask for a line inside, and don't nest.
  public func withKeys<Result>(_ body: (KeyReader) throws -> Result) rethrows -> Result {
    creadline_take_keys()
    defer { creadline_give_keys_back() }
    let reader = KeyReader()
    // Else the rest of an arrow key that has only half arrived would be text for the next prompt.
    defer { reader.finishKey() }
    return try body(reader)
  }
}
