public import Autodiff

extension NumberText {
  /// The shortest text that reads back as the same value: `3`, `[1, 2]`, `[[1, 2], [3, 4]]`.
  public static func exact(_ value: Tensor) -> String {
    laidOut(value.entries.map { exact($0) }, as: value.shape)
  }

  /// Texts of entries, row by row, in the brackets of `shape`.
  public static func laidOut(_ entries: [String], as shape: Shape) -> String {
    switch shape {
    case .scalar: return entries[0]
    case .vector: return bracketed(entries[...], of: entries.count)
    case .matrix(let rows, let columns):
      let texts = (0..<rows).map { row in
        bracketed(entries[row * columns..<(row + 1) * columns], of: columns)
      }
      return bracketed(texts[...], of: rows)
    }
  }

  /// Every entry rounded to `digits` significant digits; of a long list only the first few.
  ///
  ///     rounded(.vector([1.0 / 3, 2]))       // "[0.333333, 2]"
  ///
  /// - Parameter most: How many entries of a list and rows of a matrix are told.
  public static func rounded(_ value: Tensor, to digits: Int = 6, most: Int = 8) -> String {
    func list(_ entries: some Collection<Double>) -> String {
      bracketed(entries.prefix(most).map { rounded($0, to: digits) }[...], of: entries.count)
    }
    switch value {
    case .scalar(let number): return rounded(number, to: digits)
    case .vector(let entries): return list(entries)
    case .matrix(let rows, let columns, let entries):
      let told = (0..<min(rows, most)).map { list(entries[$0 * columns..<($0 + 1) * columns]) }
      return bracketed(told[...], of: rows)
    }
  }

  private static func bracketed(_ entries: ArraySlice<String>, of count: Int) -> String {
    "[" + entries.joined(separator: ", ") + (entries.count < count ? ", …" : "") + "]"
  }
}
