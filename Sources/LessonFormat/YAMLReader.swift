import ModelLanguage
import Yams

/// A YAML mapping read key by key; what is missing, unknown or of the wrong form is noted.
struct YAMLReader {
  private var entries: [String: Node] = [:]
  private var keys: [PlacedText] = []
  private var read: Set<String> = []
  /// Where the mapping stands.
  private let start: SourcePosition
  /// Where the YAML text starts in the file; its marks count from there.
  private let base: SourcePosition
  /// Whether it is a mapping; nothing is missing from what is none.
  private(set) var isReadable = true
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter block: The YAML text and where it starts in the file.
  init(_ block: PlacedText) {
    start = block.start
    base = block.start
    noteCutOffText(in: block)
    do throws(Diagnostic) {
      if let node = try Node.root(of: block) { readEntries(of: node) }
    } catch {
      isReadable = false
      diagnostics.append(error)
    }
  }

  private init(_ node: Node, base: SourcePosition) {
    start = node.position(from: base)
    self.base = base
    readEntries(of: node)
  }

  /// Behind ` #` YAML reads no more, and an author who wrote `Step #2` would not see it go.
  private mutating func noteCutOffText(in block: PlacedText) {
    var scan = CommentScan()
    for line in block.lines {
      guard let column = scan.commentBehindValue(in: line.text) else { continue }
      diagnostics.append(
        Diagnostic(
          "what stands behind ' #' is not read", at: line.dropFirst(column).range,
          advice: "put the text in quotes, or the comment on a line of its own"))
    }
  }

  private mutating func readEntries(of node: Node) {
    guard let mapping = node.mapping else {
      isReadable = false
      note("expected lines of the form 'key: value'", at: node)
      return
    }
    for (key, value) in mapping {
      let name = key.string ?? ""
      entries[name] = value
      keys.append(PlacedText(text: name, start: key.position(from: base)))
    }
  }

  /// Where the mapping stands.
  var range: SourceRange { SourceRange(start: start, length: 1) }

  /// Notes every key that nothing has read.
  mutating func finish() {
    let known = read.sorted()
    for key in keys where !read.contains(key.text) {
      diagnostics.append(
        Diagnostic(
          "unknown key \(quoted(key.text))", at: key.range,
          advice: Spelling.nearest(to: key.text, among: known).map { "did you mean '\($0)'?" }
            ?? "known here: \(known.joined(separator: ", "))"))
    }
  }

  /// The text under `key`; nil, and noted unless `optional`, where there is none.
  mutating func text(_ key: String, optional: Bool = false) -> PlacedText? {
    node(key, optional: optional).flatMap { scalar($0, of: key) }
  }

  /// The texts of the list under `key`; a single text counts as a list of one.
  mutating func texts(_ key: String, optional: Bool = false) -> [PlacedText] {
    guard let node = node(key, optional: optional) else { return [] }
    return scalars(node, of: key)
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
      let place = PlacedText(text: name.string ?? "", start: name.position(from: base))
      return (place, lists(value, of: key))
    }
  }

  private mutating func node(_ key: String, optional: Bool) -> Node? {
    read.insert(key)
    if let node = entries[key] { return node }
    if !optional, isReadable {
      diagnostics.append(
        Diagnostic("'\(key)' is missing", at: SourceRange(start: start, length: 1)))
    }
    return nil
  }

  /// The entries of a list, each list among them as it would be written in a model.
  private mutating func lists(_ node: Node, of key: String) -> [PlacedText] {
    guard let sequence = node.sequence else { return scalars(node, of: key) }
    return sequence.compactMap { entry in
      guard let inner = entry.sequence else { return scalar(entry, of: key) }
      let texts = inner.flatMap { lists(Node([$0]), of: key) }.map(\.text)
      return PlacedText(
        text: "[" + texts.joined(separator: ", ") + "]", start: entry.position(from: base))
    }
  }

  private mutating func scalars(_ node: Node, of key: String) -> [PlacedText] {
    let nodes = node.sequence.map(Array.init) ?? [node]
    return nodes.compactMap { scalar($0, of: key) }
  }

  private mutating func scalar(_ node: Node, of key: String) -> PlacedText? {
    guard let scalar = node.scalar else {
      note("'\(key)' holds a list or a mapping where text is expected", at: node)
      return nil
    }
    if let control = scalar.string.unicodeScalars.first(where: { $0.isControl && $0 != "\n" }) {
      note("a control character (\(control.codePoint))", at: node)
    }
    // Lines that YAML keeps apart are one line on the screen.
    let text = scalar.string.split(whereSeparator: \.isNewline).joined(separator: " ")
    if text.allSatisfy(\.isWhitespace) { note("'\(key)' holds no text here", at: node) }
    var start = node.position(from: base)
    // The mark of quoted text is its quotation mark.
    if scalar.style == .doubleQuoted || scalar.style == .singleQuoted { start.column += 1 }
    return PlacedText(text: text, start: start)
  }

  private mutating func note(_ message: String, at node: Node) {
    diagnostics.append(
      Diagnostic(message, at: SourceRange(start: node.position(from: base), length: 1)))
  }
}
