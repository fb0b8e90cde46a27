import RealModule

/// Points on two interleaved half circles, the smallest set that no straight line can divide.
///
/// Source: scikit-learn, `make_moons`: half circles of radius 1, the second moved by (1, -0.5).
public struct TwoMoons: Sendable {
  /// One row a point: its two coordinates.
  public let points: Tensor
  /// For each point 1 or -1: which moon it is on.
  public let labels: Tensor

  /// Makes `count` points, by turns on the one and the other moon.
  ///
  /// - Parameter noise: The standard deviation of what is added to each coordinate.
  public init(
    count: Int, noise: Double = 0.1, using generator: inout some RandomNumberGenerator
  ) {
    var coordinates: [Double] = []
    var labels: [Double] = []
    for index in 0..<count {
      let isFirst = index % 2 == 0
      let angle = Double.random(in: 0...Double.pi, using: &generator)
      let (x, y) = (Double.cos(angle), Double.sin(angle))
      coordinates.append((isFirst ? x : 1 - x) + noise * Self.normal(using: &generator))
      coordinates.append((isFirst ? y : 0.5 - y) + noise * Self.normal(using: &generator))
      labels.append(isFirst ? 1 : -1)
    }
    points = .matrix(rows: count, columns: 2, entries: coordinates)
    self.labels = .vector(labels)
  }

  /// A number with mean 0 and deviation 1.
  ///
  /// Source: Box and Muller 1958.
  private static func normal(using generator: inout some RandomNumberGenerator) -> Double {
    let radius = Double.sqrt(-2 * .log(1 - Double.random(in: 0..<1, using: &generator)))
    return radius * .cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
  }
}
