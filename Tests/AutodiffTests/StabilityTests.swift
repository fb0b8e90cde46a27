import Autodiff
import RealModule
import Testing

/// The chain rule for a pass that doesn't know: it has to go entry by entry.
private struct Unchanged: BackwardPolicy {}

@Suite struct StabilityTests {
  @Test(arguments: [
    (Op.sigmoid, -800.0, 0.0, 0.0),
    (.sigmoid, -40, 4.248354255291589e-18, 4.248354255291589e-18),
    (.sigmoid, -20, 2.0611536181902037e-09, 2.061153613941849e-09),
    (.sigmoid, -10, 4.5397868702434395e-05, 4.5395807735951673e-05),
    (.sigmoid, 10, 0.9999546021312976, 4.5395807735951673e-05),
    (.sigmoid, 20, 0.9999999979388464, 2.061153613941849e-09),
    (.sigmoid, 40, 1, 4.248354255291589e-18),
    (.sigmoid, 800, 1, 0),
    (.softplus, -800, 0, 0),
    (.softplus, -40, 4.248354255291589e-18, 4.248354255291589e-18),
    (.softplus, -20, 2.061153620314381e-09, 2.0611536181902037e-09),
    (.softplus, -10, 4.539889921686465e-05, 4.5397868702434395e-05),
    (.softplus, 10, 10.000045398899218, 0.9999546021312976),
    (.softplus, 20, 20.000000002061153, 0.9999999979388464),
    (.softplus, 40, 40, 1),
    (.softplus, 800, 800, 1),
    (.tanh, -800, -1, 0),
    (.tanh, -40, -1, 7.219405551381661e-35),
    (.tanh, -20, -1, 1.6993417021166355e-17),
    (.tanh, -10, -0.9999999958776927, 8.244614455767397e-09),
    (.tanh, 10, 0.9999999958776927, 8.244614455767397e-09),
    (.tanh, 20, 1, 1.6993417021166355e-17),
    (.tanh, 40, 1, 7.219405551381661e-35),
    (.tanh, 800, 1, 0),
  ])
  // Expected values: mpmath with 60 digits; those below 1e-324 are 0 as a Double.
  func `values and slopes keep their digits far out`(
    op: Op, a: Double, value: Double, slope: Double
  ) {
    #expect(isClose(op.value(a), value))
    #expect(isClose(op.localDerivatives(a).0, slope))
  }

  // Up to 8 and 4 these slopes are differences from 1, which lose three digits there.
  @Test func `slopes of sigmoid and tanh keep twelve digits everywhere`() {
    let wrong = (-40_000...40_000).map { Double($0) / 1000 }.first { a in
      let e = Double.exp(-abs(a))
      let sigmoid = e / ((1 + e) * (1 + e))
      let tanh = 4 * e * e / ((1 + e * e) * (1 + e * e))
      return !isClose(Op.sigmoid.localDerivatives(a).0, sigmoid, 1e-12)
        || !isClose(Op.tanh.localDerivatives(a).0, tanh, 1e-12)
    }
    #expect(wrong == nil)
  }

  @Test func `tanh is within two units in the last place of the C library's`() {
    let dense = (-250_000...250_000).map { Double($0) / 10_000 }
    let tiny = (-1074...0).flatMap { [Double.pow(2, $0), -1.37 * .pow(2, $0)] }
    let edges = [0.625, 0.625.nextDown, 20, 20.0.nextUp, 1e300, .greatestFiniteMagnitude]
    let wrong = (dense + tiny + edges + edges.map { -$0 }).first { a in
      let wanted = Double.tanh(a)
      return !(abs(Op.tanh.value(a) - wanted) <= 2 * wanted.ulp)
    }
    #expect(wrong == nil)
  }

  private static func scores(_ size: Double) -> [[Double]] {
    [
      [size, 0], [0, size], [-size, 0], [size, size], [-size, -size], [size, -size],
      [-size, 0, size], [size, size + 1, size - 1], [0, 1, -1, size], [size, 0, 0.5, size],
    ]
  }
  private static let farScores = [10, 20, 40, 800].flatMap(scores)

