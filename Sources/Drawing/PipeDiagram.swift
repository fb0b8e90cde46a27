/// Machines in a row: values on the wire, names below, and below those the gradients if there are any.
///
///     2 ──[ x * 3 ]─→ 6
///     x               y
///     3               1
public struct PipeDiagram: Diagram {
  /// A place on the wire.
  public struct Stop: Sendable {
    /// What the machine before it does; empty where nothing leads to it.
    public let machine: String
    /// Its name.
    public let name: String
    /// Its value; empty where it is not to be shown.
    public let value: String
    /// The slope of the output by it; empty where it is not to be shown.
    public let gradient: String
    /// Whether something happens here just now.
    public let isMarked: Bool

    /// Makes a stop.
    public init(
      machine: String, name: String, value: String, gradient: String = "", isMarked: Bool = false
    ) {
      self.machine = machine
      self.name = name
      self.value = value
      self.gradient = gradient
      self.isMarked = isMarked
    }
  }

  private let stops: [Stop]

  /// Makes a diagram of stops from the input to the output.
  public init(_ stops: [Stop]) {
    self.stops = stops
  }

  /// The diagram in lines of at most `width` cells, indented by four.
  ///
  /// A stop that does not fit starts another group of lines; a machine that fits in none is cut.
  ///
  /// - Parameter width: Names and values must fit behind an empty machine.
  public func lines(width: Int) -> [StyledText] {
    let hasGradients = stops.contains { !$0.gradient.isEmpty }
    var groups = [Group()]
    for stop in stops {
      let cells = [
        StyledText(stop.value.isEmpty ? "?" : stop.value, .value),
        stop.isMarked ? StyledText("▸\(stop.name)", .strong) : StyledText(stop.name, .code),
        StyledText(stop.gradient, .gradient),
      ]
      let room = width - Self.indent.width
      // A wire with the shortest machine must fit before it.
      let place = min(cells.map(\.width).max() ?? 0, max(1, room - Self.shortestWire))
      let wire = Self.wire(through: stop.machine, width: room - place)
      var group = groups.removeLast()
      if !group.isEmpty, group.width + wire.width + place > width {
        groups.append(group)
        group = Group()
      }
      group.append(wire: group.isEmpty && stop.machine.isEmpty ? StyledText() : wire, cells, place)
      groups.append(group)
    }
    return groups.flatMap { hasGradients ? $0.lines : Array($0.lines.dropLast()) }
  }

  /// One sentence a stop.
  public var sentences: [StyledText] {
    stops.map { stop in
      var parts = [
        stop.value.isEmpty ? "\(stop.name) is not told" : "\(stop.name) is \(stop.value)"
      ]
      if !stop.machine.isEmpty { parts.append("made by \(stop.machine)") }
      if !stop.gradient.isEmpty { parts.append("gradient \(stop.gradient)") }
      return StyledText((stop.isMarked ? "Now: " : "") + parts.joined(separator: ", ") + ".")
    }
  }

  /// Lines below one another that grow to the right together.
  private struct Group {
    var lines = Array(repeating: PipeDiagram.indent, count: 3)

    var width: Int { lines.map(\.width).max() ?? 0 }
    var isEmpty: Bool { width <= PipeDiagram.indent.width }

    mutating func append(wire: StyledText, _ cells: [StyledText], _ room: Int) {
      let end = width
      lines[0] = lines[0].padded(to: end) + wire
      for row in lines.indices {
        lines[row] = lines[row].padded(to: end + wire.width) + cells[row].cut(to: room)
      }
    }
  }

  private static let indent = StyledText("    ")
  /// The cells of a wire through a machine that is cut to one.
  private static let shortestWire = 11

  private static func wire(through machine: String, width: Int) -> StyledText {
    guard !machine.isEmpty else { return StyledText("  ") }
    let (start, end) = (" ──[ ", " ]─→ ")
    let room = width - start.cellWidth - end.cellWidth
    return StyledText(start, .aside) + StyledText(machine, .code).cut(to: max(1, room))
      + StyledText(end, .aside)
  }
}
