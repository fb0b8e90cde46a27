import RealModule

/// The gradient by one leaf beside central differences, entry by entry.
public struct NumericCheck: Sendable {
  /// One entry of the leaf.
  public struct Entry: Sendable {
    /// The gradient that the backward pass gave.
    public let gradient: Double
    /// The central difference that is least uncertain; nil if the function has no value near by.
    public let numeric: Double?
    /// How far `numeric` may be off, by what neighbouring steps disagree and by rounding.
    public let uncertainty: Double
    /// Whether moving the leaf leaves a corner on the way, where the gradient may hold by
    /// convention only.
    public let isCorner: Bool
    /// What every step gave, from the longest to the shortest.
    public let sweep: [Attempt]

    /// |gradient - numeric| over the larger of both; 0 if both are 0.
    ///
    /// Source: Stanford CS231n, *Gradient checks*: above 1e-2 is usually wrong, below 1e-7 fine.
    public var relativeError: Double? {
      numeric.map { numeric in
        let largest = max(abs(gradient), abs(numeric))
        return largest == 0 ? 0 : abs(gradient - numeric) / largest
      }
    }
  }

  /// Whether central differences can tell the gradient from a wrong one here.
  ///
  /// Where a function is flat its slope drowns in the rounding of its value.
  public var isDecisive: Bool {
    entries.allSatisfy { entry in
      guard let numeric = entry.numeric, let error = entry.relativeError else { return false }
      return error < 1e-4 || abs(entry.gradient - numeric) > 10 * entry.uncertainty
    }
  }

  /// (f(x + h) - f(x - h)) / 2h for one step h.
  public struct Attempt: Sendable {
    /// How far the entry was moved to either side.
    public let step: Double
    /// The slope that this gave.
    public let numeric: Double
  }

  /// The leaf.
  public let leaf: NodeID
  /// Its entries, row by row.
  public let entries: [Entry]

  /// The largest relative error of all entries that could be compared; nil if none could.
  public var relativeError: Double? {
    entries.compactMap(\.relativeError).max()
  }
}

extension BackwardPass {
  /// How many forward passes it takes to check one entry of a leaf.
  public static let passesPerCheckedEntry =
    2 * (Probe.decades.ofOne.count + Probe.decades.ofSize.count)

  /// Checks the gradient by `leaf` against central differences.
  ///
  /// The step is chosen for each entry: long steps miss the curve and short ones drown in rounding,
  /// so where two neighbouring steps agree best is the place to trust. What `stop` holds back is
  /// held still, as the gradient says.
  ///
  /// - Complexity: ``passesPerCheckedEntry`` forward passes an entry.
  public func numericCheck(of leaf: NodeID) -> NumericCheck {
    let graph = forward.graph
    var nodes = marked
    for index in nodes.indices where nodes[index].op == .stop {
      nodes[index].op = nil
      nodes[index].traits.remove(.isScalarStep)
    }
    let tape = Tape(graph, nodes: nodes)
    defer { tape.deallocate() }
    var values = forward.values
    let gradient = gradient(of: leaf).entries
    let start = graph.start(of: leaf.index)
    let outputStart = graph.start(of: output.index)
    let noise = max(
      forward.roundingErrorBoundsInOrder[outputStart], Double.ulpOfOne * abs(values[outputStart]))
    let entries = values.withPointer { values in
      let probe = Probe(tape: tape, values: values, output: outputStart, noise: noise)
      return gradient.indices.map { probe.check(start + $0, gradient: gradient[$0]) }
    }
    return NumericCheck(leaf: leaf, entries: entries)
  }
}

/// Moves single entries of a leaf to and fro.
private struct Probe {
  /// The steps' powers of ten, as shares of 1 and of the entry's size.
  static let decades = (ofOne: 1...6, ofSize: 1...10)

  private let tape: Tape
  private let values: UnsafeMutablePointer<Double>
  /// Where the output stands among the values.
  private let output: Int
  /// How far rounding can have moved the output.
  private let noise: Double
  private let corners: [Double]

  init(tape: Tape, values: UnsafeMutablePointer<Double>, output: Int, noise: Double) {
    self.tape = tape
    self.values = values
    self.output = output
    self.noise = noise
    corners = tape.cornerDistances(at: values, where: .isOnTheWay)
  }

  /// Checks the entry that stands at `place` among the values, and leaves it as it was.
  func check(_ place: Int, gradient: Double) -> NumericCheck.Entry {
    let entry = values[place]
    defer { values[place] = entry }
    var sweep: [NumericCheck.Attempt] = []
    var isCorner = false
    for step in Self.steps(around: entry) {
      guard let above = run(entry + step, at: place), let below = run(entry - step, at: place)
      else { continue }
      isCorner = isCorner || above.leftCorner || below.leftCorner
      // What was added, not what should have been: x + h is rounded.
      let distance = (entry + step) - (entry - step)
      let numeric = (above.output - below.output) / distance
      if distance > 0, numeric.isFinite {
        sweep.append(NumericCheck.Attempt(step: step, numeric: numeric))
      }
    }
    let best = leastUncertain(of: sweep)
    return NumericCheck.Entry(
      gradient: gradient, numeric: best?.numeric, uncertainty: best?.uncertainty ?? .infinity,
      isCorner: isCorner, sweep: sweep)
  }

  /// From the longest to the shortest.
  private static func steps(around entry: Double) -> [Double] {
    let size = entry == 0 ? 1 : abs(entry)
    let ofSize = decades.ofSize.map { size * Double.pow(10, -$0) }
    // Those of 1 suit a function that turns fast far from 0, as sin does; twice the same is none.
    let ofOne = decades.ofOne.map { Double.pow(10, -$0) }
      .filter { step in ofSize.allSatisfy { max($0 / step, step / $0) > 1.5 } }
    return (ofOne + ofSize).sorted(by: >)
  }

  /// What two neighbouring steps disagree by is the curve that the longer one missed; to that comes
  /// the rounding of f, which a short step magnifies.
  private func leastUncertain(
    of sweep: [NumericCheck.Attempt]
  ) -> (numeric: Double, uncertainty: Double)? {
    let pairs = zip(sweep, sweep.dropFirst())
    guard let best = pairs.min(by: { uncertainty($0) < uncertainty($1) }) else {
      return sweep.first.map { ($0.numeric, .infinity) }
    }
    return (best.1.numeric, uncertainty(best))
  }

  private func uncertainty(
    _ pair: (longer: NumericCheck.Attempt, shorter: NumericCheck.Attempt)
  ) -> Double {
    abs(pair.longer.numeric - pair.shorter.numeric)
      + noise / pair.shorter.step
  }

  /// The output with the entry at `place` moved.
  ///
  /// - Returns: nil if there is no value, or a corner lies between.
  private func run(_ entry: Double, at place: Int) -> (output: Double, leftCorner: Bool)? {
    values[place] = entry
    ForwardLoop(tape: tape, values: values).run()
    guard View(shape: .vector(tape.valueCount), start: values).isFinite else { return nil }
    var leftCorner = false
    for (before, now) in zip(corners, tape.cornerDistances(at: values, where: .isOnTheWay)) {
      if before == 0 {
        leftCorner = leftCorner || now != 0
      } else if before.sign != now.sign || now == 0 {
        return nil
      }
    }
    return (values[output], leftCorner)
  }
}
