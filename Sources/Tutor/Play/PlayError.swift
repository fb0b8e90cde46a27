import ModelLanguage

/// Why something that was typed can't be done, line by line.
public struct PlayError: Error, Equatable, Sendable {
  /// One sentence, or a diagnostic with the line and a caret below it.
  public var lines: [String]

  /// The same in one sentence, to be read aloud.
  public let spoken: String

  init(_ line: String) {
    (lines, spoken) = ([line], line)
  }

  /// A line that was typed, with a caret; its place needs no file name.
  ///
  /// A diagnostic about a line of the model, which now does not fit, has no place in what was typed.
  init(_ list: Diagnostic.List, in text: String) {
    guard let first = list.diagnostics.first else {
      self.init("it can't be read")
      return
    }
    self.init(first, in: text)
  }

  init(_ diagnostic: Diagnostic, in text: String) {
    let advice = diagnostic.advice.map { ": \($0)" } ?? ""
    spoken = "error: \(diagnostic.message)\(advice)"
    guard diagnostic.range.start.line == 1 else {
      lines = ["error: \(diagnostic.message)"]
      return
    }
    lines = diagnostic.lines(file: "", text: text).enumerated()
      .filter { $0.offset != 1 }.map(\.element)
  }

  /// Everything wrong with a file.
  init(_ list: Diagnostic.List, file: String, text: String) {
    lines = list.diagnostics.flatMap { $0.lines(file: file, text: text) }
    spoken = list.diagnostics.map { "line \($0.range.start.line): \($0.message)" }
      .joined(separator: "; ")
  }

  /// Something that needs a model, where there is none.
  static let noModel = PlayError("there is no model yet; define one first, such as: x = 2; y = x^2")

  /// A name whose value is a list, where a single number is wanted.
  static func isList(_ name: String, wanted: String) -> PlayError {
    PlayError("\(name) is a list; \(wanted)")
  }

  /// A name that is computed, where an input is wanted.
  static func isComputed(_ name: String, _ verb: String, in model: Model) -> PlayError {
    PlayError("\(name) is computed; \(verb) an input: \(model.leafNames.joined(separator: ", "))")
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
