import Autodiff

/// Ideas about quotients, powers, and functions within functions.
extension Misconception {
  static let powers: [Misconception] = [
    // M18
    slope(
      "exponent-kept", of: Op.powers, by: 0,
      is: [{ ($0.op == .square ? 2 : $0.operands.1) * $0.value }]
    ) {
      "Your answer brings the exponent of `\($0.expression)` down and leaves it above as well. Bring it "
        + "down, then take one off."
    },
    // M19
    slope(
      "coefficient-lost", of: Op.powers, by: 0,
      is: [{ $0.op == .square ? $0.operands.0 : Op.power.value($0.operands.0, $0.operands.1 - 1) }]
    ) {
      "Your answer takes one off the exponent of `\($0.expression)` and leaves out the factor in front. "
        + "What comes down from the exponent?"
    },
    // M16
    slope("quotient-sign", of: [.divide], by: 1, is: [{ -$0.trueDerivative }]) {
      "`\($0.operand)` stands below the fraction bar. As it grows, which way does the size of "
        + "`\($0.result)` go?"
    },
    // M17
    slope("quotient-square-lost", of: [.divide], by: 1, is: [{ -$0.value }]) {
      "`\($0.operand)` stands below the fraction bar, so it has the power -1. The power rule takes one "
        + "off that, too; your answer does not."
    },
  ]

  // M20
  static let integratedInstead = Misconception(
    name: "integrated-instead", way: .area,
    remark: {
      "Your answer is the area under `\($0.output)` from 0 to `\($0.input)`, an integral. The question "
        + "asks how fast `\($0.output)` changes."
    })

  static let functions: [Misconception] = [
    // M21
    slope(
      "power-rule-on-exp", of: [.exp, .power],
      where: { _, link in link.op == .exp || link.position == 1 },
      is: [
        { step in
          let isExp = step.op == .exp
          let exponent = isExp ? step.operands.0 : step.operands.1
          return exponent
            * (isExp ? Op.exp.value(exponent - 1) : Op.power.value(step.operands.0, exponent - 1))
        }
      ]
    ) {
      "Your answer uses the power rule on `\($0.expression)`. There the variable is the exponent, not "
        + "the base."
    },
    // M22
    slope("exp-slope-is-input", of: [.exp], is: [{ $0.operands.0 }]) {
      "Your answer takes what goes into exp as its slope. Of all functions, exp is the one that is "
        + "as steep as it is high: look at `\($0.result)`."
    },
    // M23: 1/log(a), or log(a).
    slope("log-slope-from-value", of: [.log], is: [{ 1 / $0.value }, { $0.value }]) {
      "Your answer makes the slope of log from its value. The slope of log is 1 divided by what goes "
        + "into it, here `\($0.operand)`."
    },
    // M24: only where a function of one number stands around the last link; else it is M40.
    Misconception(
      name: "inner-slope-lost",
      way: .pass { road in
        let skipped = skippable(on: road)
        return skipped.contains { isInner($0, on: road) } ? [stoppingEarly(skipped)] : []
      },
      remark: {
        "Your answer has the slope of the outer function alone. What stands inside it, \($0.users), "
          + "moves at a rate of its own when `\($0.input)` does: multiply by that rate."
      }),
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
        "Your answer takes the slope of `\($0.result)` at `\($0.input)`. What goes into it is "
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
        "Your answer puts one slope into the other. Slopes multiply; they do not nest."
      }),
    // M27
    slope(
      "outer-slope-lost", of: Op.curves.subtracting(Op.squashes), by: 0,
      where: { road, link in link.operand != road.input }, is: [{ _ in 1 }]
    ) {
      "Your answer passes `\($0.result)` by, as if its slope were 1. What does it do with the "
        + "movement of `\($0.operand)`?"
    },
  ]

  /// Whether a function of one number stands right behind what `link` makes.
  static func isInner(_ link: Road.Link, on road: Road) -> Bool {
    road.links.contains {
      $0.operand == link.result && Op.curves.contains($0.op) && $0.position == 0
    }
  }

  /// The links to the input that can be forgotten.
  ///
  /// Of a sum nothing would be missed, a minus and a gate have slips of their own.
  static func skippable(on road: Road) -> [Road.Link] {
    road.lastLinks.filter { ![.add, .subtract, .negate, .relu, .max, .min].contains($0.op) }
  }

  /// A pass that takes the last links for plain copies.
  static func stoppingEarly(_ links: [Road.Link]) -> Slip {
    let places = Set(links.map(\.place))
    return Slip(slope: { step in
      places.contains(Road.Place(result: step.result, position: step.position))
        ? 1 : step.trueDerivative
    })
  }

  static let squashes: [Misconception] = [
    // M28
    slope("input-for-output", of: Op.squashes, is: [{ $0.op.slopeByOutput($0.operands.0) }]) {
      "Your answer puts `\($0.operand)` into the short form of the slope. That form is made from "
        + "what comes out, `\($0.result)`."
    },
    // M29
    slope("activation-twice", of: Op.squashes, is: [{ $0.op.slopeByOutput($0.op.value($0.value)) }])
    {
      "Your answer squashes twice: `\($0.result)` has gone through \($0.function) already."
    },
    // M30
    slope("square-lost", of: [.tanh], is: [{ 1 - $0.value }]) {
      "Your answer takes the output away from 1. In the slope of tanh one thing happens to "
        + "`\($0.result)` before that."
    },
    // M31
    slope(
      "sister-rule", of: Op.squashes,
      is: [{ ($0.op == .tanh ? Op.sigmoid : .tanh).slopeByOutput($0.value) }]
    ) {
      "Your answer uses the rule of \($0.function == "tanh" ? "sigmoid" : "tanh"). Here the function "
        + "is \($0.function)."
    },
    // M33
    slope("value-for-slope", of: Op.squashes, is: [{ $0.value }]) {
      "Your answer takes the height of `\($0.result)` for its slope. How fast does it change when "
        + "`\($0.operand)` moves?"
    },
    // M32
    slope("activation-skipped", of: Op.squashes, is: [{ _ in 1 }]) {
      "Your answer passes \($0.function) by, as if its slope were 1. How steep is it at this "
        + "`\($0.operand)`?"
    },
  ]
}

extension Op {
  /// The slope of a squashing function from its output: 1 - o² for tanh, s(1 - s) for sigmoid.
  ///
  /// What a learner does with the wrong number for *o*; the engine's own slopes are in the op table.
  func slopeByOutput(_ output: Double) -> Double {
    self == .tanh ? 1 - output * output : output * (1 - output)
  }
}
