import Autodiff

/// Points for the leaves of a model, spread so that no part of a domain is missed.
///
/// The first points lie in -3...3. Each leaf's domain is cut into cells, and the cells are visited
/// in prime strides, another for each leaf. Later points lie by turns there and around the model's
/// own values, for models that need large or positive inputs.
struct SamplePoints {
  private static let cells = 23
  private static let radius = 3.0

  private struct Entry {
    let center: Double
    let stride: Int
    let offset: Int
  }

  /// The leaves by name, with their entries.
  private let leaves: [(name: String, shape: Shape, entries: [Entry])]
  private var generator: SplitMix64
  private var count = 0

  /// - Parameter centers: The model's own value of each leaf.
  init(around centers: [String: Tensor], seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var count = 0
    leaves = centers.sorted { $0.key < $1.key }.map { name, center in
      let entries = center.entries.map { center in
        count += 1
        return Entry(
          center: center, stride: 1 + (count - 1) % (Self.cells - 1),
          offset: Int(generator.next() % UInt64(Self.cells)))
      }
      return (name, center.shape, entries)
    }
    self.generator = generator
  }

  /// The next point.
  mutating func next() -> [String: Tensor] {
    let isWide = count <= Self.cells || count % 2 == 0
    var point: [String: Tensor] = [:]
    for leaf in leaves {
      point[leaf.name] = Tensor(
        leaf.shape, leaf.entries.map { isWide ? anywhere($0) : nearCenter($0.center) })
    }
    count += 1
    return point
  }

  private mutating func anywhere(_ entry: Entry) -> Double {
    let cell = (count * entry.stride + entry.offset) % Self.cells
    let share = (Double(cell) + generator.nextUnit()) / Double(Self.cells)
    return Self.radius * (2 * share - 1)
  }

  private mutating func nearCenter(_ center: Double) -> Double {
    value(near: center, spread: max(0.5, abs(center) / 2))
  }

  /// A point next to `point`.
  mutating func neighbour(of point: [String: Tensor]) -> [String: Tensor] {
    var neighbour = point
    for leaf in leaves {
      neighbour[leaf.name] = point[leaf.name]?.map { center in
        value(near: center, spread: 0.001 * max(1, abs(center)))
      }
    }
    return neighbour
  }

  private mutating func value(near center: Double, spread: Double) -> Double {
    center + spread * (2 * generator.nextUnit() - 1)
  }
}
