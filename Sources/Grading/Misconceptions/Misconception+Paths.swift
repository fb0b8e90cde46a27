import Autodiff

/// Ideas about how shares come together where a node is used more than once.
extension Misconception {
  static let forks: [Misconception] = [
    // M01
    fork("overwrite-at-fork", Slip(added: { $1 })) {
      "`\($0.operand)` is used more than once, and your answer keeps the share of one use alone. "
        + "Each use sends a share back; shares add up."
    },
    // M02
    fork("first-path-only", Slip(added: { $0 ?? $1 })) {
      "Your answer follows one road back to `\($0.operand)` and stops. There is another road from "
        + "`\($0.output)` to it; shares add up."
    },
    // M03
    fork("paths-multiplied", Slip(added: { ($0 ?? 1) * $1 })) {
      "Your answer multiplies the shares that meet at `\($0.operand)`. Slopes multiply along a "
        + "road; where roads meet, shares add up."
    },
    // M46
    fork("out-of-order", Slip(order: .depthFirst)) {
      "Your answer hands the gradient of `\($0.operand)` on before all its shares have come in. "
        + "Wait for every use of it, then hand on the sum once."
    },
  ]

  /// Ideas about the pass as a whole: where it starts and what a link does.
  static let passes: [Misconception] = [
    // M04
    fork("paths-averaged", Slip(final: { $0 / Double(max($2, 1)) })) {
      "Your answer takes the mean of the shares that meet at `\($0.operand)`. Shares add up; "
        + "nothing is divided."
    },
    // M05
    whole("upstream-forgotten", [Slip(combined: { $1 })]) {
      "Your answer takes the slope of one link, from `\($0.input)` to \($0.users), for the whole. "
        + "What does `\($0.output)` do when that moves?"
    },
    // M06
    whole("local-forgotten", [Slip(combined: { upstream, _ in upstream })]) {
      "Your answer hands the gradient of `\($0.output)` on unchanged. How fast does `\($0.result)` "
        + "change when `\($0.operand)` moves?"
    },
    // M07: with and without the 1 that the walk starts with.
    whole(
      "slopes-added", [Slip(combined: { $0 + $1 }), Slip(seed: { _ in 0 }, combined: { $0 + $1 })]
    ) { _ in
      "Your answer adds the slopes along the road. Each link stretches what arrives at it, so "
        + "slopes in a chain multiply."
    },
    // M45
    whole("loss-as-seed", [Slip(seed: { $0 })]) {
      "Your answer starts the walk with the value of `\($0.output)`. It starts with the slope of "
        + "`\($0.output)` by itself, which is 1."
    },
    // M47: nothing is cleared, or the inputs' gradients alone. Along a single road that is a whole
    // multiple of the right answer, of which there are better names.
    Misconception(
      name: "stale-gradients",
      way: .pass { road in
        let isForked = Set(road.links.map(\.operand)).count < road.links.count
        return isForked ? [Slip(clearing: .nothing), Slip(clearing: .leaves)] : []
      },
      remark: { _ in
        "Your answer has the gradients of an earlier pass in it. Set them to 0 before each pass."
      }),
  ]

  private static func fork(
    _ name: String, _ slip: Slip, remark: @escaping @Sendable (Place) -> String
  ) -> Misconception {
    Misconception(
      name: name,
      way: .pass { road in
        let receivers = road.links.map(\.operand)
        return Set(receivers).count < receivers.count ? [slip] : []
      }, remark: remark)
  }

  private static func whole(
    _ name: String, _ slips: [Slip], remark: @escaping @Sendable (Place) -> String
  ) -> Misconception {
    Misconception(name: name, way: .pass { $0.links.isEmpty ? [] : slips }, remark: remark)
  }
}
