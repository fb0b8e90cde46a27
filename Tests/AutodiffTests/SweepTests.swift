import Autodiff
import Testing

@Suite struct SweepTests {
  /// y = log(a) * tanh(b) + a^b * 2.
  private func graph() throws -> (Graph, a: NodeID, b: NodeID, y: NodeID) {
    var graph = Graph()
    let a = graph.addLeaf(named: "a")
    let b = graph.addLeaf(named: "b")
    let left = try graph.addResult(
      of: .multiply, graph.addResult(of: .log, a), graph.addResult(of: .tanh, b))
    let right = try graph.addResult(
      of: .multiply, graph.addResult(of: .power, a, b), graph.addConstant(2))
    let y = try graph.addResult(of: .add, left, right)
    return (graph, a, b, y)
  }

  @Test(arguments: [1, 2, 7, 64])
  func `a sweep gives what single passes give, bit for bit`(count: Int) throws {
    let (graph, a, b, y) = try graph()
    let sweep = Sweep(graph, of: y, points: count)
    var random = SplitMix64(seed: 5)
    for _ in 0..<3 {
      let points = (0..<count).map { _ in
        (Double.random(in: 0.1...3, using: &random), Double.random(in: -2...2, using: &random))
      }
      sweep.withValues(of: a) { for (index, point) in points.enumerated() { $0[index] = point.0 } }
      sweep.withValues(of: b) { for (index, point) in points.enumerated() { $0[index] = point.1 } }
      sweep.run()
      for (index, point) in points.enumerated() {
        let pass = try graph.forward(at: ["a": point.0, "b": point.1]).backward(from: y)
        #expect(sweep.withResult(of: y) { $0[index] } == pass.forward.value(of: y))
        #expect(sweep.withGradient(of: a) { $0[index] } == pass.adjoint(of: a))
        #expect(sweep.withGradient(of: b) { $0[index] } == pass.adjoint(of: b))
        #expect(sweep.isDefined(at: index))
      }
    }
  }

  @Test func `a point without a value spoils no other`() throws {
    let (graph, a, b, y) = try graph()
    let sweep = Sweep(graph, of: y, points: 3)
    sweep.withValues(of: a) { for (index, a) in [1.0, 0, 2].enumerated() { $0[index] = a } }
    sweep.withValues(of: b) { $0.update(repeating: 1) }
    sweep.run()
    #expect((0..<3).map(sweep.isDefined(at:)) == [true, false, true])
  }
}
