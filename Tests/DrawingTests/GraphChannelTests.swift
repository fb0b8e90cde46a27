import Testing

@testable import Drawing

@Suite struct GraphChannelTests {
  private typealias Target = GraphChannel.Target

  @Test func `wires that change places get out of each other's way`() throws {
    let targets = [Target(row: 0, sources: [1]), Target(row: 2, sources: [0])]
    let channel = try #require(GraphChannel(from: [0, 2], to: targets, height: 6))
    // Straight into the boxes, each would have to turn left of the other.
    #expect(channel.hasCollectors && channel.trackCount == 2)
    expectNoSharing(channel)
  }

  @Test func `a wire into the row of another source turns right of it`() throws {
    let targets = [Target(row: 4, sources: [0]), Target(row: 8, sources: [1])]
    let channel = try #require(GraphChannel(from: [0, 4], to: targets, height: 9))
    #expect(channel.tracks == [1, 0])
  }

  @Test func `straight wires need no track`() throws {
    let targets = [Target(row: 2, sources: [0, 1]), Target(row: 6, sources: [2])]
    let channel = try #require(GraphChannel(from: [1, 4, 6], to: targets, height: 9))
    #expect(channel.trackCount == 0 && channel.pins.map(\.row) == [1, 4, 6])
  }

  @Test func `no two wires share a row or a track anywhere`() {
    var generator = SeededGenerator(state: 7)
    var routed = 0
    for _ in 0..<5000 {
      let sources = Int.random(in: 1...6, using: &generator)
      let sourceRows = (0..<16).shuffled(using: &generator).prefix(sources).sorted()
      let rows = (0..<16).shuffled(using: &generator).prefix(5).sorted()
      let targets = rows.map { row in
        let count = Int.random(in: 1...min(3, sources), using: &generator)
        let operands = (0..<sources).shuffled(using: &generator).prefix(count)
        return Target(row: row, sources: Array(operands))
      }
      guard let channel = GraphChannel(from: sourceRows, to: targets, height: 16) else { continue }
      routed += 1
      expectNoSharing(channel)
    }
    #expect(routed > 1000)
  }

  private func expectNoSharing(_ channel: GraphChannel) {
    var ends: [Int: (source: Int, track: Int?)] = [:]
    for (source, row) in channel.sourceRows.enumerated()
    where channel.pins.contains(where: { $0.source == source }) {
      ends[row] = (source, channel.tracks[source])
    }
    for pin in channel.pins {
      guard let other = ends[pin.row], other.source != pin.source else { continue }
      guard let left = other.track, let right = channel.tracks[pin.source] else {
        Issue.record("a wire runs into another one in row \(pin.row)")
        continue
      }
      #expect(left < right, "row \(pin.row)")
    }
    #expect(Set(channel.pins.map(\.row)).count == channel.pins.count)
    for (source, track) in channel.tracks.enumerated() where track != nil {
      for other in 0..<source where channel.tracks[other] == track {
        #expect(!channel.span(of: source).overlaps(channel.span(of: other)))
      }
    }
    let collectors = channel.targets.indices.map(channel.collectorSpan(of:))
    for (upper, lower) in zip(collectors, collectors.dropFirst()) {
      #expect(upper.upperBound < lower.lowerBound)
    }
  }
}
