import Foundation

/// Runs the workloads and prints one table.
@main
struct BenchmarkProgram {
  static func main() {
    do {
      try run(Options(Array(CommandLine.arguments.dropFirst())))
    } catch {
      report("error: \(error)")
      exit(1)
    }
  }

  private static func run(_ options: Options) throws {
    if options.isHelp { return print(Options.usage) }
    let peers = Peers(python: options.python)
    let workloads = workloads(options, peers)
    guard !workloads.isEmpty else { throw Failure("no such workload\n\(Options.usage)") }

    for workload in workloads { try workload.checkReference() }
    report("C's gradients agree with central differences")
    if options.isSelfCheck { return }

    let rounds = Rounds(count: options.rounds)
    var rows: [Row] = []
    for workload in workloads {
      report("\(workload.name): \(rounds.count) rounds")
      rows += try workload.rows(rounds)
    }
    rows += try peers.rows(rounds, workloads.map(\.name)).map { try $0.placed(beside: rows) }
    rows += Row.againstPyTorch(rows)
    let ordered = workloads.flatMap { workload in rows.filter { $0.workload == workload.name } }
    print(ResultTable(rows: ordered).lines.joined(separator: "\n"))
  }

  private static func workloads(_ options: Options, _ peers: Peers) -> [any Workload] {
    let all: [any Workload] = [
      ScalarWorkload.square(), ScalarWorkload.sigmoidNet(), ChainWorkload(), MoonsWorkload(),
      DigitsWorkload(), FirstGradientWorkload(program: options.program, peers: peers),
      VerdictWorkload(), GraphDrawingWorkload(),
    ]
    return all.filter { options.only.isEmpty || options.only.contains($0.name) }
  }
}

extension Row {
  /// A peer's row beside C's from other rounds.
  ///
  /// - Throws: ``Failure`` if they disagree about the result.
  fileprivate func placed(beside rows: [Row]) throws -> Row {
    guard let reference = rows.first(where: { $0.key == key && $0.system == "C" }) else {
      return self
    }
    if let result, let expected = reference.result {
      try expectAgreement(
        "\(key), \(system) and C", [result], [expected],
        absoluteTolerance: 1e-12, relativeTolerance: 1e-9)
    }
    var row = self
    row.ratios = [samples.median / reference.samples.median]
    return row
  }

  /// How many times as fast as PyTorch W3 is, if both were timed.
  fileprivate static func againstPyTorch(_ rows: [Row]) -> [Row] {
    let same = rows.filter { $0.key == "W3 100 steps" }
    guard let theirs = same.first(where: { $0.system == "PyTorch" }),
      let ours = same.first(where: { $0.system == "Autodiff" })
    else { return [] }
    return [
      Row(
        workload: "W3", metric: "PyTorch to Autodiff", system: "Autodiff", unit: "times",
        samples: [theirs.samples.median / ours.samples.median],
        requirement: .figureAtLeast(10))
    ]
  }
}
