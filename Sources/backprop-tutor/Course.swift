import Foundation
import LessonFormat
import Lessons
import ModelLanguage

/// The chapters that can be taken, in teaching order.
struct Course {
  let chapters: [Chapter]

  /// The shipped chapters, or those of a file or folder.
  ///
  /// - Throws: ``Failure`` with every diagnostic of every chapter; nothing is half-loaded.
  init(lessons path: String?) throws {
    let sources = try path.map(Self.files(at:)) ?? Self.shipped()
    var chapters: [Chapter] = []
    var problems: [String] = []
    for source in sources {
      do throws(Diagnostic.List) {
        chapters.append(try Chapter(parsing: source.text))
      } catch {
        for diagnostic in error.diagnostics {
          problems += diagnostic.lines(file: source.name, text: source.text) + [""]
        }
      }
    }
    for (id, group) in Dictionary(grouping: chapters, by: \.id).sorted(by: { $0.key < $1.key })
    where group.count > 1 {
      problems.append("error: \(group.count) chapters have the id '\(id)'")
    }
    guard problems.isEmpty else { throw Failure(.badData, problems) }
    self.chapters = chapters
  }

  /// The chapter that `word` names: by its number, its id, or its title.
  func chapter(_ word: String) -> Chapter? {
    if let number = Int(word) {
      return chapters.indices.contains(number - 1) ? chapters[number - 1] : nil
    }
    let lowered = word.lowercased()
    return chapters.first { $0.id == lowered || $0.title.lowercased() == lowered }
  }

  /// The chapter id nearest to a word that names none.
  func nearest(to word: String) -> String? {
    Spelling.nearest(to: word, among: chapters.map(\.id))
      ?? chapters.map(\.id).first { $0.contains(word.lowercased()) && word.count > 2 }
  }

  private typealias Source = (name: String, text: String)

  private static func shipped() -> [Source] {
    Lessons.inOrder.map { ($0.name + ".md", String(decoding: $0.content, as: UTF8.self)) }
  }

  /// One file, or every `.md` file of a folder but its README, by name.
  private static func files(at path: String) throws -> [Source] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.fileMissing, "error: there is no file or folder '\(path)'")
    }
    guard isFolder.boolValue else { return [(path, try text(of: path))] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    let chapters = (names ?? []).filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
    guard !chapters.isEmpty else {
      throw Failure(.fileMissing, "error: the folder '\(path)' holds no chapter (no .md file)")
    }
    return try chapters.map { (path + "/" + $0, try text(of: path + "/" + $0)) }
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
