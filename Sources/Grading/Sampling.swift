import Autodiff
import ModelLanguage

/// Tells whether two formulas are equal, by their values at many points.
///
/// The points depend on the seed alone: same question, same points, same verdict. What this can't
/// see are differences below 1e-9 of the value, and those on a slice of the domain so thin that no
/// probe hits it and no kink reveals it.
struct Sampling {
  /// How many points must agree.
  private static let wantedPoints = 24
  /// How many points must agree on every branch that was seen.
  private static let wantedPerBranch = 3
  /// With fewer points than this there is no verdict.
  private static let fewestPoints = 12
  private static let mostComparisons = 960
  private static let mostProbes = 2000
  private static let mostRemovableGaps = 1

  enum Outcome {
    case equal, different
    /// The answer has no value where the key has one.
    case undefined(at: [String: Tensor])
    /// The key has a value at too few points, or rounding hides it.
    case undecided
  }

  /// The model's own value of each leaf.
  let centers: [String: Tensor]
  let seed: UInt64

  /// Compares `answer` with `key`.
  ///
  /// - Complexity: At most 2000 runs of each, and 960 if neither has kinks.
  func compare(_ answer: Formula, with key: Formula) -> Outcome {
    var points = SamplePoints(around: centers, seed: seed)
    var seen: [[Int8]: Int] = [:]
    var agreed = 0
    var comparisons = 0
    var gaps = 0
    let hasKinks = answer.graph.hasKinks || key.graph.hasKinks
    for _ in 0..<(hasKinks ? Self.mostProbes : Self.mostComparisons) {
      let point = points.next()
      guard let keyRun = try? key.run(at: point) else { continue }
      guard let answerRun = try? answer.run(at: point) else {
        gaps += 1
        guard gaps <= Self.mostRemovableGaps, isRemovable(point, answer, key, &points) else {
          return .undefined(at: point)
        }
        continue
      }
      var branch: [Int8] = []
      if hasKinks {
        guard let keyBranch = keyRun.pass.branch(), let answerBranch = answerRun.pass.branch()
        else { continue }
        branch = keyBranch + answerBranch
      }
      if agreed >= Self.wantedPoints {
        if !hasKinks || comparisons >= Self.mostComparisons { break }
        if seen[branch, default: 0] >= Self.wantedPerBranch { continue }
      }
      comparisons += 1
      switch Self.agreement(of: answerRun, with: keyRun) {
      case .equal: break
      case .different: return .different
      case .blurred: continue
      }
      agreed += 1
      seen[branch, default: 0] += 1
    }
    return agreed >= Self.fewestPoints ? .equal : .undecided
  }

  /// Whether no difference shows.
  func areEqual(_ answer: Formula, _ key: Formula) -> Bool {
    if case .equal = compare(answer, with: key) { true } else { false }
  }

  /// Whether the answer fails at `point` alone, as (x² - 1)/(x - 1) does at 1.
  private func isRemovable(
    _ point: [String: Tensor], _ answer: Formula, _ key: Formula, _ points: inout SamplePoints
  ) -> Bool {
    for _ in 0..<10 {
      let neighbour = points.neighbour(of: point)
      guard let keyRun = try? key.run(at: neighbour),
        let answerRun = try? answer.run(at: neighbour),
        Self.agreement(of: answerRun, with: keyRun) != .different
      else { return false }
    }
    return true
  }

  private enum Agreement {
    case equal, different, blurred
  }

  private static func agreement(of answer: Formula.Run, with key: Formula.Run) -> Agreement {
    let (a, b) = (abs(answer.value), abs(key.value))
    let margin = 16 * (answer.roundingErrorBound + key.roundingErrorBound)
    if margin > 1e-3 * max(a, b) {
      // Rounding drowns the values: only zeros can still be told, if the noise is small.
      return max(a, b) <= margin && margin <= 1e-6 ? .equal : .blurred
    }
    let difference = abs(answer.value - key.value)
    return difference <= Comparison.relativeTolerance * max(a, b) + margin ? .equal : .different
  }
}
