import ModelLanguage

extension Experiment {
  /// Reads `set x = 3   # what to look at`.
  ///
  /// What is no change to the model is another command, which only the tutor knows.
  init(_ line: PlacedText, diagnostics: inout [Diagnostic]) throws(Diagnostic.List) {
    let length = line.text.unicodeScalars.prefix { $0 != "#" }.count
    let scalars = line.text.unicodeScalars.prefix(length)
    let command = PlacedText(text: String(scalars), start: line.start).trimmed
    let verb = command.text.prefix { !$0.isWhitespace }
    edit =
      ProgramEdit.Verb(rawValue: String(verb)) == nil
      ? nil : try ProgramEdit(parsing: command.text, from: command.start)
    remark = RichText(line.dropFirst(length + 1).trimmed, diagnostics: &diagnostics)
    self.command = command.text
    range = command.range
  }
}
