import Autodiff
public import ModelLanguage

/// Whether two models compute the same.
public enum ModelComparison {
  private static let pointCount = 12

  /// Whether `name` is the same function of the inputs of `right` in both models, slopes included; an
  /// input itself, whether it has the same value.
  ///
  /// It is compared where `right` stands, which must have a value, and at points drawn from -3...3. Inputs that
  /// only `left` has keep their values.
  public static func isSame(_ name: String, in left: Model, as right: Model) -> Bool {
    guard left.nodes[name] != nil, right.nodes[name] != nil else { return false }
    let inputs = right.leafNames.filter { right.names(madeFrom: $0).contains(name) }
    if right.isLeaf(name) || inputs.isEmpty {
      return agree(name, by: [], (left, left.point), (right, right.point))
    }
    for input in inputs where left.point[input]?.shape != right.point[input]?.shape {
      return false
    }
    let own = right.point.filter { inputs.contains($0.key) }
    let place = (left, left.point.merging(own) { $1 })
    guard values(of: name, by: inputs, at: place) != nil,
      agree(name, by: inputs, place, (right, right.point))
    else { return false }
    var generator = SplitMix64(seed: SplitMix64.seed(from: name))
    return (0..<pointCount).allSatisfy { _ in
      var (leftPoint, rightPoint) = (left.point, right.point)
      for input in inputs {
        let drawn = right.point[input]?.map { _ in 6 * generator.nextUnit() - 3 }
        leftPoint[input] = drawn
        rightPoint[input] = drawn
      }
      return agree(name, by: inputs, (left, leftPoint), (right, rightPoint))
    }
  }

  private typealias Place = (model: Model, point: [String: Tensor])

  private static func agree(
    _ name: String, by inputs: [String], _ left: Place, _ right: Place
  ) -> Bool {
    let first = values(of: name, by: inputs, at: left)
    let second = values(of: name, by: inputs, at: right)
    guard let first, let second else { return first == nil && second == nil }
    return zip(first, second).allSatisfy { first, second in
      first.shape == second.shape
        && zip(first.entries, second.entries).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
    }
  }

  /// The value and its slopes by the inputs; nil where one of them does not exist.
  private static func values(
    of name: String, by inputs: [String], at place: Place
  ) -> [Tensor]? {
    let model = place.model
    guard let node = model.nodes[name], let forward = try? model.graph.forward(at: place.point)
    else { return nil }
    let leaves = inputs.compactMap { model.leaves[$0] }
    guard !leaves.isEmpty else { return [forward.tensor(of: node)] }
    let pass = try? forward.backward(from: node, withRespectTo: leaves, keepsEdges: false)
    return pass.map { pass in [forward.tensor(of: node)] + leaves.map(pass.gradient(of:)) }
  }
}
