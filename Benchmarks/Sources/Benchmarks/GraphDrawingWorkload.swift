import Drawing

/// W8: from the nodes of a graph to the lines of its drawing on 80 columns.
///
/// No C does this, and nothing is asked but that nobody waits: a graph of more than 12 nodes is folded.
struct GraphDrawingWorkload: Workload {
  let name = "W8"

  private static let nodeCounts = [10, 12, 100, 1000]
  /// How many graphs of each size are drawn in one round.
  private static let graphsPerRound = 20

  func checkReference() throws {}

  func rows(_ rounds: Rounds) throws -> [Row] {
    Self.nodeCounts.map { count in
      let samples = (0..<rounds.count).map { round in
        (0..<Self.graphsPerRound).map { index in
          Self.milliseconds(nodes: count, seed: UInt64(round * Self.graphsPerRound + index))
        }.median
      }
      return Row(
        workload: name, metric: "a random graph of \(count) nodes, median", system: "Drawing",
        unit: "ms", samples: samples, requirement: .figureAtMost(50))
    }
  }

  /// The time for a graph whose nodes have up to three operands each.
  private static func milliseconds(nodes count: Int, seed: UInt64) -> Double {
    var state = seed &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let nodes = (0..<count).map {
      GraphDiagram.Node(id: "v\($0)", text: "v\($0): +", value: "0.1234", gradient: "-5.678")
    }
    let edges = (1..<count).flatMap { head in
      Set((0..<1 + next(3)).map { _ in next(head) }).sorted().map { tail in
        (from: "v\(tail)", to: "v\(head)")
      }
    }
    let time = ContinuousClock().measure {
      _ = GraphDiagram(nodes: nodes, edges: edges).lines(width: 80)
    }
    return Double(time.components.attoseconds) / 1e15 + Double(time.components.seconds) * 1e3
  }
}
