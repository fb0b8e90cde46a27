/// The wires between two columns: where they enter the right one, and where they turn.
///
/// A source with a turn has one vertical track. In front of the right column's items, a collector
/// brings an item's pins together; collectors stand below one another and belong to one item each.
/// Every row carries the wire from its source on the left, then perhaps another one to its pin on
/// the right, if the track of the first stands left of the track of the second.
///
/// Source: Hashimoto and Stevens, *Wire Routing by Optimizing Channel Assignment within Large
/// Apertures* (1971), with the vertical constraints as rows.
struct GraphChannel {
  /// What enters the right column in a row of its own.
  struct Pin {
    /// Which source it takes the value from.
    let source: Int
    /// Which target it leads to.
    let target: Int
    var row = 0
  }

  /// A target's row and where its values come from, from top to bottom.
  struct Target {
    let row: Int
    let sources: [Int]
  }

  /// The pins from top to bottom.
  private(set) var pins: [Pin]
  /// Which track each source has, from the left; none where it runs straight.
  private(set) var tracks: [Int?] = []
  /// How many tracks stand side by side.
  var trackCount: Int { (tracks.compactMap { $0 }.max() ?? -1) + 1 }
  /// Whether any pin must be led up or down to its target.
  var hasCollectors: Bool { pins.contains { $0.row != targets[$0.target].row } }

  let sourceRows: [Int]
  let targets: [Target]

  /// - Parameters:
  ///   - sourceRows: In which row each source starts, all different.
  ///   - targets: From top to bottom.
  ///   - height: How many rows there are.
  /// - Returns: Nil if the rows are too close together.
  init?(from sourceRows: [Int], to targets: [Target], height: Int) {
    self.sourceRows = sourceRows
    self.targets = targets
    pins = targets.enumerated().flatMap { target, entry in
      entry.sources.map { Pin(source: $0, target: target) }
    }
    guard placePins(height: height, avoidingSources: false) else { return nil }
    if let tracks = routedTracks() {
      self.tracks = tracks
      return
    }
    // Without a pin in another source's row nothing has to stand left of anything.
    guard placePins(height: height, avoidingSources: true), let tracks = routedTracks() else {
      return nil
    }
    self.tracks = tracks
  }

  /// The rows of a source's wire: its own and its pins'.
  func span(of source: Int) -> ClosedRange<Int> {
    pins.reduce(sourceRows[source]...sourceRows[source]) { span, pin in
      guard pin.source == source else { return span }
      return min(span.lowerBound, pin.row)...max(span.upperBound, pin.row)
    }
  }

  /// The rows of a target's collector: its own and its pins'.
  func collectorSpan(of target: Int) -> ClosedRange<Int> {
    pins.reduce(targets[target].row...targets[target].row) { span, pin in
      guard pin.target == target else { return span }
      return min(span.lowerBound, pin.row)...max(span.upperBound, pin.row)
    }
  }

  /// Finds the cheapest rows for the pins, from top to bottom.
  private mutating func placePins(height: Int, avoidingSources: Bool) -> Bool {
    let none = Int.max / 4
    let sourceAtRow = Dictionary(
      uniqueKeysWithValues: sourceRows.enumerated().map { ($1, $0) })
    var lowest: [[(cost: Int, row: Int)]] = []
    for pin in pins {
      let top = pin.target > 0 ? targets[pin.target - 1].row + 1 : 0
      let bottom = pin.target + 1 < targets.count ? targets[pin.target + 1].row : height
      var running = (cost: none, row: 0)
      lowest.append(
        (0..<height).map { row in
          let before = lowest.isEmpty ? 0 : row > 0 ? lowest[lowest.count - 1][row - 1].cost : none
          guard top <= row, row < bottom, before < none else { return running }
          let isForeign = sourceAtRow[row].map { $0 != pin.source } ?? false
          guard !(isForeign && avoidingSources) else { return running }
          let cost = before + bendCost(of: pin, at: row) + (isForeign ? 12 : 0)
          if cost < running.cost { running = (cost, row) }
          return running
        })
    }
    var limit = height - 1
    for index in pins.indices.reversed() {
      guard limit >= 0, lowest[index][limit].cost < none else { return false }
      pins[index].row = lowest[index][limit].row
      limit = pins[index].row - 1
    }
    return true
  }

  private func bendCost(of pin: Pin, at row: Int) -> Int {
    let sources = targets[pin.target].sources
    let detour = abs(row - sourceRows[pin.source])
    let reach = row - targets[pin.target].row
    // The same number of pins above and below: so a merger never looks like a fork.
    let side = 2 * (sources.firstIndex(of: pin.source) ?? 0) - (sources.count - 1)
    return (detour == 0 ? 0 : 40 + detour) + 3 * abs(reach)
      + (side.signum() == reach.signum() ? 0 : 50)
  }
}
