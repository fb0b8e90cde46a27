import Autodiff

extension ScalarWorkload {
  /// How many points a sweep runs at once: enough to make little of the dispatch, and few enough
  /// for values and gradients to stay in the nearest cache.
  static let sweepCount = 256

  /// Many points at once, as for plots, loss surfaces and sampling.
  ///
  /// - Throws: ``Failure`` if a point's gradient is not C's.
  func sweepWork(_ graph: Graph, _ leaves: [NodeID], _ output: NodeID) throws -> Work {
    let sweep = Sweep(graph, of: output, points: Self.sweepCount)
    for start in stride(from: 0, to: Self.pointCount, by: Self.sweepCount) {
      set(sweep, leaves, toPointsFrom: start)
      sweep.run()
      for point in 0..<Self.sweepCount {
        let gradient = leaves.map { leaf in sweep.withGradient(of: leaf) { $0[point] } }
        try checkAgreement(gradient, at: start + point)
      }
    }
    return { repeated(sweep, leaves, $0) }
  }

  private func repeated(_ sweep: Sweep, _ leaves: [NodeID], _ repetitions: Int) -> Double {
    var checksum = 0.0
    for run in 0..<(repetitions + Self.sweepCount - 1) / Self.sweepCount {
      set(sweep, leaves, toPointsFrom: Self.sweepCount * run % Self.pointCount)
      sweep.run()
      for leaf in leaves {
        checksum += sweep.withGradient(of: leaf) { $0.reduce(0, +) }
      }
    }
    return checksum
  }

  private func set(_ sweep: Sweep, _ leaves: [NodeID], toPointsFrom start: Int) {
    for (offset, leaf) in leaves.enumerated() {
      sweep.withValues(of: leaf) { values in
        for point in values.indices {
          values[point] = points[(start + point) * leafCount + offset]
        }
      }
    }
  }
}
