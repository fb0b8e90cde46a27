import Foundation
import Testing

/// `grade`: JSON Lines in, verdicts out.
@Suite struct GradeTests {
  private struct Reply: Decodable {
    struct Failure: Decodable {
      var field: String?
      var message: String
    }
    var id: String?
    var verdict: String?
    var reason: String?
    var readAs: String?
    var message: String?
    var diagnosis: String?
    var error: Failure?
  }

  private func grade(_ lines: [String]) throws -> (replies: [Reply], status: Int32) {
    let outcome = try Learner().run("grade", input: Data(lines.map { $0 + "\n" }.joined().utf8))
    #expect(outcome.errors == "")
    let replies = try outcome.output.split(separator: "\n").map {
      try JSONDecoder().decode(Reply.self, from: Data($0.utf8))
    }
    return (replies, outcome.status)
  }

  private static let model = #""model": "w = 3; x = 2; y = w*x; L = (y - 5)^2""#

  @Test(arguments: [
    (
      #"{"id": "a", "kind": "numeric", "key": "dL/dw", \#(model), "input": "4"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "dL/dw", \#(model), "input": "dL/dw = 4"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "dL/dw", \#(model), "input": "6"}"#,
      "incorrect misconception own-factor"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "4", "of": "L", "wrt": "w", \#(model), "input": "6"}"#,
      "incorrect misconception own-factor"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "dL/dw", \#(model), "input": "2x(y-5)"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "dL/dw", \#(model), "input": "2w(y-5)"}"#,
      "incorrect misconception own-factor"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "2*b*y", "names": [{"name": "b", "low": -3, "high": 3}, {"name": "y"}], "input": "y*2b"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "1 - o^2", "names": [{"name": "n"}, {"name": "o", "is": "tanh(n)"}], "input": "sech(n)^2"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "T*(x+1)", "names": [{"name": "T"}, {"name": "x"}], "input": "T(x+1)"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "1/(T*(x+4))", "names": [{"name": "T"}, {"name": "x"}], "input": "1/T(x+4)"}"#,
      "invalid ambiguous-product nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "log(x^2)", "names": [{"name": "x", "low": 0, "lowOpen": true, "high": 2}], "input": "2ln(x)"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "formula", "key": "2*x", "names": [{"name": "x"}], "traps": ["x^2"], "input": "x*x"}"#,
      "incorrect listed-mistake nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "9", "traps": ["4.5"], "input": "4.5"}"#,
      "incorrect listed-mistake nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "2.71828", "digits": 4, "input": "2.72"}"#,
      "imprecise too-few-digits nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "4.5", "unit": "$", "input": "$4.50"}"#,
      "correct equal nil"
    ),
    (#"{"id": "a", "kind": "numeric", "key": "[1, 2]", "input": "1, 2"}"#, "correct equal nil"),
    (#"{"id": "a", "kind": "numeric", "key": "inf", "input": "infinity"}"#, "correct equal nil"),
    (
      #"{"id": "a", "kind": "choice", "key": "down", "choices": ["up", "down"], "input": "b"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "choice", "key": "down", "choices": ["up", "down"], "input": "up"}"#,
      "incorrect different nil"
    ),
    (
      #"{"id": "a", "kind": "sign", "key": "dL/dx", \#(model), "input": "rises"}"#,
      "correct equal nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "dL/dw", \#(model), "earlier": [{"key": "dL/dy", "value": 5}], "input": "10"}"#,
      "incorrect carried-forward nil"
    ),
    (
      #"{"id": "a", "kind": "numeric", "key": "4.5", "input": "four", "extra": [1, {"a": null}]}"#,
      "invalid unknown-name nil"
    ),
  ])
  func `a request gets its verdict`(line: String, expected: String) throws {
    let (replies, status) = try grade([line])
    let reply = try #require(replies.first)
    #expect(
      "\(reply.verdict ?? "nil") \(reply.reason ?? "nil") \(reply.diagnosis ?? "nil")" == expected)
    #expect(reply.id == "a" && status == 0 && replies.count == 1)
  }

