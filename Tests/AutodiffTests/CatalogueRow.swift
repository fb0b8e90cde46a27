import Autodiff
import RealModule
import Testing

/// One wrong answer of the catalogue.
struct CatalogueRow: Sendable, CustomTestStringConvertible {
  let id: String
  let example: CatalogueExample
  let leaf: String
  let value: Double
  /// The policy may know the graph: some slips take a slope at another place of it.
  let policy: @Sendable (ExampleGraph) throws -> Slip

  init(
    _ id: String, _ example: CatalogueExample, _ leaf: String, _ value: Double,
    _ policy: @escaping @Sendable (ExampleGraph) throws -> Slip
  ) {
    (self.id, self.example, self.leaf, self.value, self.policy) = (id, example, leaf, value, policy)
  }

  var testDescription: String { "\(id), \(example) by \(leaf)" }
}

// The catalogue of misconceptions, grading.md C2, as backward passes with a rule broken.
//
// Not here, because no rule of the pass is broken:
// - Another target of a true pass: M39 (the sibling leaf), M41 (a value), M59 (the label).
// - M20, where the answer is the antiderivative: it has no chain.
// - The update after the pass: M48 to M53. Numeric gradients: M58. Another formula: M60.
// M40 (stops early), M42 (upside down) and M43 (size only) are targets too, but a slope of 1 at the
// last step, or a change to the completed gradient of the leaf, makes them policies.

extension CatalogueRow {
  /// Slips about paths and how shares come together.
  static let paths = [
    Self("M01 overwrite", .fork, "a", 3) { _ in Slip(added: { $1 }) },
    Self("M01 overwrite", .fork, "b", -2) { _ in Slip(added: { $1 }) },
    Self("M02 first path only", .fork, "a", -6) { _ in Slip(added: { $0 ?? $1 }) },
    Self("M02 first path only", .fork, "b", -6) { _ in Slip(added: { $0 ?? $1 }) },
    Self("M03 multiply paths", .fork, "a", -18) { _ in Slip(added: { ($0 ?? 1) * $1 }) },
    Self("M03 multiply paths", .fork, "b", 12) { _ in Slip(added: { ($0 ?? 1) * $1 }) },
    Self("M04 average", .fork, "a", -1.5) { _ in Slip(final: { $0 / Double(max($2, 1)) }) },
    Self("M05 upstream forgotten", .reference, "w", 3) { _ in Slip(combined: { $1 }) },
    Self("M06 local forgotten", .reference, "w", 1) { _ in Slip(combined: { up, _ in up }) },
    Self("M07 sum along path", .reference, "w", 5.710682) { _ in Slip(combined: { $0 + $1 }) },
    Self("M45 loss as seed", .reference, "w", -0.734318) { _ in Slip(seed: { $0 }) },
    Self("M46 not in order", .twoRoads, "a", 29) { _ in Slip(order: .depthFirst) },
    Self("M46 not in order", .twoRoads, "b", 22) { _ in Slip(order: .depthFirst) },
  ]

  /// Slips about the slope of one op.
  static let slopes = [
    Self("M08 times not swapped", .reference, "w", -0.676827) { _ in
      .at(.multiply) { $0.position == 0 ? $0.operands.0 : $0.operands.1 }
    },
    Self("M09 times as plus", .reference, "w", -0.846033) { _ in .at(.multiply) { _ in 1 } },
    Self("M10 product kept", .reference, "w", -2.030480) { _ in .at(.multiply) { $0.value } },
    Self("M11 plus as times", .reference, "w", 4.822391) { _ in
      .at(.add) { $0.position == 0 ? $0.operands.1 : $0.operands.0 }
    },
    Self("M12 add splits", .reference, "w", -1.269050) { _ in .at(.add) { _ in 0.5 } },
    Self("M13 minus ignored", .reference, "y", -1.075766) { _ in .at(.subtract, 1) { _ in 1 } },
    Self("M16 quotient sign", .quotient, "b", 0.666667) { _ in
      .at(.divide, 1) { -$0.trueDerivative }
    },
    Self("M17 square lost", .quotient, "b", -2) { _ in .at(.divide, 1) { -$0.value } },
    Self("M18 exponent kept", .reference, "w", 1.365201) { _ in
      .at(.power, 0) { $0.operands.1 * $0.value }
    },
    Self("M19 coefficient lost", .reference, "w", -1.269050) { _ in
      .at(.power, 0) { .pow($0.operands.0, Int($0.operands.1 - 1)) }
    },
    Self("M21 power rule on exp", .exponential, "x", 5.436564) { _ in
      .at(.exp) { $0.operands.0 * .exp($0.operands.0 - 1) }
    },
    Self("M22 exp by its input", .exponential, "x", 2) { _ in .at(.exp) { $0.operands.0 } },
    Self("M23 log by its value", .logarithm, "x", 1.442695) { _ in .at(.log) { 1 / $0.value } },
    Self("M23 log is its slope", .logarithm, "x", 0.693147) { _ in .at(.log) { $0.value } },
    Self("M44 error turned round", .reference, "w", 2.538100) { _ in
      .at(.subtract) { -$0.trueDerivative }
    },
  ]

