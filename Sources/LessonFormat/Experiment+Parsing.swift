public import ModelLanguage

extension Experiment {
  /// Reads `set x = 3   # what to look at`.
  init(_ line: PlacedText, diagnostics: inout [Diagnostic]) throws(Diagnostic.List) {
    let length = line.text.unicodeScalars.prefix { $0 != "#" }.count
    let scalars = line.text.unicodeScalars.prefix(length)
    let command = PlacedText(text: String(scalars), start: line.start).trimmed
    program = try Self.program(in: command.text, from: command.start)
    remark = RichText(line.dropFirst(length + 1).trimmed, diagnostics: &diagnostics)
    self.command = command.text
  }

  /// What changes: a right-hand side for each name.
  public var changes: [String: Expr] { program.rightHandSides }

  /// What `set x = 3; y = x^2` changes; each part may say `set` again.
  ///
  /// - Parameter start: Where `command` stands in the text that the diagnostics speak of.
  public static func changes(
    in command: String, from start: SourcePosition = .start
  ) throws(Diagnostic.List) -> [String: Expr] {
    try program(in: command, from: start).rightHandSides
  }

  private static func program(
    in command: String, from start: SourcePosition
  ) throws(Diagnostic.List) -> Program {
    var text = ""
    for (index, part) in command.split(separator: ";", omittingEmptySubsequences: false)
      .enumerated()
    {
      let blanks = part.prefix(while: \.isWhitespace)
      let body = part.dropFirst(blanks.count)
      let saysSet = body == "set" || body.hasPrefix("set ")
      if index == 0, !saysSet {
        throw Diagnostic.List([
          Diagnostic(
            "an experiment is a 'set'",
            at: SourceRange(start: start, length: body.unicodeScalars.count),
            advice: "such as: set x = 3")
        ])
      }
      // Blanks instead of the word keep every column where it was.
      text += (index > 0 ? ";" : "") + blanks + (saysSet ? "   " + body.dropFirst(3) : body)
    }
    return try Program(parsing: text, from: start)
  }
}

extension Program {
  /// The last right-hand side of each name.
  fileprivate var rightHandSides: [String: Expr] {
    Dictionary(statements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }
}
