public import Autodiff
public import ModelLanguage

/// A backward pass as a table: one row a node, from the output back.
public struct Ledger: Sendable {
  /// One road's share of a node's gradient.
  public struct Share: Sendable {
    /// The node that hands it on.
    public let from: String
    /// The gradient of that node.
    public let upstream: Tensor
    /// How that node moves with this one.
    public let localDerivative: BackwardPass.LocalDerivative
    /// Whether that slope holds only by convention.
    public let isCorner: Bool
  }

  /// One node.
  public struct Row: Sendable {
    /// The node.
    public let node: NodeID
    /// Its name, or the text it came from.
    public let label: String
    /// Every name that the model has for it, as in `h3 = h2`; none for a part of an expression.
    public let names: [String]
    /// Its value.
    public let value: Tensor
    /// Whether the walk starts here.
    public let isOutput: Bool
    /// Its shares; empty at the output, and where no road leads from the output.
    public let shares: [Share]
    /// The sum of its shares; 1 at the output.
    public let gradient: Tensor
  }

  /// The name of the output.
  public let output: String
  /// The rows, output first.
  public let rows: [Row]

  /// Walks back from `output`.
  ///
  /// - Parameter inputs: Where the walk is to lead; only the nodes on the way there get a row. All
  ///   leaves if empty.
  /// - Returns: nil if the trace has no such name or a slope on the way does not exist.
  public init?(of trace: Trace, from output: String, to inputs: [String] = []) {
    guard let node = trace.model.nodes[output],
      let pass = try? trace.forward.backward(from: node)
    else { return nil }
    let ends = inputs.isEmpty ? trace.model.leafNames : inputs
    self.init(
      of: trace.model, pass: pass, named: output, to: ends.compactMap(trace.model.input(named:)))
  }

  /// Tells a backward pass.
  ///
  /// - Parameters:
  ///   - output: What the pass started from, in words.
  ///   - inputs: Where the walk is to lead; only the nodes on the way there get a row.
  public init(of model: Model, pass: BackwardPass, named output: String, to inputs: [NodeID]) {
    self.output = output
    let shares = Dictionary(grouping: pass.edges, by: \.operand)
    let ends = Set(inputs)
    let onTheWay = model.graph.nodes(madeFrom: inputs)
    let labels = model.distinctLabels
    rows = model.graph.nodeIDs.reversed().compactMap { id in
      guard onTheWay.contains(id), pass.reaches(id) || ends.contains(id) else { return nil }
      return Row(
        node: id, label: labels[id] ?? model.label(of: id),
        names: model.names.filter { !$0.isEmpty && model.nodes[$0] == id },
        value: pass.forward.tensor(of: id),
        isOutput: id == pass.output,
        shares: (shares[id] ?? []).map { edge in
          Share(
            from: labels[edge.result] ?? model.label(of: edge.result), upstream: edge.upstream,
            localDerivative: edge.localDerivative.naming(
              model.graph.operands(of: edge.result).map { labels[$0] ?? model.label(of: $0) }),
            isCorner: edge.isCorner)
        },
        gradient: pass.gradient(of: id))
    }
  }
}

extension Model {
  /// Labels for the earlier nodes of names that are bound again: `w (1)` for the first.
  fileprivate var distinctLabels: [NodeID: String] {
    var labels: [NodeID: String] = [:]
    var counts: [String: Int] = [:]
    for (statement, node) in zip(program.statements, statementNodes)
    where label(of: node) == statement.name && node != nodes[statement.name] {
      counts[statement.name, default: 0] += 1
      labels[node] = "\(statement.name) (\(counts[statement.name] ?? 0))"
    }
    return labels
  }
}

extension BackwardPass.LocalDerivative {
  /// With the operands' names in place of `left` and `right`, where they are short.
  fileprivate func naming(_ operands: [String]) -> Self {
    guard case .pullback(var words) = self else { return self }
    for (word, name) in zip(["left", "right"], operands) where name.count <= 12 {
      words = words.replacing("(\(word))", with: "(\(name))")
    }
    return .pullback(words)
  }
}

extension Scene {
  /// The backward pass behind the step's question: from the node whose slope is asked, else from
  /// the model's output; nil where what is asked has no slope in it, unless the picture is one of it.
  public var ledger: Ledger? {
    let slopes = step.question?.answer.derivatives ?? []
    if let question = step.question, slopes.isEmpty {
      let isPicture = step.picture?.kind == .film || step.picture?.kind == .ledger
      if case .choice = question.kind, isPicture {} else { return nil }
    }
    let output = slopes.first?.of ?? model.output
    return Ledger(
      of: trace, from: output,
      to: slopes.filter { $0.of == output }.map(\.withRespectTo))
  }
}
