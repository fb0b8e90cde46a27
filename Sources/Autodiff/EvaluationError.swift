/// Why a pass has no answer.
///
/// The screens make the sentence; see `Model.explain(_:)`.
public enum EvaluationError: Error, Equatable, Sendable {
  /// No value was given for the leaf of this name.
  case leafWithoutValue(name: String)
  /// The op has no finite value at these operands, as log at 0.
  case undefinedValue(node: NodeID, op: Op, operands: [Double])
  /// The op has a value but no finite slope at these operands, as a root at 0.
  case undefinedSlope(node: NodeID, op: Op, operands: [Double])
  /// A gradient on its way back left the range of a `Double`.
  case gradientTooLarge(node: NodeID)
}
