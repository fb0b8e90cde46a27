import Foundation
import LessonFormat
import Lessons
import ModelLanguage

/// The chapters that can be taken, in teaching order.
struct Course {
  /// A chapter of the course: its outline, and the whole of it when it is taken.
  struct Entry {
    let outline: ChapterOutline
    fileprivate let source: Source

    /// Reads the whole chapter.
    func chapter() throws -> Chapter {
      do throws(Diagnostic.List) {
        return try Chapter(parsing: source.text)
      } catch {
        throw Failure(.badData, source.problems(error))
      }
    }
  }

  let entries: [Entry]

  /// The shipped chapters, or those of a file or folder.
  ///
  /// - Throws: ``Failure`` with every diagnostic of every chapter; nothing is half-loaded.
  init(lessons path: String?) throws {
    // The shipped chapters were proved before they were shipped, so their outlines do to start with.
    entries = try path.map { try Self.proved(Self.files(at: $0)) } ?? Self.shipped()
  }

  /// The chapter that `word` names: by its number, its id, or its title.
  func entry(_ word: String) -> Entry? {
    if let number = Int(word) {
      return entries.indices.contains(number - 1) ? entries[number - 1] : nil
    }
    let lowered = word.lowercased()
    return entries.first { $0.outline.id == lowered || $0.outline.title.lowercased() == lowered }
  }

  /// The chapter id nearest to a word that names none.
  func nearest(to word: String) -> String? {
    let ids = entries.map(\.outline.id)
    return Spelling.nearest(to: word, among: ids)
      ?? ids.first { $0.contains(word.lowercased()) && word.count > 2 }
  }

  private static func shipped() throws -> [Entry] {
    try Lessons.inOrder.map { file in
      let source = Source(
        name: file.name + ".md", text: String(decoding: file.content, as: UTF8.self))
      do throws(Diagnostic.List) {
        return Entry(outline: try ChapterOutline(parsing: source.text), source: source)
      } catch {
        throw Failure(.badData, source.problems(error))
      }
    }
  }

  /// Chapters from a stranger: all of them are read whole before any is offered.
  private static func proved(_ sources: [Source]) throws -> [Entry] {
    var entries: [Entry] = []
    var problems: [String] = []
    for source in sources {
      do throws(Diagnostic.List) {
        let outline = ChapterOutline(try Chapter(parsing: source.text))
        if entries.contains(where: { $0.outline.id == outline.id }) {
          problems.append("error: '\(source.name)' has the id '\(outline.id)' of another chapter")
        }
        entries.append(Entry(outline: outline, source: source))
      } catch {
        problems += source.problems(error)
      }
    }
    guard problems.isEmpty else { throw Failure(.badData, problems) }
    return entries
  }

  /// One file, or every `.md` file of a folder but its README, by name.
  private static func files(at path: String) throws -> [Source] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.fileMissing, "error: there is no file or folder '\(path)'")
    }
    guard isFolder.boolValue else { return [Source(name: path, text: try text(of: path))] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    let chapters = (names ?? []).filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    guard !chapters.isEmpty else {
      throw Failure(.fileMissing, "error: the folder '\(path)' holds no chapter (no .md file)")
    }
    return try chapters.map {
      Source(name: path + "/" + $0, text: try text(of: path + "/" + $0))
    }
  }

  private static func text(of path: String) throws -> String {
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    guard size <= 1 << 20 else {
      throw Failure(.badData, "error: '\(path)' is larger than a chapter can be (1 MB)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.fileMissing, "error: '\(path)' can't be read")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A chapter file: what diagnostics call it, and its text.
private struct Source {
  let name: String
  let text: String

  func problems(_ list: Diagnostic.List) -> [String] {
    list.diagnostics.flatMap { $0.lines(file: name, text: text) + [""] }
  }
}
