import Foundation

/// The text of a model, and what to call it in messages.
struct ModelSource {
  let name: String
  let text: String

  /// A model may not be larger: 64 MB.
  private static let mostBytes = 1 << 26

  /// - Parameter argument: A file, `-` for standard input, or the model itself.
  /// - Throws: ``Failure`` if there is no such file or it is no text.
  init(_ argument: String) throws {
    if argument == "-" {
      self = try ModelSource(.standardInput, named: "input")
    } else if FileManager.default.fileExists(atPath: argument) {
      self = try ModelSource(file: argument)
    } else if argument.contains("=") || argument.isEmpty {
      (name, text) = ("model", argument)
    } else {
      throw Failure(
        .fileMissing, "error: there is no file '\(argument)'",
        "A model can also be written here: backprop-tutor explain 'x = 2; y = x^2'")
    }
  }

  /// - Parameter path: A file.
  /// - Throws: ``Failure`` if there is no such file or it is no text.
  init(file path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      let exists = FileManager.default.fileExists(atPath: path)
      throw Failure(
        .fileMissing,
        exists ? "error: '\(path)' can't be read" : "error: there is no file '\(path)'")
    }
    try self.init(file, named: path)
  }

  private init(_ file: FileHandle, named name: String) throws {
    self.name = name
    let data: Data
    do {
      data = try file.read(upToCount: Self.mostBytes + 1) ?? Data()
    } catch {
      throw Failure(.fileMissing, "error: '\(name)' can't be read")
    }
    guard data.count <= Self.mostBytes else {
      throw Failure(.badData, "error: '\(name)' is larger than 64 MB")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(.badData, "error: '\(name)' is not UTF-8 text")
    }
    self.text = text
  }
}
