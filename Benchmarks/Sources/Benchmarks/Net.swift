import Autodiff

/// A net by matrices, with all its parameters in one list as C keeps them: W1, b1, W2, b2 and so on.
struct Net {
  private(set) var graph = Graph()
  private(set) var parameters: [NodeID] = []
  private(set) var names: [String] = []
  private(set) var loss: NodeID

  /// Makes a net of ReLU layers.
  ///
  /// - Parameters:
  ///   - widths: The number of entries in a row of the input, of each hidden layer and of the
  ///     scores.
  ///   - lossOf: Adds the loss, given the scores and all parameters.
  init(
    _ input: Tensor, widths: [Int],
    loss lossOf: (inout Graph, _ scores: NodeID, _ parameters: [NodeID]) throws -> NodeID
  ) throws {
    var row = graph.addConstant(input)
    loss = row
    for layer in 1..<widths.count {
      let shape = Shape.matrix(rows: widths[layer - 1], columns: widths[layer])
      let weights = addParameter("W\(layer)", shape)
      let bias = addParameter("b\(layer)", .vector(widths[layer]))
      if layer > 1 { row = try graph.addResult(of: .relu, row) }
      let product = try graph.addResult(of: .matrixProduct, row, weights)
      row = try graph.addResult(of: .add, product, bias)
    }
    loss = try lossOf(&graph, row, parameters)
  }

  private mutating func addParameter(_ name: String, _ shape: Shape) -> NodeID {
    names.append(name)
    parameters.append(graph.addLeaf(named: name, shape: shape))
    return parameters[parameters.count - 1]
  }

  /// The list of all parameters' entries as one value for each of them.
  func tensors(_ entries: [Double]) -> [Tensor] {
    var start = 0
    return parameters.map { parameter in
      let shape = graph.shape(of: parameter)
      defer { start += shape.count }
      return Tensor(shape, Array(entries[start..<start + shape.count]))
    }
  }

  /// The gradient of the loss in one list.
  func gradient(at entries: [Double]) throws -> [Double] {
    let replay = Replay(graph, of: loss, withRespectTo: parameters)
    for (parameter, tensor) in zip(parameters, tensors(entries)) {
      replay.set(parameter, to: tensor)
    }
    try replay.run()
    return parameters.flatMap { replay.gradient(of: $0).entries }
  }

  /// The parameters that `training` has reached, in one list.
  func entries(of training: Training) -> [Double] {
    parameters.flatMap { training.value(of: $0).entries }
  }

  /// Training from the given parameters on.
  func training(from entries: [Double]) throws -> Training {
    try Training(
      graph, loss: loss, leaves: parameters,
      at: Dictionary(uniqueKeysWithValues: zip(names, tensors(entries))), rule: .descent)
  }
}
