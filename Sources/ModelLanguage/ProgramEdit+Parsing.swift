extension ProgramEdit {
  /// Reads a change that begins with one of its verbs.
  ///
  /// Several `set` and `swap` stand one after the other with `;` between; a part without a verb goes on
  /// with `set`.
  ///
  /// - Parameter start: Where `text` stands in the file that the diagnostics speak of.
  public init(
    parsing text: String, from start: SourcePosition = .start
  ) throws(Diagnostic.List) {
    let scalars = Array(text.unicodeScalars)
    var reader = EditReader(scalars, from: start)
    parts = try reader.read()
  }
}

extension ProgramEdit {
  /// Reads `x = 3; y = x^2`: what `set` does, without the verb.
  public init(assigning text: String) throws(Diagnostic.List) {
    parts = try Program(parsing: text).statements.map { .set($0) }
  }
}

private struct EditReader {
  private let scalars: [Unicode.Scalar]
  private let start: SourcePosition

  init(_ scalars: [Unicode.Scalar], from start: SourcePosition) {
    (self.scalars, self.start) = (scalars, start)
  }

  mutating func read() throws(Diagnostic.List) -> [ProgramEdit.Part] {
    let words = words(in: scalars.indices)
    guard let first = words.first, let verb = ProgramEdit.Verb(rawValue: text(first)) else {
      throw failure(
        "a change begins with 'set', 'swap' or 'edit'", at: words.first ?? 0..<1,
        advice: "such as: set x = 3")
    }
    if verb == .edit { return [.rewrite(try program(in: first.upperBound..<scalars.count))] }
    var parts: [ProgramEdit.Part] = []
    for range in pieces {
      let words = self.words(in: range)
      guard let first = words.first else { continue }
      switch ProgramEdit.Verb(rawValue: text(first)) {
      case .swap: parts.append(try swap(Array(words.dropFirst()), in: range))
      case .edit:
        throw failure("'edit' stands alone: it is the whole model", at: first, advice: nil)
      case .set:
        parts += try program(in: first.upperBound..<range.upperBound).statements.map { .set($0) }
      case nil: parts += try program(in: range).statements.map { .set($0) }
      }
    }
    return parts
  }

  /// The ranges between the semicolons.
  private var pieces: [Range<Int>] {
    var pieces: [Range<Int>] = []
    var first = 0
    for index in scalars.indices where scalars[index] == ";" {
      pieces.append(first..<index)
      first = index + 1
    }
    return pieces + [first..<scalars.count]
  }

  private func words(in range: Range<Int>) -> [Range<Int>] {
    scalars[range].split { $0.properties.isWhitespace }.map { $0.startIndex..<$0.endIndex }
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  private func program(in range: Range<Int>) throws(Diagnostic.List) -> Program {
    try Program(
      parsing: text(range),
      from: SourcePosition(line: start.line, column: start.column + range.lowerBound))
  }

  private func swap(
    _ words: [Range<Int>], in piece: Range<Int>
  ) throws(Diagnostic.List) -> ProgramEdit.Part {
    guard words.count == 2 else {
      throw failure(
        "'swap' takes two functions, the old and the new", at: words.first ?? piece,
        advice: "such as: swap tanh relu")
    }
    for word in words where Function.named(text(word)) == nil {
      let nearest = Spelling.nearest(to: text(word), among: Function.all.map(\.name))
      throw failure(
        "there is no function '\(text(word).prefix(40))'", at: word,
        advice: nearest.map { "did you mean '\($0)'?" })
    }
    return .swap(old: text(words[0]), new: text(words[1]), at: place(words[0]))
  }

  private func place(_ range: Range<Int>) -> SourceRange {
    SourceRange(
      start: SourcePosition(line: start.line, column: start.column + range.lowerBound),
      length: range.count)
  }

  private func failure(
    _ message: String, at range: Range<Int>, advice: String?
  ) -> Diagnostic.List {
    Diagnostic.List([Diagnostic(message, at: place(range), advice: advice)])
  }
}
