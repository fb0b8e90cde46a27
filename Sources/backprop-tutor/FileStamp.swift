import Foundation

/// What tells one state of a file from the next.
struct FileStamp: Equatable {
  private let modified: Date?
  private let size: Int?
  private let number: Int?

  /// - Returns: nil if there is no such file.
  init?(_ path: String) {
    // The file itself, not a link to it.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else {
      return nil
    }
    modified = attributes[.modificationDate] as? Date
    size = attributes[.size] as? Int
    number = attributes[.systemFileNumber] as? Int
  }
}
