import Autodiff

/// Points for the leaves of a model, spread so that no part of a domain is missed.
///
/// Each leaf's domain is cut into cells, and the cells are visited in prime strides, another for
/// each leaf. Where no domain is given the first points lie in the usual one, and later ones by turns
/// there and around the model's own values, for models that need large or positive inputs.
struct SamplePoints {
  private static let cells = 23

  private struct Entry {
    let center: Double
    /// Where it is to lie; nil where nothing is said.
    let domain: Domain?
    let stride: Int
    let offset: Int
  }

  /// The leaves by name, with their entries.
  private let leaves: [(name: String, shape: Shape, entries: [Entry])]
  private var generator: SplitMix64
  private var count = 0

  /// - Parameters:
  ///   - centers: The model's own value of each leaf.
  ///   - domains: Where some of them may lie.
  init(around centers: [String: Tensor], in domains: [String: Domain] = [:], seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var count = 0
    leaves = centers.sorted { $0.key < $1.key }.map { name, center in
      let entries = center.entries.map { center in
        count += 1
        return Entry(
          center: center, domain: domains[name], stride: 1 + (count - 1) % (Self.cells - 1),
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
        leaf.shape,
        leaf.entries.map { isWide || $0.domain != nil ? anywhere($0) : nearCenter($0.center) })
    }
    count += 1
    return point
  }

  private mutating func anywhere(_ entry: Entry) -> Double {
    let cell = (count * entry.stride + entry.offset) % Self.cells
    let share = (Double(cell) + generator.nextUnit()) / Double(Self.cells)
    return (entry.domain ?? .usual).value(at: share)
  }

  private mutating func nearCenter(_ center: Double) -> Double {
    value(near: center, spread: max(0.5, abs(center) / 2))
  }

  /// A point next to `point`.
  mutating func neighbour(of point: [String: Tensor]) -> [String: Tensor] {
    var neighbour = point
    for leaf in leaves {
      let domain = leaf.entries.first?.domain
      neighbour[leaf.name] = point[leaf.name]?.map { center in
        let value = value(near: center, spread: 0.001 * max(1, abs(center)))
        guard domain?.contains(value) == false else { return value }
        let mirrored = 2 * center - value
        return domain?.contains(mirrored) == true ? mirrored : center
      }
    }
    return neighbour
  }

  /// Every number that can be moved: the entries of the leaves.
  var places: [(leaf: String, entry: Int)] {
    leaves.flatMap { leaf in leaf.entries.indices.map { (leaf.name, $0) } }
  }

  /// `point` with one entry at an end of its domain.
  func moving(
    _ place: (leaf: String, entry: Int), of point: [String: Tensor], toUpperEnd isUpper: Bool
  ) -> [String: Tensor] {
    guard let value = point[place.leaf],
      let leaf = leaves.first(where: { $0.name == place.leaf })
    else { return point }
    var entries = value.entries
    entries[place.entry] =
      (leaf.entries[place.entry].domain ?? .usual).value(at: isUpper ? 1 : 0)
    var moved = point
    moved[place.leaf] = Tensor(value.shape, entries)
    return moved
  }

  private mutating func value(near center: Double, spread: Double) -> Double {
    center + spread * (2 * generator.nextUnit() - 1)
  }
}
