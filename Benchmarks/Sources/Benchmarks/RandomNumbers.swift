/// A sequence of numbers that is the same on every machine and in `Peers/workloads.py`.
///
/// Source: SplitMix64, in Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*.
struct RandomNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next number, from `low` up to but not including `high`.
  mutating func next(_ low: Double, _ high: Double) -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return low + (high - low) * (Double(z >> 11) * 0x1p-53)
  }

  /// The next `count` numbers.
  mutating func next(_ count: Int, _ low: Double, _ high: Double) -> [Double] {
    (0..<count).map { _ in next(low, high) }
  }
}
