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
    let file: FileHandle
    if argument == "-" {
      (name, file) = ("input", .standardInput)
    } else if let opened = FileHandle(forReadingAtPath: argument) {
      (name, file) = (argument, opened)
    } else if argument.contains("=") || argument.isEmpty {
      (name, text) = ("model", argument)
      return
    } else {
      throw Failure(
        .fileMissing, "error: there is no file '\(argument)'",
        "A model can also be written here: backprop-tutor explain 'x = 2; y = x^2'")
    }
    let data: Data
    do {
      data = try file.read(upToCount: Self.mostBytes + 1) ?? Data()
    } catch {
      throw Failure(.fileMissing, "error: '\(argument)' can't be read")
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
