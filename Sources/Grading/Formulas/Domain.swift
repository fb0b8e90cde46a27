/// Where a formula is to hold: the values that one of its variables may take.
public struct Domain: Equatable, Sendable {
  /// The bounds, of which the upper is not below the lower.
  public let low, high: Double
  /// Whether the bounds themselves are left out.
  public let isLowOpen, isHighOpen: Bool

  /// Makes a domain.
  public init(low: Double, high: Double, isLowOpen: Bool = false, isHighOpen: Bool = false) {
    precondition(low.isFinite && high.isFinite && low <= high, "no domain from \(low) to \(high)")
    (self.low, self.high) = (low, high)
    (self.isLowOpen, self.isHighOpen) = (isLowOpen, isHighOpen)
  }

  /// What is meant where nothing is said: -3...3.
  public static let usual = Domain(low: -3, high: 3)

  /// The value at a share of the way from the lower to the upper bound, 0 to 1.
  func value(at share: Double) -> Double {
    // Not low + share * (high - low): the difference may be too large for a number.
    let value = low * (1 - share) + high * share
    guard (isLowOpen && value <= low) || (isHighOpen && value >= high) else { return value }
    return low / 2 + high / 2
  }

  func contains(_ value: Double) -> Bool {
    (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high)
  }
}
