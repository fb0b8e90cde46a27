/// Machines in a row: values above the wire, names below.
///
///     2 ──[ x * 3 ]─→ 6
///     x               y
public struct PipeDiagram: Sendable {
  /// A place on the wire.
  public struct Stop: Sendable {
    /// What the machine before it does; empty where nothing leads to it.
    public let machine: String
    /// Its name.
    public let name: String
    /// Its value; empty where it is not to be shown.
    public let value: String

    /// Makes a stop.
    public init(machine: String, name: String, value: String) {
      self.machine = machine
      self.name = name
      self.value = value
    }
  }

  private let stops: [Stop]

  /// Makes a diagram of stops from the input to the output.
  public init(_ stops: [Stop]) {
    self.stops = stops
  }

  /// The diagram in lines of at most `width` cells, indented by four.
  ///
  /// A stop that does not fit starts another pair of lines; a machine that fits in none is cut.
  ///
  /// - Parameter width: Names and values must fit behind an empty machine.
  public func lines(width: Int) -> [StyledText] {
    var pairs = [(above: Self.indent, below: Self.indent)]
    for stop in stops {
      let value = StyledText(stop.value.isEmpty ? "?" : stop.value, .value)
      let name = StyledText(stop.name, .code)
      let place = max(value.width, name.width)
      let wire = Self.wire(through: stop.machine, width: width - Self.indent.width - place)
      var (above, below) = pairs.removeLast()
      var end = max(above.width, below.width)
      if end > Self.indent.width, end + wire.width + place > width {
        pairs.append((above, below))
        (above, below) = (Self.indent, Self.indent)
        end = Self.indent.width
      }
      above = above.padded(to: end)
      if end > Self.indent.width || !stop.machine.isEmpty { above += wire }
      below = below.padded(to: above.width)
      pairs.append((above + value, below + name))
    }
    return pairs.flatMap { [$0.above, $0.below] }
  }

  private static let indent = StyledText("    ")

  private static func wire(through machine: String, width: Int) -> StyledText {
    guard !machine.isEmpty else { return StyledText("  ") }
    let (start, end) = (" ──[ ", " ]─→ ")
    let room = width - start.cellWidth - end.cellWidth
    return StyledText(start, .aside) + StyledText(machine, .code).cut(to: max(1, room))
      + StyledText(end, .aside)
  }
}
