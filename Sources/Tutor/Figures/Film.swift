public import Autodiff
public import ModelLanguage

/// A model moving: values forward, blame backward, one node a frame; or an input running through a
/// range.
public struct Film: Sendable {
  /// One picture.
  public struct Frame: Sendable {
    /// What happens in it.
    public let action: Action
    /// The nodes whose value stands in it, by their places in the network.
    public let valued: Set<Int>
    /// The nodes whose gradient stands in it.
    public let blamed: Set<Int>
    /// The passes that it shows.
    public let network: Network
  }

  /// What happens in a frame.
  public enum Action: Sendable {
    /// A node gets its value.
    case computes(Int)
    /// The backward pass starts at the output.
    case starts(Int)
    /// A node gets its gradient: the sum of its shares.
    case receives(Int, [Share])
    /// The input of this name has this value.
    case sweeps(String, Double)
  }

  /// What one node hands to another.
  public struct Share: Sendable {
    /// The node that hands it on, by its place in the network.
    public let from: Int
    /// The gradient of that node.
    public let upstream: Tensor
    /// How that node moves with this one; nil where that is no single number.
    public let local: Double?
  }

  /// The names that stand in a row, if they make a chain; else the whole graph is drawn.
  public let chain: [String]?
  /// The pictures in order.
  public let frames: [Frame]

  /// How many frames a range is run through in.
  private static let sweepFrames = 17
  /// More nodes than that make no film.
  private static let mostNodes = 40

  /// Films one forward and one backward pass.
  ///
  /// - Parameter names: The nodes that are drawn, with all that they are made from; those of the
  ///   output if empty.
  public init(of trace: Trace, output: String, names: [String]) throws(PlayError) {
    let network = try Network(of: trace, output: output, ends: names)
    guard network.nodes.count <= Self.mostNodes else {
      throw PlayError(
        "\(network.nodes.count) nodes make no film; 'film NAME' shows a part, 'trace' all of them")
    }
    let stops = network.isChain(names) ? names : nil
    chain = stops
    let shown = Set(
      network.nodes.indices.filter { stops?.contains(network.nodes[$0].name) ?? true })
    var frames: [Frame] = []
    var valued = Set(network.nodes.indices.filter { network.nodes[$0].isInput })
    for place in network.nodes.indices where !network.nodes[place].isInput {
      valued.insert(place)
      guard shown.contains(place) else { continue }
      frames.append(Frame(action: .computes(place), valued: valued, blamed: [], network: network))
    }
    var blamed: Set = [network.output]
    frames.append(
      Frame(action: .starts(network.output), valued: valued, blamed: blamed, network: network))
    for place in network.nodes.indices.reversed()
    where place != network.output && network.nodes[place].gradient != nil {
      blamed.insert(place)
      guard shown.contains(place) else { continue }
      let shares = Self.shares(of: place, in: network)
      frames.append(
        Frame(action: .receives(place, shares), valued: valued, blamed: blamed, network: network))
    }
    self.frames = frames
  }

  /// Films an input that runs from one end of a range to the other.
  public init(
    of trace: Trace, output: String, names: [String], sweeping input: String,
    over range: ClosedRange<Double>
  ) throws(PlayError) {
    guard trace.model.isLeaf(input), trace.value(of: input)?.number != nil else {
      throw PlayError("\(input) can't run through a range: it is no input that is a single number")
    }
    var frames: [Frame] = []
    var isChain = false
    for number in 0..<Self.sweepFrames {
      let share = Double(number) / Double(Self.sweepFrames - 1)
      let value = range.lowerBound * (1 - share) + range.upperBound * share
      guard let moved = trace.setting(input, to: .scalar(value)),
        let network = try? Network(of: moved, output: output, ends: names)
      else { continue }
      isChain = network.isChain(names)
      let all = Set(network.nodes.indices)
      frames.append(
        Frame(action: .sweeps(input, value), valued: all, blamed: all, network: network))
    }
    guard !frames.isEmpty else {
      throw PlayError("the model has no value or no slope anywhere in that range")
    }
    chain = isChain ? names : nil
    self.frames = frames
  }

  /// What each user of a node hands back to it.
  private static func shares(of place: Int, in network: Network) -> [Share] {
    network.nodes.indices.compactMap { user in
      guard network.nodes[user].operands.contains(place),
        let upstream = network.nodes[user].gradient
      else { return nil }
      return Share(
        from: user, upstream: upstream, local: network.localSlope(of: user, by: place))
    }
  }

  /// Whether an input runs through a range, rather than one pass through the model.
  public var isSweep: Bool {
    if case .sweeps? = frames.first?.action { true } else { false }
  }

  /// The networks that are seen: a pass has the same in every frame, a sweep one each.
  private var networks: [Network] { (isSweep ? frames[...] : frames.suffix(1)).map(\.network) }

  var shownSlopes: [ShownSlope] { networks.flatMap(\.shownSlopes) }

  var shownValues: [(label: String, value: Tensor)] {
    networks.flatMap { network in network.nodes.map { ($0.name, $0.value) } }
  }
}

extension Network {
  var shownSlopes: [ShownSlope] {
    nodes.indices.filter { $0 != output }.compactMap { place in
      nodes[place].gradient.map {
        ShownSlope(of: nodes[output].name, by: nodes[place].name, value: $0)
      }
    }
  }
}
