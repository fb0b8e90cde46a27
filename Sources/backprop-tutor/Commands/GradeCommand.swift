import ArgumentParser
import Foundation
import Grading

/// Judges answers for other programs: JSON Lines in, verdicts out.
struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Judge answers for other programs: one JSON request a line, one verdict a line.",
    discussion: """
      A request names a question and an answer to it:

        {"id": "q1", "kind": "formula", "key": "2*b*y", "names": [{"name": "b"}, \
      {"name": "y", "low": 0, "high": 9}], "input": "y*2b"}
        {"id": "q2", "kind": "numeric", "key": "dL/dw", \
      "model": "w = 3; x = 2; L = (w*x - 5)^2", "input": "12"}

      Kinds: numeric (also lists and matrices), formula, choice, sign. Further fields: digits, \
      targets, unit, traps, choices, model, of, wrt, earlier. The answer is an object with id, \
      verdict (correct, imprecise, incorrect, invalid), reason, readAs, message and diagnosis. A line \
      that is no request is answered with an error that names the field.

      Exit status: 65 if some line was no request.
      """)

  func run() throws {
    var hasFailed = false
    while let line = readLine() {
      let answer = GradeLine(line)
      hasFailed = hasFailed || answer.isError
      Console.writeText(answer.text + "\n")
    }
    if hasFailed { throw ExitCode(Failure.Status.badData.rawValue) }
  }
}

/// The answer to one line.
private struct GradeLine {
  /// A request is not longer than this; what is longer is not read.
  private static let mostBytes = 1 << 20

  let text: String
  let isError: Bool

  init(_ line: String) {
    guard line.utf8.count <= Self.mostBytes else {
      self.init(id: nil, field: nil, message: "a request has at most 1 MB")
      return
    }
    let data = Data(line.utf8)
    do {
      let request = try JSONDecoder().decode(GradeRequest.self, from: data)
      do throws(GradeRequest.Failure) {
        self.init(try request.judgement(), id: request.id)
      } catch {
        self.init(id: request.id, field: error.field, message: error.message)
      }
    } catch {
      let id = (try? JSONDecoder().decode(RequestID.self, from: data))?.id
      let (field, message) = Self.described(error)
      self.init(id: id, field: field, message: message)
    }
  }

  private init(_ judgement: Judgement, id: String) {
    text = JSONText.object([
      ("id", JSONText.string(id)),
      ("verdict", JSONText.string(judgement.verdict.rawValue)),
      ("reason", JSONText.string(judgement.reason.rawValue)),
      ("readAs", JSONText.string(judgement.readAs.map { $0.replacing("read as ", with: "") })),
      ("message", JSONText.string(judgement.message)),
      ("diagnosis", JSONText.string(judgement.diagnosis?.misconception.name)),
    ])
    isError = false
  }

  private init(id: String?, field: String?, message: String) {
    let error = JSONText.object([
      ("field", JSONText.string(field)), ("message", JSONText.string(message)),
    ])
    text = JSONText.object([("id", JSONText.string(id)), ("error", error)])
    isError = true
  }

  private struct RequestID: Decodable {
    let id: String
  }

  /// The field that can't be read, and why.
  private static func described(_ error: any Error) -> (field: String?, message: String) {
    guard let error = error as? DecodingError else { return (nil, "the line is no JSON object") }
    switch error {
    case .keyNotFound(let key, let context):
      let path = context.codingPath + [key]
      return (field(path), "the field '\(key.stringValue)' is missing")
    case .typeMismatch(_, let context) where context.codingPath.isEmpty:
      return (nil, "the line is no JSON object")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return (field(context.codingPath), "it should be: \(named(type))")
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      return (nil, "the line is no JSON object")
    case .dataCorrupted(let context):
      let isKind = context.codingPath.last?.stringValue == "kind"
      let kinds = GradeRequest.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      return (
        field(context.codingPath), isKind ? "the kinds are \(kinds)" : context.debugDescription
      )
    @unknown default:
      return (nil, "the line is no request")
    }
  }

  private static func field(_ path: [any CodingKey]) -> String? {
    path.first?.stringValue
  }

  private static func named(_ type: Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is [String: Any].Type: "an object"
    default: "a list"
    }
  }
}
