/// Machines in a row: values above the wire, names below.
///
///     2 ──[ x * 3 ]─> 6
///     x               y
public struct PipeDiagram: Sendable {
  /// A place on the wire.
  public struct Stop: Sendable {
    /// What the machine before it does; empty at the start.
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

  /// The diagram in lines of at most `width` cells, indented by four; a stop that does not fit starts another pair.
  public func lines(width: Int) -> [StyledText] {
    var pairs: [(above: StyledText, below: StyledText)] = []
    var above = StyledText("    ")
    var below = StyledText("    ")
    for stop in stops {
      let wire = stop.machine.isEmpty ? StyledText() : Self.wire(through: stop.machine)
      let place = max(stop.name.cellWidth, stop.value.cellWidth)
      if above.width > 4, above.width + wire.width + place > width {
        pairs.append((above, below))
        above = StyledText("    ")
        below = StyledText("    ")
      }
      above += wire
      below = below.padded(to: above.width)
      above += StyledText(stop.value.isEmpty ? "?" : stop.value, .value)
      below += StyledText(stop.name, .code)
      let end = max(above.width, below.width)
      above = above.padded(to: end)
      below = below.padded(to: end)
    }
    pairs.append((above, below))
    return pairs.flatMap { [$0.above, $0.below] }
  }

  private static func wire(through machine: String) -> StyledText {
    StyledText(" ──[ ", .aside) + StyledText(machine, .code) + StyledText(" ]─→ ", .aside)
  }
}
