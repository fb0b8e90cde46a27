import Autodiff
import CAllocationCount
import CReference
import Foundation

/// W2: v = x, then v = sin(tanh(a*v + b)) over and over; a, b and x are shared leaves.
struct ChainWorkload: Workload {
  let name = "W2"

  /// x, a and b, where the slope of a round is -1: neither value nor gradient dies or explodes.
  private let point: [Double]

  init() {
    let t = tanh(0.8)
    let a = -1 / (cos(t) * (1 - t * t))
    point = [0.45, a, 0.8 - a * sin(t)]
  }

  func checkReference() throws {
    for rounds in [1, 2, 10, 100] {
      var stored = [Double](repeating: 0, count: 2 * rounds)
      var gradient = [0.0, 0, 0]
      _ = chainGradient(point, rounds, &stored, &gradient)
      var unused = gradient
      try expectSlopes(
        "\(name) of \(rounds) rounds", gradient, at: point, entries: point.indices, step: 1e-6
      ) { chainGradient($0, rounds, &stored, &unused) }
    }
  }

  func rows(_ rounds: Rounds) throws -> [Row] {
    var chains: [Chain] = []
    var memory: [Row] = []
    for exponent in 4...7 {
      let (chain, count) = try build(exponent)
      try expectAgreement(
        "\(name) of 10^\(exponent) ops, Autodiff and C",
        chain.gradient(), chain.referenceGradient(), absoluteTolerance: 0, relativeTolerance: 1e-9)
      if exponent == 6, let count { memory = memoryRows(count, operations: 1e6) }
      chains.append(chain)
    }
    return try timeRows(chains, rounds) + memory
      + Row.allocations(name, "a replay of 10^4") { _ = try chains[0].repeatReplay(1) }
  }

  private func build(_ exponent: Int) throws -> (Chain, AllocationCount?) {
    var chain: Chain?
    let count = try countAllocations { chain = try Chain(exponent: exponent, at: point) }
    guard let chain else { throw Failure("no chain") }
    return (chain, count)
  }

  /// What a replay keeps, values, gradients and ops included, beside the two values a round C stores.
  private func memoryRows(_ count: AllocationCount, operations: Double) -> [Row] {
    let metric = "memory an op of 10^6"
    let reference = Row(
      workload: name, metric: metric, system: "C", unit: "bytes", samples: [4])
    let ours = Row(
      workload: name, metric: metric, system: "Autodiff", unit: "bytes",
      samples: [Double(count.liveBytes) / operations], requirement: .figureAtMost(40))
    return [reference, ours.compared(with: reference)]
  }

  private func timeRows(_ chains: [Chain], _ rounds: Rounds) throws -> [Row] {
    // The graph of a million ops made anew and replayed once.
    let rebuilt: Work = { repetitions in
      var checksum = 0.0
      for _ in 0..<repetitions {
        checksum += try Chain(exponent: 6, at: point).repeatReplay(1)
      }
      return checksum
    }
    let works: [Work] = chains.flatMap { [$0.repeatReference, $0.repeatReplay] }
    let seconds = try rounds.seconds(works + [rebuilt])

    var rows: [Row] = []
    for (index, chain) in chains.enumerated() {
      let metric = "an op of 10^\(chain.exponent)"
      var reference = Row(
        workload: name, metric: metric, system: "C", unit: "ns",
        samples: seconds[2 * index].map(chain.nanosecondsPerOperation))
      reference.result = chain.exponent == 4 ? chain.referenceGradient().reduce(0, +) : nil
      let replay = Row(
        workload: name, metric: metric, system: "Autodiff replay", unit: "ns",
        samples: seconds[2 * index + 1].map(chain.nanosecondsPerOperation),
        requirement: chain.exponent == 6 ? .ratioAtMost(1.3) : nil)
      rows += [reference, replay.compared(with: reference)]
      if chain.exponent == 6 {
        rows.append(
          Row(
            workload: name, metric: metric, system: "Autodiff rebuilt", unit: "ns",
            samples: seconds[2 * chains.count].map(chain.nanosecondsPerOperation)
          ).compared(with: reference))
      }
    }
    return rows + growthRows(rows.filter { $0.system != "Autodiff rebuilt" })
  }

  /// The time of an op in the longest chain, as a multiple of that in the shortest.
  private func growthRows(_ rows: [Row]) -> [Row] {
    ["C", "Autodiff replay"].compactMap { system in
      let own = rows.filter { $0.system == system }
      guard let first = own.first, let last = own.last else { return nil }
      return Row(
        workload: name, metric: "10^7 to 10^4", system: system, unit: "times",
        samples: zip(last.samples, first.samples).map { $0 / $1 },
        requirement: system == "C" ? nil : .figureAtMost(1.15))
    }
  }
}