  @Test(
    arguments: [
      ("not JSON", nil), ("[1, 2]", nil), ("7", nil), ("", nil), ("{}", "id"),
      (#"{"id": "a"}"#, "kind"),
      (#"{"id": 7, "kind": "numeric", "key": "1", "input": "1"}"#, "id"),
      (#"{"id": "a", "kind": "guess", "key": "1", "input": "1"}"#, "kind"),
      (#"{"id": "a", "kind": "numeric", "input": "1"}"#, "key"),
      (#"{"id": "a", "kind": "numeric", "key": "1"}"#, "input"),
      (#"{"id": "a", "kind": "numeric", "key": "1", "input": 1}"#, "input"),
      (#"{"id": "a", "kind": "numeric", "key": "1 +", "input": "1"}"#, "key"),
      (#"{"id": "a", "kind": "numeric", "key": "log(0)", "input": "1"}"#, "key"),
      (#"{"id": "a", "kind": "numeric", "key": "q", "input": "1"}"#, "key"),
      (#"{"id": "a", "kind": "numeric", "key": "1", "digits": 0, "input": "1"}"#, "digits"),
      (#"{"id": "a", "kind": "numeric", "key": "1", "traps": ["z"], "input": "1"}"#, "traps"),
      (#"{"id": "a", "kind": "numeric", "key": "dL/dw", "model": "w = ", "input": "1"}"#, "model"),
      (
        #"{"id": "a", "kind": "numeric", "key": "2", "model": "w = 1; L = w", "wrt": "q", "input": "1"}"#,
        "wrt"
      ),
      (#"{"id": "a", "kind": "numeric", "key": "2", "unit": "5", "input": "1"}"#, "unit"),
      (
        #"{"id": "a", "kind": "formula", "key": "sqrt(-1 - x^2)", "names": [{"name": "x"}], "input": "x"}"#,
        "key"
      ),
      (
        #"{"id": "a", "kind": "formula", "key": "x*z", "names": [{"name": "x"}], "input": "x"}"#,
        "key"
      ),
      (
        #"{"id": "a", "kind": "formula", "key": "x", "names": [{"name": "x", "low": 2, "high": 1}], "input": "x"}"#,
        "names"
      ),
      (
        #"{"id": "a", "kind": "formula", "key": "x", "names": [{"name": "2x"}], "input": "x"}"#,
        "names"
      ),
      (#"{"id": "a", "kind": "numeric", "key": "[1, 2]", "unit": "m", "input": "1, 2"}"#, "unit"),
      (#"{"id": "a", "kind": "choice", "key": "up", "input": "a"}"#, "choices"),
      (
        #"{"id": "a", "kind": "choice", "key": "left", "choices": ["up", "down"], "input": "a"}"#,
        "key"
      ),
    ] as [(String, String?)])
  func `a bad request is answered with the field, and the stream goes on`(
    line: String, field: String?
  ) throws {
    let good = #"{"id": "next", "kind": "numeric", "key": "1", "input": "1"}"#
    let (replies, status) = try grade([line, good])
    #expect(replies.count == 2 && status == 65)
    let error = try #require(replies.first?.error)
    #expect(error.field == field, "\(error.message)")
    #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
    #expect(replies.last?.id == "next" && replies.last?.verdict == "correct")
  }

  @Test func `any bytes, lengths and depths get an answer each, in order`() throws {
    var data = Data()
    var ids: [String] = []
    func add(_ input: String, kind: String) {
      ids.append("q\(ids.count)")
      let text = String(decoding: (try? JSONEncoder().encode(input)) ?? Data(), as: UTF8.self)
      data += Data(
        #"{"id": "\#(ids[ids.count - 1])", "kind": "\#(kind)", "key": "2", "names": [{"name": "x"}], "input": \#(text)}"#
          .utf8)
      data += Data("\n".utf8)
    }
    for kind in ["numeric", "formula", "sign"] {
      add(String(repeating: "9", count: 100_000), kind: kind)
      add(String(repeating: "(", count: 400), kind: kind)
      add(String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200), kind: kind)
      add(String(repeating: "-", count: 499) + "1", kind: kind)
      add("\u{0}\u{1B}[31m\u{FEFF}\u{202E}2", kind: kind)
      add("9^9^9^9^9^x", kind: kind)
    }
    let replies = try Learner().run("grade", input: data)
    let lines = replies.output.split(separator: "\n")
    #expect(replies.status == 0 && lines.count == ids.count)
    for (line, id) in zip(lines, ids) { #expect(line.hasPrefix(#"{"id": "\#(id)""#)) }
    #expect(!replies.output.contains("\u{1B}"))

    let noise = try Learner().run("grade", input: Data([0xFF, 0xFE, 0, 10, 0xC3, 10]))
    #expect(noise.status == 65 && noise.output.split(separator: "\n").count == 2)
  }
}
