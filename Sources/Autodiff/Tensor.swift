/// A value: a number, a list of numbers, or a list of rows.
public enum Tensor: Hashable, Sendable {
  /// One number.
  case scalar(Double)
  /// A list; never empty.
  case vector([Double])
  /// The entries row by row; as many as `rows` times `columns`.
  case matrix(rows: Int, columns: Int, entries: [Double])

  /// Puts `entries`, row by row, into `shape`.
  public init(_ shape: Shape, _ entries: [Double]) {
    precondition(entries.count == shape.count, "\(entries.count) entries for shape \(shape)")
    switch shape {
    case .scalar: self = .scalar(entries[0])
    case .vector: self = .vector(entries)
    case .matrix(let rows, let columns):
      self = .matrix(rows: rows, columns: columns, entries: entries)
    }
  }

  /// Takes entries of `shape` out of the memory of a pass.
  init(_ shape: Shape, at start: UnsafePointer<Double>) {
    self =
      shape == .scalar
      ? .scalar(start.pointee)
      : Tensor(shape, Array(UnsafeBufferPointer(start: start, count: shape.count)))
  }

  /// Its shape.
  public var shape: Shape {
    switch self {
    case .scalar: .scalar
    case .vector(let entries): .vector(entries.count)
    case .matrix(let rows, let columns, _): .matrix(rows: rows, columns: columns)
    }
  }

  /// Whether it has entries, and as many as its shape says.
  var isConsistent: Bool {
    shape.count > 0 && entries.count == shape.count
  }

  /// Its numbers, row by row.
  public var entries: [Double] {
    switch self {
    case .scalar(let number): [number]
    case .vector(let entries), .matrix(_, _, let entries): entries
    }
  }

  /// The number, if it is only one.
  public var number: Double? {
    if case .scalar(let number) = self { number } else { nil }
  }

  /// The same shape with every entry changed.
  public func map(_ transform: (Double) throws -> Double) rethrows -> Tensor {
    switch self {
    case .scalar(let number): .scalar(try transform(number))
    case .vector(let entries): .vector(try entries.map(transform))
    case .matrix(let rows, let columns, let entries):
      .matrix(rows: rows, columns: columns, entries: try entries.map(transform))
    }
  }
}
