public import Autodiff
import ModelLanguage

/// The slopes of an output by one input beside what nudging that input gives.
public struct NudgeCheck: Sendable {
  /// The input.
  public let input: String
  /// What was found, entry by entry.
  public let check: NumericCheck

  /// Below so large a relative error two slopes count as the same.
  ///
  /// Source: Stanford CS231n, *Gradient checks*: above 1e-4 something is wrong on smooth functions.
  static let largestError = 1e-4
  /// How much work one check may be, in numbers computed.
  private static let mostSteps = 2_000_000

  /// Whether every slope is what nudging says; at a corner the two may differ.
  public var agrees: Bool {
    check.entries.allSatisfy { entry in
      guard let numeric = entry.numeric, let error = entry.relativeError else { return false }
      return error < Self.largestError || abs(entry.gradient - numeric) <= 10 * entry.uncertainty
    }
  }

  /// Whether nudging can tell: where a function is flat its slope drowns in the rounding of its value.
  var isCertain: Bool {
    check.entries.allSatisfy { $0.uncertainty <= Self.largestError * max(1, abs($0.gradient)) }
  }

  /// Checks the slopes of `output` by every input of the model that it depends on.
  ///
  /// An input whose check would take too many forward passes is left out.
  ///
  /// - Returns: Nothing if the output is no single number or a slope does not exist.
  static func all(of output: String, in trace: Trace) -> [NudgeCheck] {
    let model = trace.model
    guard let node = model.nodes[output], model.graph.shape(of: node) == .scalar,
      let pass = try? trace.forward.backward(from: node)
    else { return [] }
    return model.leafNames.compactMap { name in
      guard let leaf = model.leaves[name], pass.reaches(leaf) else { return nil }
      let passes = model.graph.shape(of: leaf).count * BackwardPass.passesPerCheckedEntry
      guard passes * model.numberCount <= mostSteps else { return nil }
      return NudgeCheck(input: name, check: pass.numericCheck(of: leaf))
    }
  }
}
