import ModelLanguage
import Yams

/// A YAML mapping read key by key; what is missing, unknown or of the wrong form is noted.
struct YAMLReader {
  private var entries: [String: Node] = [:]
  private var keys: [PlacedText] = []
  private var read: Set<String> = []
  /// Where the mapping stands.
  let start: SourcePosition
  /// Where the YAML text starts in the file; its marks count from there.
  private let base: SourcePosition
  var diagnostics: [Diagnostic] = []

  /// - Parameter block: The YAML text and where it starts in the file.
  init(_ block: PlacedText) {
    start = block.start
    base = block.start
    do {
      if let node = try Yams.compose(yaml: block.text) { readEntries(of: node) }
    } catch let error as YamlError {
      diagnostics.append(Self.diagnostic(error, in: block))
    } catch {
      diagnostics.append(Diagnostic("this is no YAML", at: block.range))
    }
  }

  private init(_ node: Node, base: SourcePosition) {
    start = Self.position(of: node, base: base)
    self.base = base
    readEntries(of: node)
  }

  private mutating func readEntries(of node: Node) {
    guard let mapping = node.mapping else {
      diagnostics.append(
        Diagnostic(
          "expected lines of the form 'key: value'", at: SourceRange(start: start, length: 1)))
      return
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      entries[name] = value
      keys.append(PlacedText(text: name, start: Self.position(of: key, base: base)))
    }
    refuseAnchors(in: node)
  }

  /// Notes every key that nothing has read.
  mutating func finish() {
    for key in keys where !read.contains(key.text) {
      let nearest = Spelling.nearest(to: key.text, among: read.sorted())
      diagnostics.append(
        Diagnostic(
          "unknown key '\(key.text)'", at: key.range,
          advice: nearest.map { "did you mean '\($0)'?" }
            ?? "known here: \(read.sorted().joined(separator: ", "))"))
    }
  }

  /// The text under `key`; nil, and noted unless `optional`, where there is none.
  mutating func text(_ key: String, optional: Bool = false) -> PlacedText? {
    node(key, optional: optional).flatMap { scalar($0, of: key) }
  }

  /// The texts of the list under `key`; a single text counts as a list of one.
  mutating func texts(_ key: String, optional: Bool = false) -> [PlacedText] {
    guard let node = node(key, optional: optional) else { return [] }
    if let sequence = node.sequence { return sequence.compactMap { scalar($0, of: key) } }
    return scalar(node, of: key).map { [$0] } ?? []
  }

  /// A reader for each mapping of the list under `key`.
  mutating func mappings(_ key: String) -> [YAMLReader] {
    guard let node = node(key, optional: true) else { return [] }
    guard let sequence = node.sequence else {
      note("'\(key)' is a list: one '- ' for each entry", at: node)
      return []
    }
    return sequence.map { YAMLReader($0, base: base) }
  }

  /// The entries of the mapping under `key`, each a list of texts, in the file's order.
  mutating func listsByName(_ key: String) -> [(name: PlacedText, values: [PlacedText])] {
    guard let node = node(key, optional: true) else { return [] }
    guard let mapping = node.mapping else {
      note("'\(key)' maps names to values: '\(key): {x: 2}'", at: node)
      return []
    }
    return mapping.map { name, value in
      let values = value.sequence.map(Array.init) ?? [value]
      return (
        PlacedText(text: name.string ?? "", start: Self.position(of: name, base: base)),
        values.compactMap { scalar($0, of: key) }
      )
    }
  }

  private mutating func node(_ key: String, optional: Bool) -> Node? {
    read.insert(key)
    if let node = entries[key] { return node }
    if !optional, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic("'\(key)' is missing", at: SourceRange(start: start, length: 1)))
    }
    return nil
  }

  private mutating func scalar(_ node: Node, of key: String) -> PlacedText? {
    guard let scalar = node.scalar else {
      note("'\(key)' holds a list or a mapping where text is expected", at: node)
      return nil
    }
    if let index = scalar.string.unicodeScalars.first(where: { $0.isControl && $0 != "\n" }) {
      note("a control character (U+\(String(index.value, radix: 16, uppercase: true)))", at: node)
    }
    var start = Self.position(of: node, base: base)
    // The mark of quoted text is its quotation mark.
    if scalar.style == .doubleQuoted || scalar.style == .singleQuoted { start.column += 1 }
    return PlacedText(text: scalar.string, start: start)
  }

  /// Anchors could make a small file expand without bound, and a chapter has no use for them.
  private mutating func refuseAnchors(in node: Node) {
    if node.anchor != nil {
      note("anchors (&) and aliases (*) are not used in chapters", at: node)
      return
    }
    let children =
      node.mapping.map { $0.flatMap { [$0.key, $0.value] } } ?? node.sequence.map(Array.init)
    for child in children ?? [] where diagnostics.isEmpty { refuseAnchors(in: child) }
  }

  private mutating func note(_ message: String, at node: Node) {
    let start = Self.position(of: node, base: base)
    diagnostics.append(Diagnostic(message, at: SourceRange(start: start, length: 1)))
  }

  private static func position(of node: Node, base: SourcePosition) -> SourcePosition {
    node.mark.map { place($0, base: base) } ?? base
  }

  private static func place(_ mark: Mark, base: SourcePosition) -> SourcePosition {
    SourcePosition(line: base.line + mark.line - 1, column: mark.column)
  }

  private static func diagnostic(_ error: YamlError, in block: PlacedText) -> Diagnostic {
    func at(_ mark: Mark) -> SourceRange {
      SourceRange(start: place(mark, base: block.start), length: 1)
    }
    let advice = "text that starts with ` * [ { or holds ': ' needs quotes"
    return switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      Diagnostic(problem, at: at(mark), advice: advice)
    case .duplicatedKeysInMapping(let duplicates, let context):
      Diagnostic(
        "the key '\(duplicates.first ?? "")' stands here twice", at: at(context.mark))
    default:
      Diagnostic("this is no YAML", at: block.range)
    }
  }
}
