import Autodiff

/// The graphs of the catalogue's examples.
enum CatalogueExample: String, CaseIterable {
  case reference, fork, productOfSquareAndSine, quotient, exponential, logarithm, sineOfSquare
  case reluOff, reluOn, reluAtCorner, largerOfTwo, twoRoads, meanOfThree, bias, logits

  func built() throws -> ExampleGraph {
    switch self {
    case .reference:
      try ExampleGraph(
        ["w": [0.8], "x": [3], "b": [-1.9], "y": [1]],
        [
          ("m", .multiply, ["w", "x"]), ("n", .add, ["m", "b"]), ("o", .tanh, ["n"]),
          ("e", .subtract, ["o", "y"]), ("L", .power, ["e", "2"]),
        ])
    case .fork:
      try ExampleGraph(
        ["a": [-2], "b": [3]],
        [("d", .multiply, ["a", "b"]), ("g", .add, ["a", "b"]), ("f", .multiply, ["d", "g"])])
    case .productOfSquareAndSine:
      try ExampleGraph(
        ["x": [1.5]],
        [("f", .power, ["x", "2"]), ("g", .sin, ["x"]), ("y", .multiply, ["f", "g"])])
    case .quotient: try ExampleGraph(["a": [6], "b": [3]], [("y", .divide, ["a", "b"])])
    case .exponential: try ExampleGraph(["x": [2]], [("y", .exp, ["x"])])
    case .logarithm: try ExampleGraph(["x": [2]], [("y", .log, ["x"])])
    case .sineOfSquare:
      try ExampleGraph(["x": [1.5]], [("u", .power, ["x", "2"]), ("y", .sin, ["u"])])
    case .reluOff: try relu(at: -1.2, upstream: -0.5)
    case .reluOn: try relu(at: 1.2, upstream: -0.5)
    case .reluAtCorner: try relu(at: 0, upstream: 0.5)
    case .largerOfTwo:
      try ExampleGraph(
        ["a": [2], "b": [-1]], [("m", .max, ["a", "b"]), ("y", .multiply, ["2", "m"])])
    case .twoRoads:
      try ExampleGraph(
        ["a": [2], "b": [3]],
        [
          ("c", .add, ["a", "b"]), ("d", .multiply, ["a", "b"]), ("s", .add, ["c", "d"]),
          ("p", .multiply, ["c", "d"]), ("y", .add, ["s", "p"]),
        ])
    case .meanOfThree:
      try ExampleGraph(
        ["x": [2]],
        [("s", .square, ["x"]), ("l", .list, ["s", "s", "s"]), ("y", .mean, ["l"])])
    case .bias: try ExampleGraph(["m": [2.4], "b": [-1.9]], [("n", .add, ["m", "b"])])
    case .logits:
      try ExampleGraph(
        ["p": [1], "q": [2], "r": [0]],
        [
          ("s", .list, ["p", "q", "r"]), ("y", .list, ["1", "0", "0"]),
          ("L", .crossEntropy, ["s", "y"]),
        ])
    }
  }

  private func relu(at a: Double, upstream: Double) throws -> ExampleGraph {
    try ExampleGraph(
      ["x": [a]], [("r", .relu, ["x"]), ("y", .multiply, ["r", "\(upstream)"])])
  }
}
