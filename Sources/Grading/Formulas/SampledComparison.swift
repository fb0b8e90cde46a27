import Autodiff
import ModelLanguage

/// One comparison in the making.
struct SampledComparison {
  let answer: Formula
  let key: Formula
  let isKnownEqual: Bool
  var points: SamplePoints
  let fields: LinkedFields
  private let answerProbe, keyProbe: KinkProbe
  /// Whether the key bends where slopes meet, so that its branch hangs on them.
  private let keyBendsBySlopes: Bool
  var seen: [UInt64: Int] = [:]
  var agreed = 0
  var comparisons = 0
  var gaps = 0
  /// A point from which kinks are followed to their ends.
  var start: [String: Tensor]?

  init(
    answer: Formula, key: Formula, isKnownEqual: Bool, points: SamplePoints, fields: LinkedFields
  ) {
    (self.answer, self.key, self.isKnownEqual) = (answer, key, isKnownEqual)
    (self.points, self.fields) = (points, fields)
    answerProbe = KinkProbe(answer.graph, root: answer.root)
    keyProbe = KinkProbe(key.graph, root: key.root)
    keyBendsBySlopes = !key.slopes.isEmpty && key.bendsBeyondModel
  }

  mutating func outcome() -> Sampling.Outcome {
    let hasKinks = answer.graph.hasKinks || key.graph.hasKinks
    for _ in 0..<(hasKinks ? Sampling.mostProbes : Sampling.mostComparisons) {
      if agreed >= Sampling.wantedPoints, !hasKinks { break }
      if let outcome = look(at: points.next(), hasKinks: hasKinks) { return outcome }
    }
    if hasKinks, let start {
      for end in ends(from: start) {
        // An end may be a removable gap, and several kinks may have the same end.
        gaps = 0
        if let outcome = look(at: end, hasKinks: true) { return outcome }
      }
    }
    return agreed >= Sampling.fewestPoints ? .equal : .undecided
  }

  /// Compares at one point; nil if that settles nothing.
  private mutating func look(at point: [String: Tensor], hasKinks: Bool) -> Sampling.Outcome? {
    var branch: UInt64? = 0
    if agreed >= Sampling.wantedPoints {
      // From here on a point only counts if it lies on a branch that was hardly seen.
      guard comparisons < Sampling.mostComparisons else { return nil }
      branch = self.branch(at: point)
      if let branch, seen[branch, default: 0] >= Sampling.wantedPerBranch { return nil }
    }
    guard let keyRun = try? key.run(at: point) else { return nil }
    guard let answerRun = try? answer.run(at: point) else {
      gaps += 1
      guard gaps <= Sampling.mostRemovableGaps, isRemovable(point) else {
        return .undefined(at: point)
      }
      return nil
    }
    if hasKinks {
      if agreed < Sampling.wantedPoints { branch = self.branch(at: point) }
      start = start ?? point
    }
    guard let branch else { return nil }
    comparisons += 1
    switch agreement(of: answerRun, with: keyRun) {
    case .equal: break
    case .different: return .different(at: point)
    case .blurred: return nil
    }
    agreed += 1
    // Values that agree may still differ by a hair; on one side of every kink fields can tell.
    if hasKinks, seen[branch] == nil, !isKnownEqual,
      fields.compare(answer, with: key, on: (answerRun.pass, keyRun.pass)) == .different
    {
      return .different(at: point)
    }
    seen[branch, default: 0] += 1
    return nil
  }

  /// On which side of every kink a point lies; nil where a value is missing, or a kink too near.
  ///
  /// No backward pass is needed for it, unless the key bends where slopes meet: a probe is cheap.
  private func branch(at point: [String: Tensor]) -> UInt64? {
    guard let branch = answerProbe.branch(at: point) else { return nil }
    if key.slopes.isEmpty {
      return keyProbe.branch(at: point).map { branch &* 31 &+ $0 }
    }
    guard keyBendsBySlopes, let values = slopes(at: point) else { return branch }
    return keyProbe.branch(at: values).map { branch &* 31 &+ $0 }
  }

  /// The point with the values of the key's slopes.
  private func slopes(at point: [String: Tensor]) -> [String: Tensor]? {
    guard let run = try? key.run(at: point) else { return nil }
    var point = point
    for (name, leaf) in key.graph.leafNodes { point[name] = run.pass.tensor(of: leaf) }
    return point
  }

  /// Where each kink's argument is largest and smallest, as far as its slopes tell, and points on
  /// the way there: a branch that no probe has hit hides in a corner of the domain.
  private func ends(from start: [String: Tensor]) -> [[String: Tensor]] {
    var ends: [[String: Tensor]] = []
    for formula in [key, answer] {
      for kink in formula.graph.kinkArguments.prefix(Sampling.mostKinks) {
        for sign in [-1.0, 1] {
          let end = end(of: formula, kink, sign, from: start)
          for share in [0, 1e-4, 1e-3, 1e-2] { ends.append(Self.between(end, start, share)) }
        }
      }
    }
    return ends
  }

  /// Moves one entry after the other to the end towards which the kink's argument grows.
  private func end(
    of formula: Formula, _ kink: (above: NodeID, below: NodeID?), _ sign: Double,
    from start: [String: Tensor]
  ) -> [String: Tensor] {
    let leaves = formula.graph.leafNodes
    let places = points.places.prefix(Sampling.mostMoved)
    var end = start
    for place in Array(places) + places {
      guard let leaf = leaves[place.leaf], let pass = try? formula.run(at: end).pass else {
        break
      }
      func slope(_ node: NodeID?) -> Double {
        node.flatMap { try? pass.backward(from: $0, keepsEdges: false) }?
          .gradient(of: leaf).entries[place.entry] ?? 0
      }
      let slope = sign * (slope(kink.above) - slope(kink.below))
      if slope != 0 { end = points.moving(place, of: end, toUpperEnd: slope > 0) }
    }
    return end
  }

  private static func between(
    _ end: [String: Tensor], _ start: [String: Tensor], _ share: Double
  ) -> [String: Tensor] {
    var point = end
    for (name, value) in end {
      guard let other = start[name] else { continue }
      point[name] = Tensor(
        value.shape,
        zip(value.entries, other.entries).map { $0 * (1 - share) + $1 * share })
    }
    return point
  }

  /// Whether the answer fails at `point` alone, as (x² - 1)/(x - 1) does at 1.
  private mutating func isRemovable(_ point: [String: Tensor]) -> Bool {
    for _ in 0..<10 {
      let neighbour = points.neighbour(of: point)
      guard let keyRun = try? key.run(at: neighbour),
        let answerRun = try? answer.run(at: neighbour),
        agreement(of: answerRun, with: keyRun) != .different
      else { return false }
    }
    return true
  }

  private enum Agreement {
    case equal, different, blurred
  }

  private func agreement(of answer: Formula.Run, with key: Formula.Run) -> Agreement {
    if isKnownEqual { return .equal }
    let (a, b) = (abs(answer.value), abs(key.value))
    let (answerNoise, keyNoise) = (16 * answer.roundingErrorBound, 16 * key.roundingErrorBound)
    let margin = answerNoise + keyNoise
    if margin > 1e-3 * max(a, b) {
      // Rounding drowns the values: only zeros can still be told, each by its own noise.
      return a <= answerNoise && b <= keyNoise && margin <= 1e-6 ? .equal : .blurred
    }
    let difference = abs(answer.value - key.value)
    return difference <= Grading.Comparison.relativeTolerance * max(a, b) + margin
      ? .equal : .different
  }
}
