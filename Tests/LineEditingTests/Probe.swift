import TerminalTesting

/// Starts `LineEditingProbe` and waits for its prompt.
func probe(
  historyFile: String? = nil,
  terminal: String = "xterm-256color",
  locale: String = "C.UTF-8",
  columns: Int = 80,
  inputrc: String = "/dev/null",
  isPlain: Bool = false
) throws -> PseudoTerminal {
  let pseudoTerminal = try PseudoTerminal(
    running: builtExecutable(named: "LineEditingProbe"),
    arguments: (historyFile.map { [$0] } ?? []) + (isPlain ? ["--plain"] : []),
    environment: probeEnvironment(terminal: terminal, locale: locale, inputrc: inputrc),
    columns: columns)
  try pseudoTerminal.expect("> ")
  return pseudoTerminal
}

/// All that a probe sees of the environment; the user's `~/.inputrc` stays out.
func probeEnvironment(
  terminal: String = "xterm-256color", locale: String = "C.UTF-8", inputrc: String = "/dev/null"
) -> [String: String] {
  ["TERM": terminal, "LC_ALL": locale, "INPUTRC": inputrc, "PATH": "/usr/bin:/bin"]
}

extension PseudoTerminal {
  /// Waits until a whole line has been printed, then for the prompt after it.
  func expectLine(_ line: String, then prompt: String = "> ") throws {
    try expect(line + "\r\n")
    try expect(prompt)
  }

  /// Leaves the probe with Ctrl-D and answers how it ended.
  func leave() throws -> ExitStatus {
    try send(.control("d"))
    return try waitForExit()
  }
}
