import Testing

@testable import Autodiff

private func matrix(_ rows: Int, _ columns: Int) -> Shape {
  .matrix(rows: rows, columns: columns)
}

@Suite struct ShapeTests {
  private static let elementwise = Op.allCases.filter { $0.isElementwise && $0.arity == 2 }

  @Test(
    arguments: elementwise,
    [
      [Shape.vector(3), .vector(2)], [matrix(2, 3), .vector(2)], [.vector(2), matrix(2, 3)],
      [matrix(2, 3), matrix(3, 2)], [matrix(2, 3), matrix(3, 1)], [matrix(2, 3), matrix(1, 2)],
      [matrix(2, 1), matrix(3, 3)], [matrix(2, 2), .vector(4)],
    ])
  func `lengths that differ, and neither is 1, don't meet`(op: Op, shapes: [Shape]) {
    expectMisfit(op, shapes)
  }

  @Test(
    arguments: elementwise,
    [
      ([Shape.scalar, .scalar], Shape.scalar), ([.scalar, .vector(3)], .vector(3)),
      ([.vector(1), .scalar], .vector(1)), ([.vector(1), .vector(3)], .vector(3)),
      ([matrix(2, 3), .scalar], matrix(2, 3)), ([.vector(3), matrix(2, 3)], matrix(2, 3)),
      ([matrix(2, 1), matrix(1, 3)], matrix(2, 3)), ([matrix(2, 1), .vector(3)], matrix(2, 3)),
      ([.vector(3), matrix(1, 1)], matrix(1, 3)), ([.scalar, matrix(1, 1)], matrix(1, 1)),
    ])
  func `a length of 1 is repeated, and so is a missing row`(
    op: Op, row: (operands: [Shape], result: Shape)
  ) throws {
    #expect(try shape(op, row.operands) == row.result)
  }

  @Test(arguments: Op.allCases.filter { $0.isElementwise && $0.arity == 1 }, OpCase.shapes)
  func `an elementwise op of one operand keeps its shape`(op: Op, operand: Shape) throws {
    #expect(try shape(op, [operand]) == operand)
  }

  @Test(arguments: [
    (Op.softmax, [Shape.scalar]), (.logSumExp, [.scalar]),
    (.matrixProduct, [.scalar, .scalar]), (.matrixProduct, [.scalar, .vector(1)]),
    (.matrixProduct, [matrix(2, 3), .scalar]), (.matrixProduct, [.vector(3), .vector(2)]),
    (.matrixProduct, [matrix(3, 2), .vector(3)]), (.matrixProduct, [.vector(3), matrix(2, 3)]),
    (.matrixProduct, [matrix(2, 3), matrix(2, 3)]), (.matrixProduct, [.vector(3), matrix(1, 3)]),
    (.matrixProduct, [matrix(2, 3), .vector(1)]),
    (.crossEntropy, [.scalar, .scalar]), (.crossEntropy, [.vector(3), .vector(2)]),
    (.crossEntropy, [matrix(1, 3), .vector(3)]), (.crossEntropy, [matrix(2, 3), matrix(3, 2)]),
    (.list, [.scalar, .vector(1)]), (.list, [.vector(3), .vector(2)]), (.list, [matrix(2, 3)]),
    (.list, [.vector(3), matrix(1, 3)]),
  ])
  func `operands that don't fit an op on whole lists`(op: Op, shapes: [Shape]) {
    expectMisfit(op, shapes)
  }

  @Test(arguments: [
    (Op.sum, [matrix(2, 3)], Shape.scalar), (.mean, [.vector(3)], .scalar),
    (.largest, [.scalar], .scalar), (.smallest, [matrix(2, 3)], .scalar),
    (.logSumExp, [.vector(3)], .scalar), (.logSumExp, [matrix(2, 3)], .vector(2)),
    (.softmax, [matrix(2, 3)], matrix(2, 3)),
    (.transpose, [matrix(2, 3)], matrix(3, 2)), (.transpose, [.vector(3)], .vector(3)),
    (.transpose, [.scalar], .scalar), (.matrixProduct, [.vector(3), .vector(3)], .scalar),
    (.matrixProduct, [matrix(2, 3), .vector(3)], .vector(2)),
    (.matrixProduct, [.vector(2), matrix(2, 3)], .vector(3)),
    (.matrixProduct, [matrix(2, 3), matrix(3, 4)], matrix(2, 4)),
    (.matrixProduct, [matrix(2, 1), matrix(1, 4)], matrix(2, 4)),
    (.crossEntropy, [matrix(2, 3), matrix(2, 3)], .scalar), (.list, [.scalar], .vector(1)),
    (.list, [.scalar, .scalar], .vector(2)), (.list, [.vector(3), .vector(3)], matrix(2, 3)),
    (.list, [.vector(1)], matrix(1, 1)),
  ])
  func `the shape of a result`(op: Op, shapes: [Shape], result: Shape) throws {
    #expect(try shape(op, shapes) == result)
  }

  @Test(arguments: [
    (Shape.vector(3), [-1, 3, 0.5, 1e300, -0.5]), (.vector(1), [1, -1]),
    (matrix(2, 3), [2, -1, 1.5]), (matrix(3, 2), [3]), (.scalar, [0]),
  ])
  func `an index is a whole number from 0 and below the length`(
    shape: Shape, places: [Double]
  ) {
    for place in places {
      var graph = Graph()
      let list = graph.addLeaf(named: "list", shape: shape)
      let index = graph.addConstant(place)
      #expect(throws: ShapeError(op: .index, shapes: [shape, .scalar]), "\(place)") {
        try graph.addResult(of: .index, list, index)
      }
    }
  }

  @Test func `an index is a constant number`() {
    var graph = Graph()
    let list = graph.addLeaf(named: "list", shape: .vector(3))
    let leaf = graph.addLeaf(named: "i")
    #expect(throws: ShapeError(op: .index, shapes: [.vector(3), .scalar])) {
      try graph.addResult(of: .index, list, leaf)
    }
    let places = graph.addConstant(.vector([1]))
    #expect(throws: ShapeError(op: .index, shapes: [.vector(3), .vector(1)])) {
      try graph.addResult(of: .index, list, places)
    }
  }

  @Test(arguments: [
    Tensor.scalar(1), .vector([1, 2]), .matrix(rows: 1, columns: 3, entries: [1, 2, 3]),
  ])
  func `a leaf takes values of its own shape only`(value: Tensor) throws {
    var graph = Graph()
    _ = graph.addLeaf(named: "x", shape: .vector(3))
    #expect(throws: EvaluationError.leafWithoutValue(name: "x")) {
      try graph.forward(at: ["x": value])
    }
  }

  /// Expects an error that names the op and the shapes, and a graph that is as before.
  private func expectMisfit(_ op: Op, _ shapes: [Shape]) {
    var graph = Graph()
    let leaves = shapes.map { graph.addLeaf(named: "x", shape: $0) }
    #expect(throws: ShapeError(op: op, shapes: shapes)) { try graph.addResult(of: op, leaves) }
    #expect(graph.count == shapes.count)
  }

  private func shape(_ op: Op, _ shapes: [Shape]) throws -> Shape {
    var graph = Graph()
    let leaves = shapes.map { graph.addLeaf(named: "x", shape: $0) }
    let result = try graph.addResult(of: op, leaves)
    return graph.shape(of: result)
  }
}
