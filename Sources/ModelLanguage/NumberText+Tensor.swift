public import Autodiff

extension NumberText {
  /// The shortest text that reads back as the same value: `3`, `[1, 2]`, `[[1, 2], [3, 4]]`.
  public static func exact(_ value: Tensor) -> String {
    text(value, write: { exact($0) })
  }

  /// Every entry rounded to `digits` significant digits; of a long list only the first few.
  ///
  ///     rounded(.vector([1.0 / 3, 2]))       // "[0.333333, 2]"
  ///
  /// - Parameter most: How many entries of a list and rows of a matrix are told.
  public static func rounded(_ value: Tensor, to digits: Int = 6, most: Int = 8) -> String {
    text(value, most: most, write: { rounded($0, to: digits) })
  }

  private static func text(
    _ value: Tensor, most: Int = .max, write: (Double) -> String
  ) -> String {
    func list(_ entries: some Collection<Double>) -> String {
      bracketed(entries.prefix(most).map(write), of: entries.count)
    }
    switch value {
    case .scalar(let number): return write(number)
    case .vector(let entries): return list(entries)
    case .matrix(let rows, let columns, let entries):
      let told = (0..<min(rows, most)).map { list(entries[$0 * columns..<($0 + 1) * columns]) }
      return bracketed(told, of: rows)
    }
  }

  private static func bracketed(_ entries: [String], of count: Int) -> String {
    "[" + entries.joined(separator: ", ") + (entries.count < count ? ", …" : "") + "]"
  }
}
