import Autodiff
import RealModule
import Testing

/// Expects each entry of each leaf's gradient to be what nudging that entry does to `output`.
///
/// Five points: off by h⁴ f⁽⁵⁾ / 30 and by the rounding of f over h, so by some 1e-11 of f.
func expectCentralDifferences(
  _ graph: Graph, of output: NodeID, at point: [String: Tensor], _ comment: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let pass = try graph.forward(at: point).backward(from: output)
  let size = max(1, abs(pass.forward.value(of: output)))
  for leaf in graph.leaves {
    guard case .leaf(let name) = graph.kind(of: leaf), let value = point[name] else { continue }
    let gradient = pass.gradient(of: leaf)
    #expect(gradient.shape == value.shape, "\(comment)", sourceLocation: sourceLocation)
    for (place, slope) in gradient.entries.enumerated() {
      let difference = try slopeByNudging { shift in
        var entries = value.entries
        entries[place] += shift
        var shifted = point
        shifted[name] = Tensor(value.shape, entries)
        return try graph.forward(at: shifted).value(of: output)
      }
      #expect(
        slope.isApproximatelyEqual(
          to: difference, absoluteTolerance: 1e-9 * size, relativeTolerance: 1e-8),
        "\(comment), by entry \(place) of \(name)", sourceLocation: sourceLocation)
    }
  }
}

private func slopeByNudging(_ f: (Double) throws -> Double) rethrows -> Double {
  let h = 2e-4
  let near = try f(h) - f(-h)
  let far = try f(2 * h) - f(-2 * h)
  return (8 * near - far) / (12 * h)
}
