extension GraphChannel {
  /// The track of each source, or nil if some would have to stand left of themselves.
  func routedTracks() -> [Int?]? {
    let spans = sourceRows.indices.map(span(of:))
    let turning = sourceRows.indices.filter { spans[$0].count > 1 }
    guard let order = ordered(turning, spans: spans) else { return nil }
    var tracks = [Int?](repeating: nil, count: sourceRows.count)
    for (place, source) in order.enumerated() {
      // Wires that don't meet may share a track, with a free row between them. Where one must stand
      // left of the other, they meet.
      let barriers = order[..<place].filter { other in
        spans[other].lowerBound <= spans[source].upperBound + 1
          && spans[source].lowerBound <= spans[other].upperBound + 1
      }
      tracks[source] = (barriers.compactMap { tracks[$0] }.max() ?? -1) + 1
    }
    return tracks
  }

  /// Whether a pin of `right` lies in the row where `left` starts.
  private func mustStand(_ left: Int, leftOf right: Int) -> Bool {
    left != right && pins.contains { $0.source == right && $0.row == sourceRows[left] }
  }

  /// The sources from left to right, with few crossings; nil if they can't be ordered.
  private func ordered(_ turning: [Int], spans: [ClosedRange<Int>]) -> [Int]? {
    var order: [Int] = []
    var left = turning
    while !left.isEmpty {
      let free = left.filter { next in !left.contains { mustStand($0, leftOf: next) } }
      // Of those that may come next, the one that crosses the fewest others.
      let costs = free.map { next in
        left.reduce(0) { $0 + ($1 == next ? 0 : excess(next, leftOf: $1, spans: spans)) }
      }
      guard let lowest = costs.min(), let choice = costs.firstIndex(of: lowest) else { return nil }
      order.append(free[choice])
      left.removeAll { $0 == free[choice] }
    }
    return order
  }

  /// How many crossings more there are if the first track stands left of the second.
  private func excess(_ first: Int, leftOf second: Int, spans: [ClosedRange<Int>]) -> Int {
    crossings(first, leftOf: second, spans: spans) - crossings(second, leftOf: first, spans: spans)
  }

  private func crossings(_ left: Int, leftOf right: Int, spans: [ClosedRange<Int>]) -> Int {
    let atLeft = spans[left].contains(sourceRows[right]) ? 1 : 0
    return pins.reduce(atLeft) { count, pin in
      pin.source == left && spans[right].contains(pin.row) ? count + 1 : count
    }
  }
}
