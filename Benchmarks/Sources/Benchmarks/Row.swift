/// What the issue asks of a row.
enum Requirement {
  /// A multiple of C's figure in the same round.
  case ratioAtLeast(Double)
  case ratioAtMost(Double)
  /// The row's own median.
  case figureAtLeast(Double)
  case figureAtMost(Double)
}

/// One line of the table.
struct Row {
  let workload: String
  let metric: String
  /// Who did the work.
  let system: String
  let unit: String
  /// One figure a round.
  let samples: [Double]
  /// The figures as multiples of C's in the same round, or the one multiple of the medians.
  var ratios: [Double] = []
  var requirement: Requirement?
  /// A number from the work's result that all systems must agree on.
  var result: Double?

  /// The row of C that this one is compared with has the same key.
  var key: String { workload + " " + metric }

  /// This row beside C's from the same rounds.
  func compared(with reference: Row) -> Row {
    var row = self
    row.ratios = zip(samples, reference.samples).map { $0 / $1 }
    return row
  }

  /// Whether the row has what is required of it, or nil if nothing is.
  var isMet: Bool? {
    switch requirement {
    case nil: nil
    case .ratioAtLeast(let bound): ratios.median >= bound
    case .ratioAtMost(let bound): ratios.median <= bound
    case .figureAtLeast(let bound): samples.median >= bound
    case .figureAtMost(let bound): samples.median <= bound
    }
  }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; nan if there is none.
  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    return (sorted[count / 2] + sorted[(count - 1) / 2]) / 2
  }
}
