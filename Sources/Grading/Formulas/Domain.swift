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

  /// How near to an open end values lie, as a share of the whole.
  private static let margin = 1e-9

  /// What is meant where nothing is said: -3...3.
  public static let usual = Domain(low: -3, high: 3)

  /// The value at a share of the way from the lower to the upper bound, 0 to 1.
  func value(at share: Double) -> Double {
    let least = isLowOpen ? Self.margin : 0
    let share = min(max(share, least), isHighOpen ? 1 - Self.margin : 1)
    // Not low + share * (high - low): the difference may be too large for a number.
    return low * (1 - share) + high * share
  }

  func contains(_ value: Double) -> Bool {
    (isLowOpen ? value > low : value >= low) && (isHighOpen ? value < high : value <= high)
  }
}