  /// Slips about products and functions of functions.
  static let chains = [
    Self("M14 product of derivatives", .productOfSquareAndSine, "x", 0.212212) { example in
      let other = try example.slope(of: "g", by: "x")
      return .at(.multiply) { $0.position == 0 ? other : 0 }
    },
    Self("M15 one product-rule term", .productOfSquareAndSine, "x", 2.992485) { _ in
      .at(.multiply, 1) { _ in 0 }
    },
    Self("M24 inner derivative lost", .sineOfSquare, "x", -0.628174) { example in
      let leaf = try example.node("x")
      return Slip(slope: { $0.operand == leaf ? 1 : $0.trueDerivative })
    },
    Self("M25 outer at wrong point", .sineOfSquare, "x", 0.212212) { _ in
      .at(.sin) { _ in .cos(1.5) }
    },
    Self("M26 derivatives composed", .sineOfSquare, "x", -0.989992) { example in
      let inner = try example.slope(of: "u", by: "x")
      return Slip(slope: { $0.op == .sin ? .cos(inner) : 1 })
    },
    Self("M27 outer derivative lost", .sineOfSquare, "x", 3) { _ in .at(.sin) { _ in 1 } },
    Self("M40 stops early", .reference, "w", -0.846033) { example in
      let leaf = try example.node("w")
      return Slip(slope: { $0.operand == leaf ? 1 : $0.trueDerivative })
    },
    Self("M42 upside down", .reference, "w", -0.393995) { example in
      let leaf = try example.node("w")
      return Slip(final: { adjoint, node, _ in node == leaf ? 1 / adjoint : adjoint })
    },
    Self("M43 size only", .reference, "w", 2.538100) { example in
      let leaf = try example.node("w")
      return Slip(final: { adjoint, node, _ in node == leaf ? abs(adjoint) : adjoint })
    },
  ]

  /// Slips about activations.
  static let activations = [
    Self("M28 input for output", .reference, "w", -2.420473) { _ in
      .at(.tanh) { 1 - $0.operands.0 * $0.operands.0 }
    },
    Self("M29 applied twice", .reference, "w", -2.625541) { _ in
      .at(.tanh) { 1 - .pow(.tanh($0.value), 2) }
    },
    Self("M30 square lost", .reference, "w", -1.735908) { _ in .at(.tanh) { 1 - $0.value } },
    Self("M31 sigmoid's rule", .reference, "w", -0.802193) { _ in
      .at(.tanh) { $0.value * (1 - $0.value) }
    },
    Self("M32 skipped", .reference, "w", -3.227297) { _ in .at(.tanh) { _ in 1 } },
    Self("M33 slope is value", .reference, "w", -1.491389) { _ in .at(.tanh) { $0.value } },
    Self("M34 relu passes", .reluOff, "x", -0.5) { _ in .at(.relu) { _ in 1 } },
    Self("M35 relu passes its value", .reluOn, "x", -0.6) { _ in .at(.relu) { $0.value } },
    Self("M36 relu masks the gradient", .reluOn, "x", 0) { _ in
      .at(.relu) { $0.upstream > 0 ? 1 : 0 }
    },
    Self("M37 relu at 0", .reluAtCorner, "x", 0.5) { _ in .at(.relu) { _ in 1 } },
    Self("M37 relu at 0", .reluAtCorner, "x", 0.25) { _ in .at(.relu) { _ in 0.5 } },
    Self("M38 max shares", .largerOfTwo, "a", 1) { _ in .at(.max) { _ in 0.5 } },
    Self("M38 max shares", .largerOfTwo, "b", 1) { _ in .at(.max) { _ in 0.5 } },
    Self("M38 max copies", .largerOfTwo, "b", 2) { _ in .at(.max) { _ in 1 } },
    Self("M38 max to the smaller", .largerOfTwo, "a", 0) { _ in .at(.max) { 1 - $0.trueDerivative }
    },
    Self("M38 max to the smaller", .largerOfTwo, "b", 2) { _ in .at(.max) { 1 - $0.trueDerivative }
    },
  ]

  /// Slips about losses and layers.
  static let losses = [
    Self("M54 mean forgotten", .meanOfThree, "x", 12) { _ in .at(.mean) { _ in 1 } },
    Self("M54 mean twice", .meanOfThree, "x", 1.333333) { _ in
      .at(.mean) { $0.trueDerivative * $0.trueDerivative }
    },
    Self("M55 bias slope", .bias, "b", -1.9) { _ in .at(.add, 1) { $0.operands.1 } },
    Self("M55 bias slope", .bias, "b", 0) { _ in .at(.add, 1) { _ in 0 } },
    Self("M56 softmax: only the target", .logits, "q", 0) { _ in
      .at(.crossEntropy) { $0.entries.operand == 0 ? $0.trueDerivative : 0 }
    },
    Self("M57 softmax sign", .logits, "p", 0.755272) { _ in
      .at(.crossEntropy) { -$0.trueDerivative }
    },
    Self("M57 softmax sign", .logits, "q", -0.665241) { _ in
      .at(.crossEntropy) { -$0.trueDerivative }
    },
  ]

  static let all = paths + slopes + chains + activations + losses
}
