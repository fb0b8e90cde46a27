#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Why lines could not be read from or written to a history file.
public struct HistoryFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String

  /// What the system said, as in `permission denied`.
  public let reason: String

  /// The path and the reason.
  public var description: String { "\(path): \(reason)" }

  fileprivate init(path: String) {
    self.path = path
    reason = String(cString: strerror(errno)).lowercased()
  }
}

/// A file with one line per entry, oldest first, that only its owner can read.
///
/// Lines are appended, so two programs can share it.
struct HistoryFile {
  let path: String

  /// The entries; none when there is no file yet.
  func read() throws(HistoryFailure) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return [] }
    guard descriptor >= 0 else { throw HistoryFailure(path: path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let size = chunk.count
      let count = chunk.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, size) }
      guard count >= 0 else { throw HistoryFailure(path: path) }
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Adds an entry, and the file and its folders if need be.
  func append(_ line: String) throws(HistoryFailure) {
    makeFolders()
    try write([line], to: path, flags: O_APPEND)
  }

  /// Replaces all entries; a crash leaves either the old ones or the new.
  func replace(with lines: [String]) throws(HistoryFailure) {
    // Rename would replace a symbolic link by a file, so go where it leads.
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let draft = "\(target).\(getpid())"
    try write(lines, to: draft, flags: O_TRUNC)
    guard rename(draft, target) == 0 else {
      let failure = HistoryFailure(path: path)
      unlink(draft)
      throw failure
    }
  }

  private func write(_ lines: [String], to path: String, flags: Int32) throws(HistoryFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o600)
    guard descriptor >= 0 else { throw HistoryFailure(path: self.path) }
    defer { close(descriptor) }
    fchmod(descriptor, 0o600)
    var rest = lines.map { $0 + "\n" }.joined().utf8.map(\.self)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else { throw HistoryFailure(path: self.path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Creates the folders above the file; what fails here is reported when the file is opened.
  private func makeFolders() {
    for end in path.indices.dropFirst() where path[end] == "/" {
      mkdir(String(path[..<end]), 0o700)
    }
  }
}

#if canImport(Darwin)
  private let systemRead = Darwin.read
  private let systemWrite = Darwin.write
#elseif canImport(Musl)
  private let systemRead = Musl.read
  private let systemWrite = Musl.write
#else
  private let systemRead = Glibc.read
  private let systemWrite = Glibc.write
#endif
