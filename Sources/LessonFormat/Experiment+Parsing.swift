import ModelLanguage

extension Experiment {
  /// Reads `set x = 3   # what to look at`.
  init(_ line: PlacedText, diagnostics: inout [Diagnostic]) throws(Diagnostic.List) {
    let length = line.text.unicodeScalars.prefix { $0 != "#" }.count
    let scalars = line.text.unicodeScalars.prefix(length)
    let command = PlacedText(text: String(scalars), start: line.start).trimmed
    edit = try ProgramEdit(parsing: command.text, from: command.start)
    remark = RichText(line.dropFirst(length + 1).trimmed, diagnostics: &diagnostics)
    self.command = command.text
    range = command.range
  }
}
