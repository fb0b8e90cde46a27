import LessonFormat
import ModelLanguage
import Tutor

/// The chapters that can be taken, in teaching order.
struct Course {
  /// A chapter of the course: its outline, and the whole of it when it is taken.
  struct Entry {
    let outline: ChapterOutline
    fileprivate let file: ChapterFile

    /// Reads the whole chapter.
    func chapter() throws -> Chapter {
      do throws(Diagnostic.List) {
        return try Chapter(parsing: file.text)
      } catch {
        throw Failure(.badData, file.problems(error))
      }
    }
  }

  let entries: [Entry]

  /// The shipped chapters, or those of a file or folder.
  ///
  /// - Throws: ``Failure`` with every diagnostic of every chapter; nothing is half-loaded.
  init(lessons path: String?) throws {
    // The shipped chapters were proved before they were shipped, so their outlines do to start with.
    entries = try path.map { try Self.proved(ChapterFile.all(at: $0)) } ?? Self.shipped()
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
    try ChapterFile.shipped.map { file in
      do throws(Diagnostic.List) {
        return Entry(outline: try ChapterOutline(parsing: file.text), file: file)
      } catch {
        throw Failure(.badData, file.problems(error))
      }
    }
  }

  /// Chapters from a stranger: all of them are read whole before any is offered, each behind those that
  /// it builds on.
  private static func proved(_ files: [ChapterFile]) throws -> [Entry] {
    var entries: [Entry] = []
    var problems: [String] = []
    for file in files {
      do throws(Diagnostic.List) {
        let outline = ChapterOutline(try Chapter(parsing: file.text))
        if entries.contains(where: { $0.outline.id == outline.id }) {
          problems.append("error: '\(file.name)' has the id '\(outline.id)' of another chapter")
        }
        entries.append(Entry(outline: outline, file: file))
      } catch {
        problems += file.problems(error)
      }
    }
    guard problems.isEmpty else { throw Failure(.badData, problems) }
    return SkillGraph(entries.map(\.outline)).teachingOrder.map { entries[$0] }
  }
}
