import TerminalTesting
import Testing

/// Starts `LineEditingProbe` and has it listen to keys.
func listeningProbe(_ listening: String) throws -> PseudoTerminal {
  let terminal = try probe()
  try terminal.listen(listening)
  return terminal
}

extension PseudoTerminal {
  /// Has the probe listen to keys; answers the terminal's name.
  @discardableResult
  func listen(_ listening: String) throws -> String {
    try send("listen \(listening)", .enter)
    try expect("listening on ")
    return String(try expect("\r\n").dropLast())
  }

  /// Waits for a line, and expects that nothing came before it, no echo in particular.
  func expectNext(
    _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try expect(line + "\r\n") == line + "\r\n", sourceLocation: sourceLocation)
  }
}
