import Autodiff
import Testing

/// One pass with a rule broken, and the gradient that it gives.
struct BrokenPass: Sendable, CustomTestStringConvertible {
  let id: String
  let example: CatalogueExample
  let leaf: String
  let value: Double
  let policy: Slip

  init(_ id: String, _ example: CatalogueExample, _ leaf: String, _ value: Double, _ policy: Slip) {
    (self.id, self.example, self.leaf, self.value, self.policy) = (id, example, leaf, value, policy)
  }

  var testDescription: String { "\(id), \(example) by \(leaf)" }
}

// Each hook of a policy, at values that grading.md, section C2, computed by itself. The catalogue as a
// whole is Grading's, and tested there.
extension BrokenPass {
  static let all = [
    Self("overwrite", .fork, "a", 3, Slip(added: { $1 })),
    Self("overwrite", .fork, "b", -2, Slip(added: { $1 })),
    Self("first path only", .fork, "a", -6, Slip(added: { $0 ?? $1 })),
    Self("multiply paths", .fork, "a", -18, Slip(added: { ($0 ?? 1) * $1 })),
    Self("multiply paths", .fork, "b", 12, Slip(added: { ($0 ?? 1) * $1 })),
    Self("average", .fork, "a", -1.5, Slip(final: { $0 / Double(max($2, 1)) })),
    Self("upstream forgotten", .reference, "w", 3, Slip(combined: { $1 })),
    Self("local forgotten", .reference, "w", 1, Slip(combined: { up, _ in up })),
    Self("sum along path", .reference, "w", 5.710682, Slip(combined: { $0 + $1 })),
    Self("loss as seed", .reference, "w", -0.734318, Slip(seed: { $0 })),
    Self("not in order", .twoRoads, "a", 29, Slip(order: .depthFirst)),
    Self("not in order", .twoRoads, "b", 22, Slip(order: .depthFirst)),
    Self("own factor", .reference, "w", -0.676827, .at(.multiply) { $0.operands.0 }),
    Self("minus ignored", .reference, "y", -1.075766, .at(.subtract, 1) { _ in 1 }),
    Self("exponent kept", .reference, "w", 1.365201, .at(.power, 0) { $0.operands.1 * $0.value }),
    Self("square lost", .reference, "w", -1.735908, .at(.tanh) { 1 - $0.value }),
    Self("relu masks the gradient", .reluOn, "x", 0, .at(.relu) { $0.upstream > 0 ? 1 : 0 }),
    Self("max copies", .largerOfTwo, "b", 2, .at(.max) { _ in 1 }),
    Self("mean forgotten", .meanOfThree, "x", 12, .at(.mean) { _ in 1 }),
    Self("softmax sign", .logits, "q", -0.665241, .at(.crossEntropy) { -$0.trueDerivative }),
  ]

  /// Those whose rule looks at single numbers alone, so that lists can be held against them.
  static let entrywise = all.filter { ![.meanOfThree, .logits].contains($0.example) }
}
