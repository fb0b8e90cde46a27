import CMatrixProduct

/// Rows times columns, with NumPy's rules for lists: on the left a list is a row, on the right a
/// column, and the result drops that dimension again.
enum MatrixProduct: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    guard operands[0].rank > 0, operands[1].rank > 0,
      operands[0].columns == inner(operands[1])
    else { return nil }
    switch (operands[0], operands[1]) {
    case (.matrix(let rows, _), .matrix(_, let columns)):
      return .matrix(rows: rows, columns: columns)
    case (.matrix(let rows, _), _): return .vector(rows)
    case (_, .matrix(_, let columns)): return .vector(columns)
    default: return .scalar
    }
  }

  static func evaluate(_ step: Application) {
    let sizes = Sizes(step)
    step.result.start.update(repeating: 0, count: step.result.count)
    multiply(
      Factor(step.operand(0), rowStride: sizes.inner, columnStride: 1),
      Factor(step.operand(1), rowStride: sizes.columns, columnStride: 1),
      addingTo: step.result, rows: sizes.rows, inner: sizes.inner, columns: sizes.columns)
  }

  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let sizes = Sizes(step)
    for row in 0..<sizes.rows {
      for column in 0..<sizes.columns {
        let result = row * sizes.columns + column
        for k in 0..<sizes.inner {
          let (left, right) = (row * sizes.inner + k, k * sizes.columns + column)
          if position == 0 {
            body(result, left, step.operand(1)[right])
          } else {
            body(result, right, step.operand(0)[left])
          }
        }
      }
    }
  }

  static func pullBack(
    _ upstream: View, _ step: Application, by position: Int, to contribution: View
  ) {
    let sizes = Sizes(step)
    if position == 0 {
      multiply(
        Factor(upstream, rowStride: sizes.columns, columnStride: 1),
        Factor(step.operand(1), rowStride: 1, columnStride: sizes.columns),
        addingTo: contribution, rows: sizes.rows, inner: sizes.columns, columns: sizes.inner)
    } else {
      multiply(
        Factor(step.operand(0), rowStride: 1, columnStride: sizes.inner),
        Factor(upstream, rowStride: sizes.columns, columnStride: 1),
        addingTo: contribution, rows: sizes.inner, inner: sizes.rows, columns: sizes.columns)
    }
  }

  static func words(by position: Int) -> String {
    position == 0 ? "upstream @ T(right)" : "T(left) @ upstream"
  }

  /// The length of what a row of the left is multiplied with.
  private static func inner(_ right: Shape) -> Int {
    if case .matrix(let rows, _) = right { rows } else { right.columns }
  }

  /// Left: rows × inner; right: inner × columns.
  private struct Sizes {
    let rows, inner, columns: Int

    init(_ step: Application) {
      rows = step.operand(0).rows
      inner = step.operand(0).columns
      columns = step.operand(1).shape.rank == 2 ? step.operand(1).columns : 1
    }
  }

  /// A matrix in memory: entry (i, k) stands at i·`rowStride` + k·`columnStride`.
  private struct Factor {
    let start: UnsafePointer<Double>
    let rowStride, columnStride: Int

    init(_ view: View, rowStride: Int, columnStride: Int) {
      start = UnsafePointer(view.start)
      self.rowStride = rowStride
      self.columnStride = columnStride
    }
  }

  private static func multiply(
    _ left: Factor, _ right: Factor, addingTo result: View, rows: Int, inner: Int, columns: Int
  ) {
    add_matrix_product(
      result.start, rows, inner, columns,
      left.start, left.rowStride, left.columnStride,
      right.start, right.rowStride, right.columnStride)
  }
}
