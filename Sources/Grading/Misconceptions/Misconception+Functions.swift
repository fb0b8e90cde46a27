import Autodiff

/// Ideas about quotients, powers, and functions within functions.
extension Misconception {
  static let powers: [Misconception] = [
    // M18
    slope(
      "exponent-kept", of: Op.powers, by: 0,
      is: [{ ($0.op == .square ? 2 : $0.operands.1) * $0.value }]
    ) {
      "Your number brings the exponent of `\($0.result)` down and leaves it above as well. Bring it "
        + "down, then take one off."
    },
    // M19
    slope(
      "coefficient-lost", of: Op.powers, by: 0,
      is: [{ $0.op == .square ? $0.operands.0 : Op.power.value($0.operands.0, $0.operands.1 - 1) }]
    ) {
      "Your number takes one off the exponent of `\($0.result)` and leaves out the factor in front. "
        + "What comes down from the exponent?"
    },
    // M16
    slope("quotient-sign", of: [.divide], by: 1, is: [{ -$0.trueDerivative }]) {
      "`\($0.operand)` stands below the stroke. As it grows, which way does the size of "
        + "`\($0.result)` go?"
    },
    // M17
    slope("quotient-square-lost", of: [.divide], by: 1, is: [{ -$0.value }]) {
      "`\($0.operand)` stands below the stroke, so it has the power -1. The power rule takes one "
        + "off that, too; your number does not."
    },
    // M20
    Misconception(
      name: "integrated-instead", way: .area,
      remark: {
        "That is the area under `\($0.output)` from 0 to `\($0.input)`, an integral. The question "
          + "asks how fast `\($0.output)` changes."
      }),
  ]

  static let functions: [Misconception] = [
    // M21
    slope("power-rule-on-exp", of: [.exp], is: [{ $0.operands.0 * Op.exp.value($0.operands.0 - 1) }]) { _ in
      "Your number uses the power rule on exp. There the variable is the exponent, not the base."
    },
    // M22
    slope("exp-slope-is-input", of: [.exp], is: [{ $0.operands.0 }]) {
      "Your number takes what goes into exp as its slope. Of all functions, exp is the one that is "
        + "as steep as it is high: look at `\($0.result)`."
    },
    // M23: 1/log(a), or log(a).
    slope("log-slope-from-value", of: [.log], is: [{ 1 / $0.value }, { $0.value }]) {
      "Your number makes the slope of log from its value. The slope of log is 1 divided by what goes "
        + "into it, here `\($0.operand)`."
    },
    // M24: only where a function of one number stands around the last link; else it is M40.
    Misconception(
      name: "inner-slope-lost",
      way: .pass { road in
        guard let last = road.last, isInner(last, on: road) else { return [] }
        return [stoppingEarly(on: road)]
      },
      remark: {
        "Your number has the slope of the outer function alone. `\($0.result)` moves at a rate of its "
          + "own when `\($0.input)` does: multiply by that rate."
      }, isAboutLastLink: true),
    // M25
    Misconception(
      name: "outer-at-wrong-point",
      way: .pass { road in
        let links = road.links(through: Op.curves, 0).filter { $0.operand != road.input }
        guard !links.isEmpty, let input = road.number(road.input) else { return [] }
        return [
          Slip(slope: { step in
            guard Op.curves.contains(step.op), step.position == 0, step.operand != road.input
            else { return step.trueDerivative }
            return step.op.localDerivatives(input, step.operands.1).0
          })
        ]
      },
      remark: {
        "Your number takes the slope of `\($0.result)` at `\($0.input)`. What goes into it is "
          + "`\($0.operand)`: take its slope there."
      }),
    // M26
    Misconception(
      name: "slopes-nested",
      way: .pass { road in
        guard let outer = road.links.first, outer.result == road.output,
          Op.curves.contains(outer.op), outer.position == 0, outer.operand != road.input,
          let inner = road.slope(of: outer.operand)
        else { return [] }
        // The outer slope taken at the inner one, and nothing else.
        return [
          Slip(
            slope: { step in
              step.result == road.output
                ? step.op.localDerivatives(inner, step.operands.1).0 : 1
            }, added: { $0 ?? $1 })
        ]
      },
      remark: { _ in
        "Your number puts one slope into the other. Slopes multiply; they do not nest."
      }),
    // M27
    slope(
      "outer-slope-lost", of: Op.curves.subtracting(Op.squashes), by: 0,
      where: { road, link in link.operand != road.input }, is: [{ _ in 1 }]
    ) {
      "Your number passes `\($0.result)` by, as if its slope were 1. What does it do with the "
        + "movement of `\($0.operand)`?"
    },
  ]

  /// Whether a function of one number stands right behind what `link` makes.
  static func isInner(_ link: Road.Link, on road: Road) -> Bool {
    road.links.contains { $0.operand == link.result && Op.curves.contains($0.op) && $0.position == 0 }
  }

  /// A pass that takes the last link for a plain copy.
  static func stoppingEarly(on road: Road) -> Slip {
    let input = road.input
    return Slip(slope: { $0.operand == input ? 1 : $0.trueDerivative })
  }

  static let squashes: [Misconception] = [
    // M28
    slope("input-for-output", of: Op.squashes, is: [{ $0.op.slopeByOutput($0.operands.0) }]) {
      "Your number puts `\($0.operand)` into the short form of the slope. That form is made from "
        + "what comes out, `\($0.result)`."
    },
    // M29
    slope("activation-twice", of: Op.squashes, is: [{ $0.op.slopeByOutput($0.op.value($0.value)) }]) {
      "Your number squashes twice: `\($0.result)` has gone through \($0.function) already."
    },
    // M30
    slope("square-lost", of: [.tanh], is: [{ 1 - $0.value }]) {
      "Your number takes the output away from 1. In the slope of tanh one thing happens to "
        + "`\($0.result)` before that."
    },
    // M31
    slope(
      "sister-rule", of: Op.squashes,
      is: [{ ($0.op == .tanh ? Op.sigmoid : .tanh).slopeByOutput($0.value) }]
    ) {
      "Your number uses the rule of \($0.function == "tanh" ? "sigmoid" : "tanh"). Here the function "
        + "is \($0.function)."
    },
    // M33
    slope("value-for-slope", of: Op.squashes, is: [{ $0.value }]) {
      "Your number takes the height of `\($0.result)` for its slope. How fast does it change when "
        + "`\($0.operand)` moves?"
    },
    // M32
    slope("activation-skipped", of: Op.squashes, is: [{ _ in 1 }]) {
      "Your number passes \($0.function) by, as if its slope were 1. How steep is it at this "
        + "`\($0.operand)`?"
    },
  ]
}

extension Op {
  /// The slope of a squashing function from its output: 1 - o² for tanh, s(1 - s) for sigmoid.
  ///
  /// What a learner does with the wrong number for *o*; the engine's own slopes are in the op table.
  fileprivate func slopeByOutput(_ output: Double) -> Double {
    self == .tanh ? 1 - output * output : output * (1 - output)
  }
}
