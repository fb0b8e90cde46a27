import RealModule

/// All that the passes need to know about an op that turns whole values into another shape.
///
/// Such an op is told by its value and its local derivatives, entry against entry. From these a
/// backward pass can do everything. Where there is a faster way to multiply all of them by the
/// upstream gradient and add up, the op gives that as its pullback; a test holds the two together.
protocol StructuredRule {
  /// The shape of the result, or nil if the operands don't fit.
  static func shape(of operands: [Shape]) -> Shape?
  /// Fills in the result.
  static func evaluate(_ step: Application)
  /// Calls `body` with each pair of a result's entry and an operand's entry whose local derivative
  /// is not 0 everywhere, and with that derivative.
  static func forEachSlope(
    _ step: Application, by position: Int,
    _ body: (_ resultEntry: Int, _ operandEntry: Int, _ slope: Double) -> Void)
  /// Adds the operand's share of the upstream gradient to `contribution`.
  static func pullBack(
    _ upstream: View, _ step: Application, by position: Int, to contribution: View)
  /// The operand's entries that may have a share at all.
  static func touched(_ step: Application, by position: Int) -> Range<Int>
  /// Whether the op has a slope only by convention here.
  static func isCorner(_ step: Application) -> Bool
  /// What is done to the upstream gradient to get an operand's share, in words: `upstream` stands
  /// for the gradient, and `left` and `right` for the operands.
  static func words(by position: Int) -> String
}

extension StructuredRule {
  static func pullBack(
    _ upstream: View, _ step: Application, by position: Int, to contribution: View
  ) {
    forEachSlope(step, by: position) { resultEntry, operandEntry, slope in
      contribution[operandEntry] += upstream[resultEntry] * slope
    }
  }
  static func isCorner(_ step: Application) -> Bool { false }
  static func touched(_ step: Application, by position: Int) -> Range<Int> {
    0..<step.operand(position).count
  }
}

// MARK: To one number

enum Sum: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? { .scalar }
  static func evaluate(_ step: Application) {
    step.result[0] = step.operand(0).sum
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    for entry in 0..<step.operand(0).count { body(0, entry, 1) }
  }
  static func words(by position: Int) -> String { "upstream to every entry" }
}

enum Mean: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? { .scalar }
  static func evaluate(_ step: Application) {
    step.result[0] = step.operand(0).sum / Double(step.operand(0).count)
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let share = 1 / Double(step.operand(0).count)
    for entry in 0..<step.operand(0).count { body(0, entry, share) }
  }
  static func words(by position: Int) -> String { "upstream shared equally" }
}

enum Largest: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? { .scalar }
  static func evaluate(_ step: Application) {
    step.result[0] = step.operand(0).start[step.operand(0).indexOfLargest]
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    step.forEachWinner { entry, share in body(0, entry, share) }
  }
  static func isCorner(_ step: Application) -> Bool { step.hasTie }
  static func words(by position: Int) -> String { "upstream to the largest entry, shared on a tie" }
}

enum Smallest: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? { .scalar }
  static func evaluate(_ step: Application) {
    let operand = step.operand(0)
    step.result[0] = (1..<operand.count).reduce(operand[0]) { Swift.min($0, operand[$1]) }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    step.forEachWinner { entry, share in body(0, entry, share) }
  }
  static func isCorner(_ step: Application) -> Bool { step.hasTie }
  static func words(by position: Int) -> String {
    "upstream to the smallest entry, shared on a tie"
  }
}

extension Application {
  /// The entries of the operand that equal the result, and the share of each.
  fileprivate func forEachWinner(_ body: (_ entry: Int, _ share: Double) -> Void) {
    let (values, winner, share) = (operand(0), result[0], 1 / Double(winnerCount))
    for entry in 0..<values.count where values[entry] == winner { body(entry, share) }
  }

  fileprivate var hasTie: Bool { winnerCount > 1 }

  private var winnerCount: Int {
    let (values, winner) = (operand(0), result[0])
    return (0..<values.count).reduce(0) { values[$1] == winner ? $0 + 1 : $0 }
  }
}

extension View {
  fileprivate var sum: Double {
    (0..<count).reduce(0) { $0 + self[$1] }
  }

  fileprivate var indexOfLargest: Int {
    (1..<count).reduce(0) { self[$1] > self[$0] ? $1 : $0 }
  }

}

// MARK: To another layout

enum Transpose: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    guard case .matrix(let rows, let columns) = operands[0] else { return operands[0] }
    return .matrix(rows: columns, columns: rows)
  }
  static func evaluate(_ step: Application) {
    forEachSlope(step, by: 0) { to, from, _ in step.result[to] = step.operand(0)[from] }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let (rows, columns) = (step.operand(0).rows, step.operand(0).columns)
    guard step.result.shape.rank == 2 else {
      for entry in 0..<columns { body(entry, entry, 1) }
      return
    }
    for row in 0..<rows {
      for column in 0..<columns { body(column * rows + row, row * columns + column, 1) }
    }
  }
  static func words(by position: Int) -> String { "T(upstream)" }
}

/// An entry of a list or a row of a matrix.
///
/// The second operand is the whole number of the entry.
enum Index: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    switch operands[0] {
    case .scalar: nil
    case .vector: .scalar
    case .matrix(_, let columns): .vector(columns)
    }
  }
  static func evaluate(_ step: Application) {
    forEachSlope(step, by: 0) { to, from, _ in step.result[to] = step.operand(0)[from] }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    guard position == 0 else { return }
    let entries = touched(step, by: 0)
    for (entry, from) in entries.enumerated() { body(entry, from, 1) }
  }
  static func touched(_ step: Application, by position: Int) -> Range<Int> {
    guard position == 0 else { return 0..<0 }
    let first = Int(step.operand(1)[0]) * step.result.count
    return first..<first + step.result.count
  }
  static func words(by position: Int) -> String { "upstream to its own entry" }
}

enum List: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    guard let first = operands.first, operands.allSatisfy({ $0 == first }) else { return nil }
    switch first {
    case .scalar: return .vector(operands.count)
    case .vector(let count): return .matrix(rows: operands.count, columns: count)
    case .matrix: return nil
    }
  }
  static func evaluate(_ step: Application) {
    for position in 0..<step.operandCount {
      forEachSlope(step, by: position) { to, from, _ in
        step.result[to] = step.operand(position)[from]
      }
    }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let count = step.operand(position).count
    for entry in 0..<count { body(position * count + entry, entry, 1) }
  }
  static func words(by position: Int) -> String { "its own entry of upstream" }
}
