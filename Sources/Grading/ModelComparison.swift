import Autodiff
public import ModelLanguage

/// Whether two models compute the same.
public enum ModelComparison {
  private static let pointCount = 12

  /// Whether `name` has the same value in both models, and is the same function of the inputs of
  /// `right`.
  ///
  /// It is compared as the models stand and at points drawn from -3...3. Inputs that only `left` has keep
  /// their values.
  public static func isSame(_ name: String, in left: Model, as right: Model) -> Bool {
    guard value(of: name, in: left, at: left.point) != nil,
      agree(name, (left, left.point), (right, right.point))
    else { return false }
    let inputs = right.leafNames.filter { right.names(madeFrom: $0).contains(name) }
    for input in inputs where left.point[input]?.shape != right.point[input]?.shape {
      return false
    }
    var generator = SplitMix64(seed: SplitMix64.seed(from: name))
    for _ in 0..<pointCount {
      var (leftPoint, rightPoint) = (left.point, right.point)
      for input in inputs {
        let drawn = right.point[input]?.map { _ in 6 * generator.nextUnit() - 3 }
        leftPoint[input] = drawn
        rightPoint[input] = drawn
      }
      guard agree(name, (left, leftPoint), (right, rightPoint)) else { return false }
    }
    return true
  }

  private typealias Place = (model: Model, point: [String: Tensor])

  private static func agree(_ name: String, _ left: Place, _ right: Place) -> Bool {
    let first = value(of: name, in: left.model, at: left.point)
    let second = value(of: name, in: right.model, at: right.point)
    guard let first, let second else { return first == nil && second == nil }
    return first.shape == second.shape
      && zip(first.entries, second.entries).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($1)) }
  }

  private static func value(
    of name: String, in model: Model, at point: [String: Tensor]
  ) -> Tensor? {
    guard let node = model.nodes[name], let pass = try? model.graph.forward(at: point) else {
      return nil
    }
    return pass.tensor(of: node)
  }
}
