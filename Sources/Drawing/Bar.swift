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

  /// The same in words.
  public var sentence: StyledText { StyledText("\(100 * done / total) percent") }

  /// The bar in `width` cells; it is full only when all is done, and empty only when nothing is.
  ///
  /// - Parameter width: At least 2, to tell the two from what is between.
  public func line(width: Int) -> StyledText {
    precondition(width > 1, "a bar of \(width) cells")
    let filled = done == 0 ? 0 : max(1, width * done / total)
    return StyledText(String(repeating: "█", count: filled), .good)
      + StyledText(String(repeating: "░", count: width - filled), .aside)
  }
}
