import Autodiff
import RealModule
import Testing

/// A value as rows, which is what the definitions below are written with.
private func rows(_ value: Tensor) -> [[Double]] {
  guard case .matrix(let count, let columns, let entries) = value else { return [value.entries] }
  return (0..<count).map { Array(entries[$0 * columns..<($0 + 1) * columns]) }
}

private func transposed(_ rows: [[Double]]) -> [[Double]] {
  rows[0].indices.map { column in rows.map { $0[column] } }
}

private func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

private func softmax(_ row: [Double]) -> [Double] {
  let sum = row.reduce(0) { $0 + .exp($1) }
  return row.map { .exp($0) / sum }
}

/// What an op that is not elementwise should give, from its definition; entries row by row.
private func expected(_ op: Op, _ operands: [Tensor]) -> [Double] {
  let x = operands[0]
  let rowsOfX = rows(x)
  switch op {
  case .sum: return [x.entries.reduce(0, +)]
  case .mean: return [x.entries.reduce(0, +) / Double(x.entries.count)]
  case .largest: return [x.entries.sorted().last ?? .nan]
  case .smallest: return [x.entries.sorted().first ?? .nan]
  case .logSumExp: return rowsOfX.map { .log($0.reduce(0) { $0 + .exp($1) }) }
  case .softmax: return rowsOfX.flatMap(softmax)
  case .transpose: return x.shape.rank == 2 ? transposed(rowsOfX).flatMap { $0 } : x.entries
  case .matrixProduct:
    let right = rows(operands[1])
    let columns = operands[1].shape.rank == 2 ? transposed(right) : right
    return rowsOfX.flatMap { row in columns.map { dot(row, $0) } }
  case .crossEntropy:
    let surprises = zip(rowsOfX, rows(operands[1])).map { scores, wanted in
      -dot(wanted, softmax(scores).map { .log($0) })
    }
    return [surprises.reduce(0, +) / Double(surprises.count)]
  case .index:
    return x.shape.rank == 2
      ? rowsOfX[Int(operands[1].entries[0])]
      : [x.entries[Int(operands[1].entries[0])]]
  case .list: return operands.flatMap(\.entries)
  default: return []
  }
}

@Suite struct ValueTests {
  @Test(arguments: OpCase.structured)
  func `values of ops on whole lists are those of the definition`(opCase: OpCase) throws {
    for seed in [1, 2, 3] as [UInt64] {
      var generator = SplitMix64(seed: seed)
      var graph = Graph()
      let result = try opCase.addResult(to: &graph)
      let pass = try graph.forward(at: opCase.point(using: &generator))
      let operands = graph.operands(of: result).map { pass.tensor(of: $0) }
      for (entry, wanted) in zip(pass.tensor(of: result).entries, expected(opCase.op, operands)) {
        #expect(
          entry.isApproximatelyEqual(
            to: wanted, absoluteTolerance: 1e-14, relativeTolerance: 1e-14),
          "seed \(seed)")
      }
      #expect(pass.tensor(of: result).entries.count == expected(opCase.op, operands).count)
    }
  }

  @Test(arguments: OpCase.elementwise)
  func `entries of an elementwise op meet as in NumPy`(opCase: OpCase) throws {
    var generator = SplitMix64(seed: 4)
    var graph = Graph()
    let result = try opCase.addResult(to: &graph)
    let pass = try graph.forward(at: opCase.point(using: &generator))
    let operands = graph.operands(of: result).map { rows(pass.tensor(of: $0)) }
    for (r, row) in rows(pass.tensor(of: result)).enumerated() {
      for (c, entry) in row.enumerated() {
        // A row or column of which there is only one is there for all.
        let meeting = operands.map { $0[$0.count == 1 ? 0 : r] }.map { $0[$0.count == 1 ? 0 : c] }
        #expect(entry == opCase.op.value(meeting[0], meeting.last ?? 0))
      }
    }
  }

  @Test(arguments: [
    (Op.add, 2.5, -4.0, -1.5), (.subtract, 2.5, -4, 6.5), (.multiply, 2.5, -4, -10),
    (.divide, 2.5, -4, -0.625), (.power, 2.5, 3, 15.625), (.power, -2.5, 3, -15.625),
    (.power, 2.25, 0.5, 1.5), (.power, 2, -2, 0.25), (.power, -2, 2, 4), (.power, 0, 0, 1),
    (.power, 0, 0.5, 0), (.max, 2.5, -4, 2.5), (.min, 2.5, -4, -4), (.max, -4, 2.5, 2.5),
    (.min, -4, 2.5, -4), (.leakyRelu, 2.5, 0.25, 2.5), (.leakyRelu, -2.5, 0.25, -0.625),
    (.negate, 2.5, 0, -2.5), (.exp, 1, 0, 2.718281828459045), (.log, 10, 0, 2.302585092994046),
    (.sqrt, 2.25, 0, 1.5), (.sin, 1, 0, 0.8414709848078965), (.cos, 1, 0, 0.5403023058681398),
    (.tanh, 1, 0, 0.7615941559557649), (.tanh, -0.5, 0, -0.46211715726000975),
    (.sigmoid, 1, 0, 0.7310585786300049), (.sigmoid, -1, 0, 0.2689414213699951),
    (.softplus, 1, 0, 1.3132616875182228), (.softplus, -1, 0, 0.3132616875182228),
    (.relu, 2.5, 0, 2.5), (.relu, -2.5, 0, 0), (.abs, -2.5, 0, 2.5), (.abs, 2.5, 0, 2.5),
    (.sign, -2.5, 0, -1), (.sign, 2.5, 0, 1), (.sign, 0, 0, 0), (.square, -2.5, 0, 6.25),
    (.stop, -2.5, 0, -2.5),
  ])
  // Expected values: mpmath with 30 digits.
  func `values at single numbers`(op: Op, a: Double, b: Double, value: Double) {
    #expect(
      op.value(a, b).isApproximatelyEqual(to: value, absoluteTolerance: 0, relativeTolerance: 3e-16)
    )
  }
}
