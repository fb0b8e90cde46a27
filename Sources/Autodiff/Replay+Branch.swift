extension Replay {
  /// Computes every value and tells in which smooth piece of the function the point lies.
  ///
  /// - Parameter margin: How near to a corner a point is on no side of it; exactly on it is a piece
  ///   of its own, as behind a relu that is off.
  /// - Returns: A number that stands for the piece; nil where a value is missing or a corner is near.
  public func branch(keepingOff margin: Double) -> UInt64? {
    guard (try? forward()) != nil else { return nil }
    // FNV-1a over the sides.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var isNear = false
    tape.forEachCornerDistance(at: values, where: .dependsOnLeaf) { distance in
      let side: UInt64 = distance == 0 ? 0 : distance < 0 ? 1 : 2
      isNear = isNear || (distance != 0 && abs(distance) < margin)
      hash = (hash ^ side) &* 0x0000_0100_0000_01B3
    }
    return isNear ? nil : hash
  }
}
