import Foundation

/// What people know, in Python: micrograd and PyTorch, where they can be imported.
struct Peers {
  let python: String

  private struct Line: Decodable {
    let system, workload, metric, unit: String
    let samples: [Double]
    let result: Double
  }

  /// The rows of all peers that are there.
  ///
  /// A peer runs by itself after C and Autodiff: its figures are a hundred times away from theirs,
  /// where the order of rounds no longer matters.
  func rows(_ rounds: Rounds, _ workloads: [String]) throws -> [Row] {
    let timed = workloads.filter { $0 != "W6" }
    guard !timed.isEmpty else { return [] }
    return try ["micrograd", "torch"].filter(canImport).flatMap { module in
      let script = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../Peers/with_\(module).py").standardized.path
      let run = try ChildProcess([python, "-B", script, "\(rounds.count)"] + timed)
      if run.status != 0 { report("\(script) failed") }
      return try run.output.split(separator: "\n").map(row)
    }
  }

  /// Whether the Python is there and knows the module; says so if not.
  func canImport(_ module: String) -> Bool {
    let question = "import importlib.util as i; exit(i.find_spec('\(module)') is None)"
    if (try? ChildProcess([python, "-c", question]))?.status == 0 { return true }
    report("\(module) can't be imported by \(python): its rows are left out")
    return false
  }

  private func row(_ text: Substring) throws -> Row {
    let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    return Row(
      workload: line.workload, metric: line.metric, system: line.system, unit: line.unit,
      samples: line.samples, result: line.result)
  }
}
