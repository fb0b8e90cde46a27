import Foundation

/// A file that a learner names, to write a model to.
struct ModelFile {
  /// Where it is, with the home folder in the place of `~`.
  let path: String

  /// - Parameter typed: As it was typed, perhaps in quotes.
  init(_ typed: String) {
    let isQuoted =
      typed.count > 1 && ["\"", "'"].contains { typed.hasPrefix($0) && typed.hasSuffix($0) }
    let name = isQuoted ? String(typed.dropFirst().dropLast()) : typed
    let home = Environment.nonEmpty("HOME") ?? NSHomeDirectory()
    path = name == "~" || name.hasPrefix("~/") ? home + name.dropFirst() : name
  }

  /// Whether something of this name is there.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// The path as a shell reads it.
  var quotedPath: String {
    let isSafe = path.allSatisfy { $0.isLetter || $0.isNumber || "._-/+".contains($0) }
    return isSafe ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }

  /// Writes `text`, through links and with the file's own rights.
  ///
  /// - Returns: Why it could not be written, as a sentence; nil if it was.
  func write(_ text: String) -> String? {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue { return "'\(path)' is a folder." }
      // A pipe or a device is no place for a model; attributes are those of what a link leads to.
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      let kind =
        (try? FileManager.default.attributesOfItem(atPath: real))?[.type] as? FileAttributeType
      guard kind == .typeRegular else { return "'\(path)' is no ordinary file." }
      let mode =
        (try? FileManager.default.attributesOfItem(atPath: real))?[.posixPermissions] as? Int
      guard (mode ?? 0o200) & 0o222 != 0 else { return "'\(path)' is write-protected." }
    } else {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard FileManager.default.fileExists(atPath: folder) else {
        return "There is no folder '\(folder)'."
      }
    }
    do {
      // Not by renaming a new file over it, which would break links and change its rights.
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return nil
    } catch {
      return "'\(path)' can't be written: \(String(cString: strerror(errno)).lowercased())."
    }
  }
}
