import Foundation
import GRDB

/// Why progress can't be kept or read.
public struct StoreError: Error, Equatable, Sendable {
  /// The kinds of trouble.
  public enum Kind: Equatable, Sendable {
    /// The file is no progress file of ours.
    case foreign
    /// A newer version of the program made the file.
    case newer
    /// The file can't be read: damaged, or not permitted.
    case unreadable
    /// Nothing can be written there.
    case unwritable
  }

  /// What kind of trouble.
  public let kind: Kind
  /// The file.
  public let path: String

  init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }

  init(_ error: any Error, path: String) {
    self.path = path
    switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_NOTADB?, .SQLITE_CORRUPT?: kind = .unreadable
    case .SQLITE_READONLY?, .SQLITE_FULL?, .SQLITE_IOERR?, .SQLITE_BUSY?: kind = .unwritable
    case .SQLITE_CANTOPEN?, .SQLITE_PERM?, .SQLITE_AUTH?:
      kind =
        FileManager.default.isReadableFile(atPath: path)
        ? .unwritable
        : FileManager.default.fileExists(atPath: path) ? .unreadable : .unwritable
    default: kind = .unwritable
    }
  }
}
