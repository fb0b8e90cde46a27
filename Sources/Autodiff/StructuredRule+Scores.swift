import RealModule

// Sums of exponentials, in the forms that neither overflow nor lose digits. The largest entry m is
// taken out of every exponent, and the sum of the other exponentials, the rest, is kept by itself:
// next to the 1 that the largest entry contributes it could vanish.

/// The exponentials of one row of scores.
private struct Exponentials {
  let row: View
  let largest: Int
  /// The sum of exp(a - m) over all entries but one largest.
  let rest: Double

  init(_ row: View) {
    self.row = row
    var largest = 0
    for entry in 1..<max(row.count, 1) where row[entry] > row[largest] { largest = entry }
    self.largest = largest
    var rest = 0.0
    for entry in 0..<row.count where entry != largest { rest += .exp(row[entry] - row[largest]) }
    self.rest = rest
  }

  /// The log of the sum, less the largest entry.
  var logSumAboveLargest: Double { .log(onePlus: rest) }

  /// The entry's share of the sum.
  func share(_ entry: Int) -> Double {
    (entry == largest ? 1 : .exp(row[entry] - row[largest])) / (1 + rest)
  }

  /// What the entry's share lacks of 1.
  func othersShare(_ entry: Int) -> Double {
    entry == largest ? rest / (1 + rest) : 1 - share(entry)
  }
}

/// The log of the sum of the exponentials; of a matrix, row by row.
enum LogSumExp: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    switch operands[0] {
    case .scalar: nil
    case .vector: .scalar
    case .matrix(let rows, _): .vector(rows)
    }
  }
  static func evaluate(_ step: Application) {
    for row in 0..<step.operand(0).rows {
      let exponentials = Exponentials(step.operand(0).row(row))
      step.result[row] = exponentials.row[exponentials.largest] + exponentials.logSumAboveLargest
    }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let columns = step.operand(0).columns
    for row in 0..<step.operand(0).rows {
      let exponentials = Exponentials(step.operand(0).row(row))
      for entry in 0..<columns { body(row, row * columns + entry, exponentials.share(entry)) }
    }
  }
  static func words(by position: Int) -> String { "upstream × softmax" }
}

/// Each exponential's share of the sum; of a matrix, row by row.
enum Softmax: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    operands[0] == .scalar ? nil : operands[0]
  }
  static func evaluate(_ step: Application) {
    for row in 0..<step.operand(0).rows {
      let exponentials = Exponentials(step.operand(0).row(row))
      let shares = step.result.row(row)
      for entry in 0..<shares.count { shares[entry] = exponentials.share(entry) }
    }
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    for row in 0..<step.operand(0).rows {
      let exponentials = Exponentials(step.operand(0).row(row))
      let shares = step.result.row(row)
      let start = row * shares.count
      for i in 0..<shares.count {
        for j in 0..<shares.count {
          let slope = i == j ? shares[i] * exponentials.othersShare(i) : -shares[i] * shares[j]
          body(start + i, start + j, slope)
        }
      }
    }
  }
  static func pullBack(
    _ upstream: View, _ step: Application, by position: Int, to contribution: View
  ) {
    for row in 0..<step.result.rows {
      let (shares, up) = (step.result.row(row), upstream.row(row))
      // Only differences of the upstream gradient matter. Measured from that of the largest share
      // they keep their digits when this share is almost 1.
      var largest = 0
      for entry in 1..<max(shares.count, 1) where shares[entry] > shares[largest] {
        largest = entry
      }
      let mean = (0..<shares.count).reduce(0) { $0 + shares[$1] * (up[$1] - up[largest]) }
      let target = contribution.row(row)
      for entry in 0..<shares.count {
        target[entry] += shares[entry] * (up[entry] - up[largest] - mean)
      }
    }
  }
  static func words(by position: Int) -> String { "share × (upstream - its mean)" }
}

/// How surprising the wanted shares are to the softmax of the scores; of matrices, the mean over
/// the rows.
enum CrossEntropy: StructuredRule {
  static func shape(of operands: [Shape]) -> Shape? {
    operands[0] == operands[1] && operands[0] != .scalar ? .scalar : nil
  }
  static func evaluate(_ step: Application) {
    var total = 0.0
    forEachRow(step) { _, exponentials, wanted in
      for entry in 0..<wanted.count where wanted[entry] != 0 {
        total += wanted[entry] * surprise(entry, exponentials)
      }
    }
    step.result[0] = total / Double(step.operand(0).rows)
  }
  static func forEachSlope(
    _ step: Application, by position: Int, _ body: (Int, Int, Double) -> Void
  ) {
    let rows = Double(step.operand(0).rows)
    forEachRow(step) { start, exponentials, wanted in
      let wantedInAll = (0..<wanted.count).reduce(0) { $0 + wanted[$1] }
      for entry in 0..<wanted.count {
        if position == 1 {
          body(0, start + entry, surprise(entry, exponentials) / rows)
        } else {
          // share - wanted for a row of wishes that sum to 1, written so that a share of almost 1
          // keeps what it lacks.
          let slope =
            exponentials.share(entry) * (wantedInAll - wanted[entry])
            - wanted[entry] * exponentials.othersShare(entry)
          body(0, start + entry, slope / rows)
        }
      }
    }
  }
  static func words(by position: Int) -> String {
    position == 0 ? "upstream × (softmax - wanted), the mean over rows" : "upstream × -log(softmax)"
  }

  /// Minus the log of the entry's share.
  private static func surprise(_ entry: Int, _ exponentials: Exponentials) -> Double {
    let row = exponentials.row
    return row[exponentials.largest] - row[entry] + exponentials.logSumAboveLargest
  }

  private static func forEachRow(
    _ step: Application, _ body: (_ start: Int, Exponentials, _ wanted: View) -> Void
  ) {
    for row in 0..<step.operand(0).rows {
      let scores = step.operand(0).row(row)
      body(row * scores.count, Exponentials(scores), step.operand(1).row(row))
    }
  }
}
