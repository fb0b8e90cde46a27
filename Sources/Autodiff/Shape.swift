/// How many numbers a value has, and how they are laid out: NumPy's shapes up to two dimensions.
public enum Shape: Hashable, Sendable {
  /// One number.
  case scalar
  /// A list of numbers.
  case vector(Int)
  /// A list of rows of the same length.
  case matrix(rows: Int, columns: Int)

  /// The number of entries.
  public var count: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(let rows, let columns): rows * columns
    }
  }

  /// The number of rows; a number and a list are one row.
  public var rows: Int {
    if case .matrix(let rows, _) = self { rows } else { 1 }
  }

  /// The length of a row.
  public var columns: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(_, let columns): columns
    }
  }

  /// Whether there are at most `room` entries.
  func fits(in room: Int) -> Bool {
    rows <= room && columns <= room && rows * columns <= room
  }

  /// The number of dimensions: 0, 1 or 2.
  public var rank: Int {
    switch self {
    case .scalar: 0
    case .vector: 1
    case .matrix: 2
    }
  }

  /// The shape of an elementwise op's result, or nil if the two don't fit.
  ///
  /// A dimension fits an equal one, and a dimension of 1 or none is repeated.
  /// Source: NumPy, *Broadcasting*.
  func broadcast(with other: Shape) -> Shape? {
    guard rows == other.rows || rows == 1 || other.rows == 1,
      columns == other.columns || columns == 1 || other.columns == 1
    else { return nil }
    let (rows, columns) = (max(rows, other.rows), max(columns, other.columns))
    switch max(rank, other.rank) {
    case 0: return .scalar
    case 1: return .vector(columns)
    default: return .matrix(rows: rows, columns: columns)
    }
  }
}

extension Shape: CustomStringConvertible {
  /// The lengths of the dimensions: `()`, `(3)`, `(3, 2)`.
  public var description: String {
    switch self {
    case .scalar: "()"
    case .vector(let count): "(\(count))"
    case .matrix(let rows, let columns): "(\(rows), \(columns))"
    }
  }
}
