/// Points for the leaves of a model, spread so that no part of a domain is missed.
///
/// The first points lie in -3...3. Each leaf's domain is cut into cells, and the cells are visited
/// in prime strides, another for each leaf. Later points lie by turns there and around the model's
/// own values, for models that need large or positive inputs.
struct SamplePoints {
  private static let cells = 23
  private static let radius = 3.0

  private struct Leaf {
    let name: String
    let center: Double
    let stride: Int
    let offset: Int
  }

  private let leaves: [Leaf]
  private var generator: SplitMix64
  private var count = 0

  /// - Parameter centers: The model's own value of each leaf.
  init(around centers: [String: Double], seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    leaves = centers.sorted { $0.key < $1.key }.enumerated().map { index, leaf in
      Leaf(
        name: leaf.key, center: leaf.value, stride: 1 + index % (Self.cells - 1),
        offset: Int(generator.next() % UInt64(Self.cells)))
    }
    self.generator = generator
  }

  /// The next point.
  mutating func next() -> [String: Double] {
    let isWide = count <= Self.cells || count % 2 == 0
    var point: [String: Double] = [:]
    for leaf in leaves {
      if isWide {
        let cell = (count * leaf.stride + leaf.offset) % Self.cells
        let share = (Double(cell) + generator.nextUnit()) / Double(Self.cells)
        point[leaf.name] = Self.radius * (2 * share - 1)
      } else {
        point[leaf.name] = value(near: leaf.center, spread: max(0.5, abs(leaf.center) / 2))
      }
    }
    count += 1
    return point
  }

  /// A point next to `point`.
  mutating func neighbour(of point: [String: Double]) -> [String: Double] {
    var neighbour = point
    for leaf in leaves {
      guard let center = point[leaf.name] else { continue }
      neighbour[leaf.name] = value(near: center, spread: 0.001 * max(1, abs(center)))
    }
    return neighbour
  }

  private mutating func value(near center: Double, spread: Double) -> Double {
    center + spread * (2 * generator.nextUnit() - 1)
  }
}
