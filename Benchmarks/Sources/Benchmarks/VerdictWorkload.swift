import Foundation
import Grading

/// W7: from a request of `grade` to its verdict, over the hard cases of Tests/Answers.
///
/// No C does this; what is asked is a bound in milliseconds.
struct VerdictWorkload: Workload {
  let name = "W7"

  private struct Example: Decodable {
    let request: GradeRequest
  }

  /// A request with the verdict that it gets.
  private struct Case {
    let request: GradeRequest
    let group: String
    /// What the issue asks of its kind, in milliseconds.
    let bound: Double?
  }

  func checkReference() throws {}

  func rows(_ rounds: Rounds) throws -> [Row] {
    let cases = try Self.cases()
    var times = cases.map { _ in [Double]() }
    for _ in 0..<rounds.count {
      for (index, item) in cases.enumerated() {
        times[index].append(Self.milliseconds(item.request))
      }
    }
    var rows: [Row] = []
    for (group, members) in Dictionary(grouping: cases.indices, by: { cases[$0].group }).sorted(
      by: { $0.key < $1.key })
    {
      let bound = cases[members[0]].bound.map(Requirement.figureAtMost)
      let byRound = (0..<rounds.count).map { round in members.map { times[$0][round] } }
      rows.append(
        Row(
          workload: name, metric: "\(group), \(members.count) cases, median", system: "grade",
          unit: "ms", samples: byRound.map(\.median), requirement: bound))
      // The slowest request, at its own median: a single round's largest figure is a disturbance.
      let slowest = members.max { times[$0].median < times[$1].median } ?? members[0]
      rows.append(
        Row(
          workload: name, metric: "\(group), worst: \(cases[slowest].request.id)", system: "grade",
          unit: "ms",
          samples: times[slowest], requirement: bound))
    }
    return rows
  }

  private static func cases() throws -> [Case] {
    let file = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../../Tests/Answers/examples.jsonl").standardized
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return lines.compactMap { line in
      // Lines that are no requests on purpose are left out.
      guard let example = try? JSONDecoder().decode(Example.self, from: Data(line.utf8)),
        let judgement = try? example.request.judgement()
      else { return nil }
      let kind = example.request.kind
      let bound: Double? = kind == .numeric ? 0.2 : kind == .formula ? 5 : nil
      return Case(
        request: example.request, group: "\(kind.rawValue) \(judgement.verdict.rawValue)",
        bound: bound)
    }
  }

  private static func milliseconds(_ request: GradeRequest) -> Double {
    let time = ContinuousClock().measure { _ = try? request.judgement() }
    return Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
  }
}