  @Test(arguments: farScores)
  func `logSumExp keeps its digits`(scores: [Double]) throws {
    let wanted = ClosedForms(scores)
    try expectBothWays(.logSumExp, [scores], output: 0) { value, gradients in
      #expect(isClose(value, wanted.logSum))
      #expect(areClose(gradients[0], wanted.shares))
    }
  }

  @Test(arguments: farScores)
  func `softmax keeps its digits`(scores: [Double]) throws {
    let wanted = ClosedForms(scores)
    for entry in scores.indices {
      try expectBothWays(.softmax, [scores], output: entry) { value, gradients in
        #expect(isClose(value, wanted.shares[entry]))
        #expect(areClose(gradients[0], wanted.slopes(ofShare: entry)))
      }
    }
  }

  @Test(arguments: farScores)
  func `cross entropy keeps its digits`(scores: [Double]) throws {
    let wanted = ClosedForms(scores)
    for entry in scores.indices {
      let wish = scores.indices.map { $0 == entry ? 1.0 : 0 }
      try expectBothWays(.crossEntropy, [scores, wish], output: 0) { value, gradients in
        #expect(isClose(value, wanted.surprises[entry]))
        let slopes = scores.indices.map {
          $0 == entry ? -wanted.othersShares[$0] : wanted.shares[$0]
        }
        #expect(areClose(gradients[0], slopes))
        #expect(areClose(gradients[1], wanted.surprises))
      }
    }
  }

  /// Runs `op` on lists, by the chain rule as it is and entry by entry.
  ///
  /// - Parameter output: Which entry of the result the output is.
  private func expectBothWays(
    _ op: Op, _ lists: [[Double]], output: Int,
    _ expect: (_ value: Double, _ gradients: [[Double]]) -> Void
  ) throws {
    var graph = Graph()
    var point: [String: Tensor] = [:]
    let leaves = lists.enumerated().map { position, entries in
      point["\(position)"] = .vector(entries)
      return graph.addLeaf(named: "\(position)", shape: .vector(entries.count))
    }
    var node = try graph.addResult(of: op, leaves)
    if graph.shape(of: node) != .scalar {
      node = try graph.addResult(of: .index, node, graph.addConstant(Double(output)))
    }
    let forward = try graph.forward(at: point)
    for pass in [
      try forward.backward(from: node), try forward.backward(from: node, policy: Unchanged()),
    ] {
      expect(forward.value(of: node), leaves.map { pass.gradient(of: $0).entries })
    }
  }
}

/// What comes of scores, by sums of positive terms only: nothing is lost by subtracting.
private struct ClosedForms {
  let logSum: Double
  let shares, othersShares, surprises: [Double]

  init(_ scores: [Double]) {
    let largest = scores.max() ?? 0
    let place = scores.firstIndex(of: largest) ?? 0
    let exponentials = scores.map { Double.exp($0 - largest) }
    let rest = exponentials.indices.filter { $0 != place }.reduce(0) { $0 + exponentials[$1] }
    let sum = exponentials.reduce(0, +)
    logSum = largest + .log(onePlus: rest)
    shares = exponentials.map { $0 / sum }
    othersShares = exponentials.indices.map { entry in
      exponentials.indices.filter { $0 != entry }.reduce(0) { $0 + exponentials[$1] / sum }
    }
    surprises = scores.map { largest - $0 + .log(onePlus: rest) }
  }

  func slopes(ofShare entry: Int) -> [Double] {
    shares.indices.map {
      shares[entry] * ($0 == entry ? othersShares[entry] : -shares[$0])
    }
  }
}

private func isClose(_ value: Double, _ wanted: Double, _ tolerance: Double = 1e-14) -> Bool {
  value.isApproximatelyEqual(to: wanted, absoluteTolerance: 0, relativeTolerance: tolerance)
}

private func areClose(_ values: [Double], _ wanted: [Double]) -> Bool {
  values.count == wanted.count && zip(values, wanted).allSatisfy { isClose($0, $1) }
}
