/// Why a pass has no answer.
///
/// The screens make the sentence; see `Model.explain(_:)`.
public enum EvaluationError: Error, Equatable, Sendable {
  /// No value, or one of another shape, was given for the leaf of this name.
  case leafWithoutValue(name: String)
  /// The op has no finite value at these operands, as log at 0.
  ///
  /// The operands are those of the first entry without a value; none for an op on whole lists.
  case undefinedValue(node: NodeID, op: Op, operands: [Double])
  /// The op has a value but no finite slope at these operands, as a root at 0.
  case undefinedSlope(node: NodeID, op: Op, operands: [Double])
  /// A gradient on its way back left the range of a `Double`.
  case gradientTooLarge(node: NodeID)
  /// A policy that walks every path one by one met too many of them.
  case tooManyPaths

  /// The node that has no value or slope; nil where no single node is to blame.
  public var node: NodeID? {
    switch self {
    case .undefinedValue(let node, _, _), .undefinedSlope(let node, _, _),
      .gradientTooLarge(let node):
      node
    case .leafWithoutValue, .tooManyPaths: nil
    }
  }
}
