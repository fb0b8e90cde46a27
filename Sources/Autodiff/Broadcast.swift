/// How the entries of two operands meet in the result of an elementwise op.
///
/// Row r, column c of the result is made from entry r·`row` + c·`column` of an operand; a step of 0
/// repeats a row or column.
struct Broadcast {
  private let rows, columns: Int
  private let firstRow, firstColumn, secondRow, secondColumn: Int

  init(_ first: Shape, _ second: Shape, to result: Shape) {
    // Operands as large as the result, or single numbers, are one long row: nothing to turn at.
    let isFlat =
      (first.count == 1 || first.count == result.count)
      && (second.count == 1 || second.count == result.count)
    func row(_ shape: Shape) -> Int { isFlat || shape.rows == 1 ? 0 : shape.columns }
    func column(_ shape: Shape) -> Int { (isFlat ? shape.count : shape.columns) == 1 ? 0 : 1 }
    rows = isFlat ? 1 : result.rows
    columns = isFlat ? result.count : result.columns
    (firstRow, firstColumn) = (row(first), column(first))
    (secondRow, secondColumn) = (row(second), column(second))
  }

  /// Calls `body` with the places of an entry of the result and of the operands' entries.
  ///
  /// The steps along a row are told apart before the loop, so that the compiler can do several
  /// entries at once.
  @inline(__always)
  func forEachEntry(_ body: (_ result: Int, _ first: Int, _ second: Int) -> Void) {
    for row in 0..<rows {
      let (start, a, b) = (row * columns, row * firstRow, row * secondRow)
      switch (firstColumn, secondColumn) {
      case (1, 1): for c in 0..<columns { body(start + c, a + c, b + c) }
      case (1, 0): for c in 0..<columns { body(start + c, a + c, b) }
      case (0, 1): for c in 0..<columns { body(start + c, a, b + c) }
      default: for c in 0..<columns { body(start + c, a, b) }
      }
    }
  }
}
