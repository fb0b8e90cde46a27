public import Autodiff
import ModelLanguage

/// Slopes of one output beside what nudging its inputs gives.
public struct GradientCheck: Sendable {
  /// One input.
  public struct Row: Sendable {
    /// Its name.
    public let input: String
    /// The gradient that the backward pass gave.
    public let gradient: Tensor
    /// What nudging gave, entry by entry; nil where that would take too many forward passes.
    public let check: NumericCheck?

    /// Makes a row.
    public init(input: String, gradient: Tensor, check: NumericCheck?) {
      (self.input, self.gradient, self.check) = (input, gradient, check)
    }
  }

  /// The name of the output.
  public let output: String
  /// The inputs, in the order in which they were asked for.
  public let rows: [Row]
  /// Every step that was tried, where one input that is a single number was asked for.
  public let sweep: [NumericCheck.Attempt]

  /// How much work one check may be, in numbers computed.
  private static let mostSteps = 20_000_000

  /// - Parameter names: The inputs; all of them if empty.
  init(of trace: Trace, by names: [String]) throws(PlayError) {
    let model = trace.model
    output = model.output
    guard let node = model.nodes[output], !model.leafNames.isEmpty else { throw .noModel }
    guard model.graph.shape(of: node) == .scalar else {
      throw .isList(output, wanted: "a check needs an output that is a single number")
    }
    for name in names where model.leaves[name] == nil {
      guard model.nodes[name] != nil else { throw .unknown(name, in: model) }
      throw .isComputed(name, "check", in: model)
    }
    let pass: BackwardPass
    do {
      pass = try trace.forward.backward(from: node, keepsEdges: false)
    } catch {
      throw PlayError(model.explain(error))
    }
    var left = Self.mostSteps
    rows = (names.isEmpty ? model.leafNames : names).uniqued.compactMap { name in
      guard let leaf = model.leaves[name] else { return nil }
      let work =
        model.graph.shape(of: leaf).count * BackwardPass.passesPerCheckedEntry * model.numberCount
      // Once it is used up it stays so, without running out of range.
      left -= min(work, left + 1)
      return Row(
        input: name, gradient: pass.gradient(of: leaf),
        check: left >= 0 ? pass.numericCheck(of: leaf) : nil)
    }
    let only = names.uniqued.count == 1 ? rows.first?.check?.entries : nil
    sweep = only.flatMap { $0.count == 1 ? $0[0].sweep : nil } ?? []
  }

  var shownSlopes: [ShownSlope] {
    rows.map { ShownSlope(of: output, by: $0.input, value: $0.gradient) }
  }
}
