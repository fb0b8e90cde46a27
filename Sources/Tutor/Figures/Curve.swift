import Autodiff
import ModelLanguage

/// Names of a model against another one that runs through a range.
public struct Curve: Sendable {
  /// The name that runs.
  public let input: String
  /// Where it stands.
  public let start: Double
  /// Where it runs.
  public let range: ClosedRange<Double>
  /// The names that are drawn.
  public let names: [String]
  /// Where the input was put.
  public let inputs: [Double]
  /// For each name its value at each of `inputs`; nan where it has none.
  public let values: [[Double]]
  /// For each name its value where the input stands.
  public let heights: [Double]
  /// For each name its slope there; nil where it has none.
  public let slopes: [Double?]
  /// For each name whether its slope holds there only by convention.
  public let corners: [Bool]

  private static let pointCount = 241

  /// Runs the model with `input` at many places.
  ///
  /// - Parameters:
  ///   - input: A name whose value is a single number; a computed one is held at each place.
  ///   - range: Where it runs; around where it stands if nil.
  ///   - places: What the range must hold as well.
  init(
    of names: [String], by input: String, in trace: Trace, over range: ClosedRange<Double>?,
    holding places: [Double] = []
  ) throws(PlayError) {
    for name in names + [input] where trace.model.nodes[name] == nil {
      throw .unknown(name, in: trace.model)
    }
    guard let start = trace.value(of: input)?.number else {
      throw .isList(input, wanted: "a curve needs a name that is a single number")
    }
    if let list = names.first(where: { trace.value(of: $0)?.number == nil }) {
      throw .isList(list, wanted: "a curve needs names that are single numbers")
    }
    guard let held = trace.holding(input) else {
      throw PlayError("\(input) can't be moved by itself here")
    }
    let model = held.model
    let nodes = names.compactMap { model.nodes[$0] }
    guard let leaf = model.leaves[input], let first = nodes.first else {
      throw PlayError("say what to draw, such as: plot loss w -1 5")
    }
    self.range = range ?? Self.range(around: start, holding: places)
    (self.input, self.start, self.names) = (input, start, names)
    let replay = Replay(model.graph, of: first)
    for node in model.graph.leaves {
      if case .leaf(let name) = model.graph.kind(of: node), let value = model.point[name] {
        replay.set(node, to: value)
      }
    }
    let (low, high) = (self.range.lowerBound, self.range.upperBound)
    inputs = (0..<Self.pointCount).map { number in
      let share = Double(number) / Double(Self.pointCount - 1)
      let place = low * (1 - share) + high * share
      // Rounding alone keeps it from 0.
      return abs(place) < 1e-12 * (high - low) ? 0 : place
    }
    var values = names.map { _ in [Double]() }
    for place in inputs {
      replay.set(leaf, to: place)
      // A node without a value makes nan or infinity of what is made from it, and of nothing else.
      try? replay.forward()
      for (index, node) in nodes.enumerated() {
        let value = replay.value(of: node)
        values[index].append(value.isFinite ? value : .nan)
      }
    }
    self.values = values.map(Self.withoutDust)
    heights = names.map { held.value(of: $0)?.number ?? .nan }
    corners = nodes.map { node in
      ((try? held.forward.backward(from: node, withRespectTo: [leaf]))?.corners.isEmpty) == false
    }
    slopes = names.map { name in
      name == input
        ? 1 : ((try? held.slope(of: name, withRespectTo: input)) ?? nil)?.number
    }
  }

  /// The values with 0 for what rounding alone has left of it.
  private static func withoutDust(_ values: [Double]) -> [Double] {
    let largest = values.lazy.filter(\.isFinite).map(abs).max() ?? 0
    return values.map { abs($0) <= 1e-13 * largest ? 0 : $0 }
  }

  /// The place, 0 and some room on both sides.
  private static func range(around place: Double, holding others: [Double]) -> ClosedRange<Double> {
    let half = min(1.25 * max(1, abs(place)), .greatestFiniteMagnitude / 8)
    let all = [place - half, place + half] + others.filter(\.isFinite)
    return (all.min() ?? -1)...(all.max() ?? 1)
  }
}
