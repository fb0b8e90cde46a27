import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// A model as a row of machines or as a graph: values above, gradients below.
struct NetworkView {
  let network: Network
  /// The names that stand in a row; the whole graph is drawn if nil.
  let chain: [String]?
  /// The name whose value is not shown.
  var hidden: String?
  /// The nodes whose value is shown; all of them if nil.
  var valued: Set<Int>?
  /// The nodes whose gradient is shown; all that have one if nil.
  var blamed: Set<Int>?
  /// The node at which something happens.
  var marked: Int?
  /// How wide the numbers of each node get in the course of a film, so that nothing jumps.
  var room: [(value: Int, gradient: Int)] = []
  /// Whether it is said what stands above and below.
  var hasLegend = true

  func lines(on page: Page) -> [StyledText] {
    let drawing: [StyledText] =
      if let chain { pipe(chain).lines(on: page) } else { graph.lines(on: page) }
    return drawing + legend(on: page)
  }

  /// What stands above and below, once something does; on a plain page, of what the gradients are.
  private func legend(on page: Page) -> [StyledText] {
    let output = network.nodes[network.output].name
    let isTold = network.nodes.indices.map { gradient($0).contains { $0 != " " } }
    guard hasLegend, isTold.contains(true) else { return [] }
    // In a film the others are still to come.
    let isPartial =
      valued == nil
      && network.nodes.indices.contains { !isTold[$0] && network.nodes[$0].gradient != nil }
    let way = isPartial ? ", on the way that was asked for" : ""
    if page.isPlain { return page.paragraph("The gradients are the slopes of \(output)\(way).") }
    return page.paragraph(
      StyledText("(\(chain == nil ? "above a wire" : "above the names"): values; below: ")
        + StyledText("gradients", .gradient) + StyledText(", the slopes of \(output)\(way))"))
  }

  private func pipe(_ names: [String]) -> PipeDiagram {
    PipeDiagram(
      names.compactMap { name -> PipeDiagram.Stop? in
        guard let place = network.nodes.firstIndex(where: { $0.name == name }) else { return nil }
        let node = network.nodes[place]
        return PipeDiagram.Stop(
          machine: node.isInput ? "" : node.expression.label, name: name, value: value(place),
          gradient: gradient(place), isMarked: place == marked)
      })
  }

  private var graph: GraphDiagram {
    GraphDiagram(
      nodes: network.nodes.indices.map { place in
        let node = network.nodes[place]
        return GraphDiagram.Node(
          id: node.name, text: text(of: node),
          making: node.isInput ? "" : node.expression.label,
          value: node.name == hidden ? "?" : value(place), gradient: gradient(place),
          isMarked: place == marked)
      },
      edges: network.nodes.flatMap { node in
        node.operands.map { (from: network.nodes[$0].name, to: node.name) }
      })
  }

  private func value(_ place: Int) -> String {
    let node = network.nodes[place]
    let isShown = node.name != hidden && valued?.contains(place) ?? true
    let text = isShown ? Self.text(node.value) : ""
    return room.isEmpty ? text : text.padded(to: room[place].value)
  }

  private func gradient(_ place: Int) -> String {
    let isShown = blamed?.contains(place) ?? true
    let text = isShown ? network.nodes[place].gradient.map(Self.text) ?? "" : ""
    return room.isEmpty ? text : text.padded(to: room[place].gradient)
  }

  /// What stands in a box: the name, and what makes it as far as the wires do not say it.
  private func text(of node: Network.Node) -> String {
    guard !node.isInput, case let machine = node.expression.machine,
      machine.cellWidth <= Self.widestMachine
    else { return node.name }
    return "\(node.name): \(machine)"
  }

  /// A longer formula stands in the model's text, which is enough.
  private static let widestMachine = 16

  /// A short list in full, of a longer one its shape.
  static func text(_ value: Tensor) -> String {
    switch value {
    case .scalar(let number): pictured(number)
    case .vector(let entries) where entries.count <= 3:
      "[" + entries.map(pictured).joined(separator: ", ") + "]"
    case .vector(let entries): "\(entries.count) numbers"
    case .matrix(let rows, let columns, _): "\(rows) by \(columns)"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - cellWidth))
  }
}

extension Expr {
  /// What a machine does to what comes in on its wires: `*`, `+ 1`, `^2`, `tanh`.
  fileprivate var machine: String {
    switch kind {
    case .binary(let symbol, let left, let right):
      switch (left.isWire, right.isWire) {
      case (true, true): symbol.rawValue
      case (true, false) where right.names.isEmpty: "\(symbol.rawValue)\(right)"
      case (false, true) where left.names.isEmpty: "\(left)\(symbol.rawValue)"
      default: label
      }
    case .call(let function, let arguments) where arguments.allSatisfy(\.isWire): function
    case .name: "="
    case .negated(let operand) where operand.isWire: "-"
    default: label
    }
  }

  private var isWire: Bool {
    if case .name = kind { true } else { false }
  }
}
