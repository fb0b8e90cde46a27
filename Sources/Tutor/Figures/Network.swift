public import Autodiff
public import ModelLanguage

/// The named lines of a model as a graph: what each is made from, and both passes.
public struct Network: Sendable {
  /// One line.
  public struct Node: Sendable {
    /// Its name; of a name that is bound again later, with the number of the binding: `w (1)`.
    public let name: String
    /// What it is bound to.
    public let expression: Expr
    /// Whether it is bound to a number or a list of numbers.
    public let isInput: Bool
    /// Its value.
    public let value: Tensor
    /// The slope of the output by it; nil where no gradient arrives.
    public let gradient: Tensor?
    /// The places of the lines that it uses, in the order of its text.
    public let operands: [Int]
    /// The name alone.
    let plainName: String
  }

  /// The lines, operands first.
  public let nodes: [Node]
  /// The place of the output among them.
  public let output: Int

  /// The lines that `ends` are made from, with these.
  ///
  /// - Parameters:
  ///   - output: Where the backward pass starts.
  ///   - ends: The names that are drawn with all that they are made from; the output alone if empty.
  /// - Throws: ``PlayError`` where there is no such name, or a slope does not exist.
  public init(of trace: Trace, output: String, ends: [String] = []) throws(PlayError) {
    let model = trace.model
    guard !model.program.statements.isEmpty else { throw .noModel }
    guard let outputNode = model.nodes[output] else { throw .unknown(output, in: model) }
    let pass: BackwardPass
    do {
      pass = try trace.forward.backward(from: outputNode, keepsEdges: false)
    } catch {
      throw PlayError(model.explain(error))
    }
    let lines = model.program.statements.enumerated().filter { !$0.element.name.isEmpty }
    var latest: [String: Int] = [:]
    var used: [[Int]] = []
    // For each line the how manieth binding of its name it is.
    var numbers: [Int] = []
    var counts: [String: Int] = [:]
    for (place, line) in lines.enumerated() {
      counts[line.element.name, default: 0] += 1
      numbers.append(counts[line.element.name] ?? 1)
      used.append(line.element.value.names.compactMap { latest[$0] }.uniqued)
      latest[line.element.name] = place
    }
    var wanted: Set<Int> = []
    for end in ends.isEmpty ? [output] : ends + [output] {
      guard let place = latest[end] else { throw .unknown(end, in: model) }
      wanted.insert(place)
    }
    for place in lines.indices.reversed() where wanted.contains(place) {
      wanted.formUnion(used[place])
    }
    let kept = wanted.sorted()
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    nodes = kept.map { place in
      let (index, statement) = lines[place]
      let id = model.statementNodes[index]
      let isLast = latest[statement.name] == place
      return Node(
        name: isLast ? statement.name : "\(statement.name) (\(numbers[place]))",
        expression: statement.value, isInput: statement.value.literalTensor != nil,
        value: trace.forward.tensor(of: id),
        gradient: pass.reaches(id) ? pass.gradient(of: id) : nil,
        operands: used[place].compactMap { places[$0] }, plainName: statement.name)
    }
    self.output = latest[output].flatMap { places[$0] } ?? nodes.count - 1
  }

  /// Whether each of `names`, in this order, is made from the one before and from no other of them.
  public func isChain(_ names: [String]) -> Bool {
    guard names.count > 1 else { return false }
    let places = names.compactMap { name in nodes.firstIndex { $0.name == name } }
    guard places.count == names.count else { return false }
    return zip(places, places.dropFirst()).allSatisfy { from, to in
      let others = Set(places).subtracting([from])
      return reaches(to, from: from, avoiding: others.subtracting([to]))
        && others.allSatisfy { $0 == to || !nodes[to].operands.contains($0) }
    }
  }

  /// How a node moves with one of its operands while its others stand still; nil where that is no
  /// single number.
  func localSlope(of place: Int, by operand: Int) -> Double? {
    let line = nodes[place]
    guard line.value.number != nil, nodes[operand].value.number != nil else { return nil }
    let inputs = line.operands.reduce(Program.empty) { program, operand in
      program.binding(nodes[operand].plainName, to: Expr(literal: nodes[operand].value))
    }
    let program = inputs.binding(line.plainName, to: line.expression)
    guard let model = try? Model(program), let trace = try? Trace(model) else { return nil }
    let slope = try? trace.slope(
      of: line.plainName, withRespectTo: nodes[operand].plainName)
    return slope?.number
  }

  private func reaches(_ target: Int, from source: Int, avoiding others: Set<Int>) -> Bool {
    var reached: Set = [source]
    for (place, node) in nodes.enumerated() where !others.contains(place) {
      if node.operands.contains(where: reached.contains) { reached.insert(place) }
    }
    return source != target && reached.contains(target)
  }
}

extension Array where Element: Hashable {
  /// The elements, each once, in the order in which they first come.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
