/// A piece of work that can be repeated, and how to time it against others.
///
/// The work takes the number of repetitions and returns something it has computed, so that none of
/// it can be left out.
typealias Work = (_ repetitions: Int) throws -> Double

/// Times several pieces of work in turn, round by round.
///
/// On a shared machine the speed changes within seconds, for all of them alike: figures of one
/// round can be compared where medians of separate runs can't.
struct Rounds {
  /// How many figures each piece of work gets.
  let count: Int

  /// How long one figure is measured for.
  private let aim = 0.1

  /// The seconds a repetition takes, for each of `works` in each round.
  func seconds(_ works: [Work]) throws -> [[Double]] {
    let repetitions = try works.map(repetitions)
    var samples = works.map { _ in [Double]() }
    for _ in 0..<count {
      for (index, work) in works.enumerated() {
        let taken = try seconds(work, repetitions[index])
        samples[index].append(taken / Double(repetitions[index]))
      }
    }
    return samples
  }

  /// How many repetitions last about as long as a figure should be measured for.
  private func repetitions(_ work: Work) throws -> Int {
    var count = 1
    while true {
      let taken = try seconds(work, count)
      if taken >= aim / 4 { return max(1, Int(Double(count) * aim / taken)) }
      count *= 4
    }
  }

  private func seconds(_ work: Work, _ repetitions: Int) throws -> Double {
    var checksum = 0.0
    let taken = try ContinuousClock().measure { checksum = try work(repetitions) }
    guard checksum.isFinite else { throw Failure("a checksum is \(checksum)") }
    return taken / .seconds(1)
  }
}
