import Autodiff
import ModelLanguage

/// Tells whether two formulas are equal, by their values at many points.
///
/// The points depend on the seed alone: same question, same points, same verdict. What this can't
/// see are differences below 1e-9 of the value, and those on a slice of the domain so thin that no
/// probe hits it and no kink reveals it.
struct Sampling {
  /// How many points must agree.
  static let wantedPoints = 24
  /// How many points must agree on every branch that was seen.
  static let wantedPerBranch = 3
  /// With fewer points than this there is no verdict.
  static let fewestPoints = 12
  static let mostComparisons = 960
  static let mostProbes = 2000
  static let mostRemovableGaps = 1
  /// Of how many kinks the far ends are looked at.
  static let mostKinks = 12
  /// How many entries of the leaves are moved there.
  static let mostMoved = 6

  enum Outcome {
    case equal
    /// They have different values here, or on the smooth piece in which this point lies.
    case different(at: [String: Tensor])
    /// The answer has no value where the key has one.
    case undefined(at: [String: Tensor])
    /// The key has a value at too few points, or rounding hides it.
    case undecided
  }

  /// The model's own value of each leaf.
  let centers: [String: Tensor]
  /// Where some leaves may lie.
  var domains: [String: Domain] = [:]
  let seed: UInt64

  var points: SamplePoints {
    SamplePoints(around: centers, in: domains, seed: seed)
  }

  /// Compares `answer` with `key`.
  ///
  /// - Parameter isKnownEqual: Whether only the question is left where the answer has values.
  /// - Complexity: At most 2000 probes, and 960 runs of each.
  func compare(
    _ answer: Formula, with key: Formula, isKnownEqual: Bool = false
  ) -> Outcome {
    var comparison = SampledComparison(
      answer: answer, key: key, isKnownEqual: isKnownEqual, points: points,
      fields: LinkedFields(seed: seed))
    return comparison.outcome()
  }

  /// Whether no difference shows.
  func areEqual(_ answer: Formula, _ key: Formula) -> Bool {
    switch LinkedFields(seed: seed).compare(answer, with: key) {
    case .equal: true
    case .different: false
    case .undecided: if case .equal = compare(answer, with: key) { true } else { false }
    }
  }

  /// Whether the formula has a value at so many points that answers can be judged.
  func canJudge(by key: Formula) -> Bool {
    var points = points
    var usable = 0
    for _ in 0..<Self.mostComparisons {
      if (try? key.run(at: points.next())) != nil { usable += 1 }
      if usable >= Self.fewestPoints { return true }
    }
    return false
  }
}
