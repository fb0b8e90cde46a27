import Foundation
import Lessons
import ModelLanguage

/// A chapter file: what diagnostics call it, and its text.
struct ChapterFile {
  let name: String
  let text: String
  private let isOnDisk: Bool

  /// More is not read: a larger file is no chapter, and its text says so when it is.
  private static let mostBytes = (1 << 20) + 1

  /// The shipped chapters, in teaching order.
  static var shipped: [ChapterFile] {
    Lessons.inOrder.map { file in
      ChapterFile(
        name: file.name + ".md", text: String(decoding: file.content, as: UTF8.self),
        isOnDisk: false)
    }
  }

  /// One file, or every `.md` file of a folder but its README, by name.
  static func all(at path: String) throws -> [ChapterFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.fileMissing, "error: there is no file or folder '\(path)'")
    }
    guard isFolder.boolValue else { return [try ChapterFile(path: path)] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
    let chapters = (names ?? []).filter { isChapterName($0) && isFile(path + "/" + $0) }.sorted()
    guard !chapters.isEmpty else {
      throw Failure(.fileMissing, "error: the folder '\(path)' holds no chapter (no .md file)")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    return try chapters.map { try ChapterFile(path: folder + $0) }
  }

  /// Those files of a folder that can be read.
  static func readable(in folder: String) -> [ChapterFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter(isChapterName).sorted().compactMap {
      try? ChapterFile(path: folder + "/" + $0)
    }
  }

  /// Editors keep locks and copies as hidden files.
  private static func isChapterName(_ name: String) -> Bool {
    name.hasSuffix(".md") && name != "README.md" && !name.hasPrefix(".")
  }

  /// Reads a file that may be too large, unreadable or no text.
  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(.fileMissing, "error: there is no file '\(path)'")
    }
    // A pipe would keep us waiting for ever.
    guard Self.isFile(path), let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: Self.mostBytes) ?? Data()
    else {
      throw Failure(.fileMissing, "error: '\(path)' can't be read")
    }
    try? handle.close()
    self.init(name: path, text: String(decoding: data, as: UTF8.self), isOnDisk: true)
  }

  /// Whether there is a regular file, or a link to one.
  private static func isFile(_ path: String) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    return (try? target.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
  }

  /// The same for every way to write the path.
  var realPath: String {
    isOnDisk ? URL(fileURLWithPath: name).resolvingSymlinksInPath().standardizedFileURL.path : name
  }

  private init(name: String, text: String, isOnDisk: Bool) {
    (self.name, self.text, self.isOnDisk) = (name, text, isOnDisk)
  }

  /// The folder it was read from; nil for a shipped chapter.
  var folder: String? {
    guard isOnDisk else { return nil }
    let folder = (name as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// What is wrong with it, as a person reads it.
  func problems(_ list: Diagnostic.List) -> [String] {
    list.diagnostics.flatMap { $0.lines(file: name, text: text) + [""] }
  }
}
