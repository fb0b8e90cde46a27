import Foundation

/// The rows as text, each column as wide as it needs.
struct ResultTable {
  let rows: [Row]

  private static let header = [
    "work", "metric", "system", "median", "min", "max", "unit", "of C's", "required", "",
  ]
  private static let numberColumns: Set = [3, 4, 5, 7]

  /// The table's lines, the header first.
  var lines: [String] {
    let cells = [Self.header] + rows.map(cells)
    let widths = Self.header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { line in
      let padded = line.enumerated().map { column, text in
        let room = String(repeating: " ", count: widths[column] - text.count)
        return Self.numberColumns.contains(column) ? room + text : text + room
      }
      return padded.joined(separator: "  ").trimmingTrailingSpaces
    }
  }

  private func cells(_ row: Row) -> [String] {
    [
      row.workload, row.metric, row.system, number(row.samples.median),
      number(row.samples.min() ?? .nan), number(row.samples.max() ?? .nan), row.unit,
      row.ratios.isEmpty ? "" : number(row.ratios.median),
      row.requirement.map(text) ?? "", row.isMet.map { $0 ? "met" : "NOT MET" } ?? "",
    ]
  }

  private func text(_ requirement: Requirement) -> String {
    switch requirement {
    case .ratioAtLeast(let bound): "≥ \(number(bound)) of C's"
    case .ratioAtMost(let bound): "≤ \(number(bound)) of C's"
    case .figureAtLeast(let bound): "≥ \(number(bound))"
    case .figureAtMost(let bound): "≤ \(number(bound))"
    }
  }

  /// Three digits, which is more than the figures are good for.
  private func number(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1000 { return String(format: "%.0f", value) }
    return switch value.magnitude {
    case 100...: String(format: "%.0f", value)
    case 10..<100: String(format: "%.1f", value)
    case 1..<10: String(format: "%.2f", value)
    default: String(format: "%.3g", value)
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
