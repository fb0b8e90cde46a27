import ModelLanguage
import Yams

extension Node {
  /// Reads a block of YAML.
  ///
  /// - Returns: nil if it holds nothing.
  /// - Throws: The first thing that is no YAML, or an anchor.
  static func root(of block: PlacedText) throws(Diagnostic) -> Node? {
    do {
      if let mark = try firstAnchor(in: block.text) {
        throw Diagnostic.anchor(at: mark, in: block)
      }
      return try Parser(yaml: block.text, resolver: .basic).singleRoot()
    } catch let error as YamlError {
      throw Diagnostic(error, in: block)
    } catch {
      throw error as? Diagnostic ?? Diagnostic("this is no YAML", at: block.range)
    }
  }

  /// Where the node stands in a file whose YAML starts at `base`.
  func position(from base: SourcePosition) -> SourcePosition {
    mark.map { SourcePosition($0, from: base) } ?? base
  }

  /// Finds an anchor before any alias is followed.
  ///
  /// A few lines of aliases of aliases stand for billions of nodes. Without its stars a text has no
  /// aliases, and all else in its place.
  private static func firstAnchor(in yaml: String) throws -> Mark? {
    let parser = try Parser(yaml: yaml.replacing("*", with: "_"), resolver: .basic)
    // Nodes hold their anchors weakly; the parser keeps them.
    return try withExtendedLifetime(parser) { try parser.singleRoot()?.firstAnchor }
  }

  private var firstAnchor: Mark? {
    if anchor != nil { return mark }
    let children =
      mapping.map { $0.flatMap { [$0.key, $0.value] } } ?? sequence.map(Array.init) ?? []
    return children.lazy.compactMap(\.firstAnchor).first
  }
}

extension SourcePosition {
  fileprivate init(_ mark: Mark, from base: SourcePosition) {
    self.init(line: base.line + mark.line - 1, column: mark.column)
  }
}

extension Diagnostic {
  fileprivate static func anchor(at mark: Mark, in block: PlacedText) -> Diagnostic {
    Diagnostic(
      "anchors (&) and aliases (*) are not used in chapters",
      at: SourceRange(start: SourcePosition(mark, from: block.start), length: 1),
      advice: "text that starts with & or * needs quotes")
  }

  fileprivate init(_ error: YamlError, in block: PlacedText) {
    func at(_ mark: Mark) -> SourceRange {
      SourceRange(start: SourcePosition(mark, from: block.start), length: 1)
    }
    switch error {
    case .composer(_, "found undefined alias", let mark, _):
      self = .anchor(at: mark, in: block)
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        problem, at: at(mark), advice: "text that starts with ` * [ { or holds ': ' needs quotes")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init("the key \(quoted(duplicates.first ?? "")) stands here twice", at: at(context.mark))
    default:
      self.init("this is no YAML", at: block.range)
    }
  }
}
