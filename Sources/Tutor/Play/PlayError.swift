import ModelLanguage

/// Why something that was typed can't be done, line by line.
public struct PlayError: Error, Equatable, Sendable {
  /// One sentence, or a diagnostic with the line and a caret below it.
  public var lines: [String]

  init(_ lines: String...) {
    self.lines = lines
  }

  /// A line that was typed, with a caret; its place needs no file name.
  ///
  /// A diagnostic about a line of the model, which now does not fit, has no place in what was typed.
  init(_ list: Diagnostic.List, in text: String) {
    lines = list.diagnostics.first.map { Self.lines($0, in: text) } ?? []
  }

  init(_ diagnostic: Diagnostic, in text: String) {
    lines = Self.lines(diagnostic, in: text)
  }

  private static func lines(_ diagnostic: Diagnostic, in text: String) -> [String] {
    guard diagnostic.range.start.line == 1 else { return ["error: \(diagnostic.message)"] }
    return diagnostic.lines(file: "", text: text).enumerated()
      .filter { $0.offset != 1 }.map(\.element)
  }

  /// A name that the model does not have.
  static func unknown(_ name: String, in model: Model) -> PlayError {
    let nearest = Spelling.nearest(to: name, among: model.names)
    let known = model.names.prefix(20).joined(separator: ", ")
    return PlayError(
      "the model has no '\(name.prefix(40))'"
        + (nearest.map { "; did you mean '\($0)'?" } ?? (known.isEmpty ? "" : "; it has \(known)")))
  }
}
