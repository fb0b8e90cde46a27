/// Sizes as bars below one another.
public struct BarChart: Diagram {
  /// A size.
  public struct Row: Sendable {
    /// What has it.
    public var name: String
    /// The size; a negative one is drawn like a positive one behind a `-`.
    public var value: Double
    /// What stands behind the bar.
    public var text: String
    /// The role of the bar.
    public var role: StyledText.Role

    /// Makes a row.
    public init(name: String, value: Double, text: String, role: StyledText.Role = .value) {
      self.name = name
      self.value = value
      self.text = text
      self.role = role
    }
  }

  private let rows: [Row]
  private let isLogarithmic: Bool
  private let format: @Sendable (Double) -> String

  /// Makes a chart.
  ///
  /// - Parameters:
  ///   - isLogarithmic: Whether equal lengths are equal ratios; the heading then says which.
  ///   - format: How a ratio or a start of bars is written.
  public init(
    rows: [Row], isLogarithmic: Bool = false, format: @escaping @Sendable (Double) -> String
  ) {
    self.rows = rows
    self.isLogarithmic = isLogarithmic
    self.format = format
  }

  /// A bar a row; before them, on a logarithmic scale, what a cell is.
  public func lines(width: Int) -> [StyledText] {
    let nameWidth = min(rows.map(\.name.cellWidth).max() ?? 0, (width - 2) / 3)
    let textWidth = min(rows.map(\.text.cellWidth).max() ?? 0, (width - 2) / 3)
    let isSigned = rows.contains { $0.value < 0 }
    let fixed = 2 + nameWidth + 1 + (isSigned ? 1 : 0) + 1 + textWidth
    let scale = Scale(
      sizes: sizes, cells: min(60, max(1, width - fixed)), isLogarithmic: isLogarithmic)
    return heading(scale).flatMap { StyledText.remark($0, width: width) }
      + rows.map { row in
        let name = StyledText(row.name, .code).cut(to: max(1, nameWidth)).padded(to: nameWidth)
        let sign = !isSigned ? "" : row.value < 0 ? "-" : row.value > 0 ? "+" : " "
        let bar = Self.bar(eighths: scale.eighths(of: row.value))
        return
          (StyledText("  ") + name + StyledText(" ") + StyledText(sign + bar, row.role)
          + StyledText(" " + row.text).cut(to: textWidth + 1)).cut(to: width)
      }
  }

  private static func bar(eighths: Int) -> String {
    let ends = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + ends[eighths % 8]
  }

  private func heading(_ scale: Scale) -> [String] {
    guard isLogarithmic, !sizes.isEmpty else { return [] }
    let start = "(bars begin at \(format(scale.start))"
    guard scale.tenFoldsPerCell > 1 else {
      let cells = scale.cellsPerTenFold
      return ["\(start); each ten-fold is \(cells) \(cells == 1 ? "cell" : "cells"))"]
    }
    return ["\(start); each cell is \(scale.tenFoldsPerCell) ten-folds)"]
  }

  /// The sizes that have a bar.
  private var sizes: [Double] { rows.map { abs($0.value) }.filter { $0 > 0 && $0.isFinite } }

  /// Each size, then the largest and the smallest and their ratio.
  public var sentences: [StyledText] {
    guard !rows.isEmpty else { return [.sentence("There are no sizes to compare")] }
    return rows.map { .sentence("\($0.name): \($0.text)") } + comparison.map(StyledText.sentence)
  }

  /// The largest and the smallest size, and how many times one is the other.
  private var comparison: [String] {
    let drawn = rows.filter { abs($0.value) > 0 && $0.value.isFinite }
    guard let largest = drawn.max(by: { abs($0.value) < abs($1.value) }),
      let smallest = drawn.min(by: { abs($0.value) < abs($1.value) }),
      abs(largest.value) > abs(smallest.value)
    else { return [] }
    let isSigned = drawn.contains { $0.value < 0 }
    let zeros = rows.contains { $0.value == 0 } ? " other than 0" : ""
    let first =
      "The largest\(isSigned ? " by size" : "") is \(largest.name), "
      + "the smallest\(zeros) is \(smallest.name)"
    let ratio = abs(largest.value / smallest.value)
    guard ratio > 2, ratio.isFinite else { return [first] }
    return [
      first,
      "\(largest.name) is \(format(ratio)) times \(smallest.name)\(isSigned ? " by size" : "")",
    ]
  }
}

extension BarChart {
  /// How long the bars are.
  private struct Scale {
    /// Where a logarithmic bar begins: the power of ten below all sizes.
    var start = 1.0
    /// How many cells a factor of ten takes; 0 where a cell stands for several.
    var cellsPerTenFold = 0
    var tenFoldsPerCell = 1

    private let largest: Double
    private let cells: Int
    private let isLogarithmic: Bool

    init(sizes: [Double], cells: Int, isLogarithmic: Bool) {
      largest = sizes.max() ?? 1
      self.cells = cells
      self.isLogarithmic = isLogarithmic
      guard isLogarithmic, let smallest = sizes.min() else { return }
      // At a power of ten itself a bar would have no length.
      let isPower = RoundNumber.make(1, smallest.decade) == smallest
      let decade = max(-323, smallest.decade - (isPower ? 1 : 0))
      start = RoundNumber.make(1, decade)
      let tenFolds = largest.decade + 1 - decade
      cellsPerTenFold = cells / tenFolds
      if cellsPerTenFold == 0 { tenFoldsPerCell = (tenFolds + cells - 1) / cells }
    }

    /// The length of a bar in eighths of a cell; at least one for what is not 0.
    func eighths(of value: Double) -> Int {
      guard value.isFinite, value != 0 else { return 0 }
      guard isLogarithmic else {
        return max(1, Int((abs(value) / largest * Double(cells * 8)).rounded()))
      }
      let tenFolds = abs(value).decimalLogarithm - start.decimalLogarithm
      let perTenFold = cellsPerTenFold > 0 ? Double(cellsPerTenFold) : 1 / Double(tenFoldsPerCell)
      return min(cells * 8, max(1, Int((tenFolds * perTenFold * 8).rounded())))
    }
  }
}
