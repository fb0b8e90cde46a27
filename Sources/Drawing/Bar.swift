/// A bar that shows how much of something is done.
public struct Bar: Sendable {
  private let done: Int
  private let total: Int

  /// - Parameters:
  ///   - done: How many parts are done; at most `total`.
  ///   - total: How many there are; at least 1.
  public init(done: Int, of total: Int) {
    precondition(total > 0 && (0...total).contains(done), "\(done) of \(total)")
    self.done = done
    self.total = total
  }

  /// The bar in `width` cells; it is full only when all is done, and empty only when nothing is.
  public func line(width: Int) -> StyledText {
    var filled = width * done / total
    if done > 0, filled == 0 { filled = 1 }
    return StyledText(String(repeating: "█", count: filled), .good)
      + StyledText(String(repeating: "░", count: width - filled), .aside)
  }
}
