import Autodiff
import Testing

/// A matrix of random entries; entry (row, column) stands at row · columns + column.
private struct Matrix {
  let rows, columns: Int
  var entries: [Double]

  init(_ rows: Int, _ columns: Int, using generator: inout SplitMix64) {
    (self.rows, self.columns) = (rows, columns)
    entries = (0..<rows * columns).map { _ in .random(in: -1...1, using: &generator) }
  }

  var shape: Shape { .matrix(rows: rows, columns: columns) }
  var tensor: Tensor { Tensor(shape, entries) }
}

/// Rows times columns by three plain loops, and the same with every term positive.
///
/// `left` and `right` say where entry (i, k) and entry (k, j) stand.
private func product(
  _ left: [Double], at leftPlace: (Int, Int) -> Int, _ right: [Double],
  at rightPlace: (Int, Int) -> Int, _ rows: Int, _ inner: Int, _ columns: Int
) -> [(sum: Double, size: Double)] {
  var result: [(sum: Double, size: Double)] = []
  result.reserveCapacity(rows * columns)
  left.withUnsafeBufferPointer { left in
    right.withUnsafeBufferPointer { right in
      for i in 0..<rows {
        for j in 0..<columns {
          var (sum, size) = (0.0, 0.0)
          for k in 0..<inner {
            let term = left[leftPlace(i, k)] * right[rightPlace(k, j)]
            sum += term
            size += abs(term)
          }
          result.append((sum, size))
        }
      }
    }
  }
  return result
}

@Suite struct MatrixProductTests {
  /// Around the edges of a tile of 4 × 8 and of a block of 256.
  private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 300]

  @Test(arguments: sizes)
  func `a product and its gradients are those of three plain loops`(rows: Int) throws {
    var generator = SplitMix64(seed: UInt64(rows))
    for inner in Self.sizes {
      // With all sizes large the plain loops take too long.
      for columns in Self.sizes where rows * inner * columns <= 100_000 {
        try expectPlainLoops(rows, inner, columns, using: &generator)
      }
    }
  }

  @Test(arguments: [(300, 257, 5), (17, 300, 300), (300, 16, 256), (64, 300, 9)])
  func `so are those of large matrices`(rows: Int, inner: Int, columns: Int) throws {
    var generator = SplitMix64(seed: 12)
    try expectPlainLoops(rows, inner, columns, using: &generator)
  }

  private func expectPlainLoops(
    _ rows: Int, _ inner: Int, _ columns: Int, using generator: inout SplitMix64
  ) throws {
    let left = Matrix(rows, inner, using: &generator)
    let right = Matrix(inner, columns, using: &generator)
    let up = Matrix(rows, columns, using: &generator)
    var graph = Graph()
    let (a, b) = (
      graph.addLeaf(named: "a", shape: left.shape), graph.addLeaf(named: "b", shape: right.shape)
    )
    let result = try graph.addResult(of: .matrixProduct, a, b)
    // Weighted with `up`, the sum of the entries has `up` as its gradient by the product.
    let output = try graph.addResult(
      of: .sum, graph.addResult(of: .multiply, result, graph.addConstant(up.tensor)))
    let pass = try graph.forward(at: ["a": left.tensor, "b": right.tensor]).backward(from: output)

    let sizes = "\(rows) × \(inner) × \(columns)"
    func inLeft(_ i: Int, _ k: Int) -> Int { i * inner + k }
    func inRight(_ k: Int, _ j: Int) -> Int { k * columns + j }
    func inUp(_ i: Int, _ j: Int) -> Int { i * columns + j }
    expect(
      pass.forward.tensor(of: result),
      product(left.entries, at: inLeft, right.entries, at: inRight, rows, inner, columns), sizes)
    expect(
      pass.gradient(of: a),
      product(
        up.entries, at: inUp, right.entries, at: { inRight($1, $0) }, rows, columns, inner),
      "left of \(sizes)")
    expect(
      pass.gradient(of: b),
      product(
        left.entries, at: { inLeft($1, $0) }, up.entries, at: inUp, inner, rows, columns),
      "right of \(sizes)")
  }

  /// The order of adding up is free: the rounding is relative to the sum of the terms' sizes.
  private func expect(
    _ value: Tensor, _ wanted: [(sum: Double, size: Double)], _ comment: String
  ) {
    #expect(value.entries.count == wanted.count, "\(comment)")
    let wrong = zip(value.entries, wanted).enumerated().first { _, pair in
      !(abs(pair.0 - pair.1.sum) <= 1e-13 * pair.1.size)
    }
    #expect(wrong == nil, "\(comment)")
  }
}
