import Autodiff

/// Ideas about products, sums and differences.
extension Misconception {
  static let products: [Misconception] = [
    // M08; a factor of 0 would hide under every other slip that gives 0.
    slope(
      "own-factor", of: [.multiply],
      where: { road, link in road.number(link.operand) != 0 },
      is: [{ $0.position == 0 ? $0.operands.0 : $0.operands.1 }]
    ) {
      "Your answer takes `\($0.operand)` itself as its slope in `\($0.expression)`. If that factor "
        + "grows by one and the other stands still, how far does the product move?"
    },
    // M14: the pair f′g + fg′ replaced by f′g′.
    Misconception(
      name: "product-of-slopes",
      way: .pass { road in
        sharedProducts(on: road).map { product in
          guard let other = road.slope(of: road.operands(of: product)[1]) else { return nil }
          return Slip(slope: { step in
            step.result != product ? step.trueDerivative : step.position == 0 ? other : 0
          })
        }
      },
      remark: {
        "Your answer multiplies the slopes of the two factors of `\($0.expression)`. Each factor moves "
          + "while the other stands still: that makes two terms, and they add up."
      }),
    // M15: the term of either factor alone.
    Misconception(
      name: "one-product-term",
      way: .pass { road in
        sharedProducts(on: road).flatMap { product in
          [1, 0].map { dropped in
            Slip(slope: { step in
              step.result == product && step.position == dropped ? 0 : step.trueDerivative
            })
          }
        }
      },
      remark: {
        "Your answer has one term of the product rule. `\($0.input)` moves both factors of "
          + "`\($0.expression)`: where is the term of `\($0.operand)`?"
      }),
  ]

  // M10
  static let productKept = slope("product-kept", of: [.multiply], is: [{ $0.value }]) {
    "Your answer takes the whole product `\($0.expression)` as the slope. If one factor grows by one "
      + "and the other stands still, how far does it move?"
  }

  // M09
  static let productAsSum = slope("product-as-sum", of: [.multiply], is: [{ _ in 1 }]) {
    "Your answer lets the gradient through the product `\($0.expression)` unchanged, as if it were a "
      + "sum. If `\($0.operand)` grows by one and the other factor stands still, how far does the "
      + "product move?"
  }

  /// The products on the road both of whose factors move with the input.
  private static func sharedProducts(on road: Road) -> [NodeID] {
    let products = road.links(through: [.multiply], 1).map(\.result)
    return products.filter { product in
      let operands = road.operands(of: product)
      return operands[0] != operands[1]
        && road.links.contains {
          $0.result == product && $0.position == 0
        }
    }
  }

  static let sums: [Misconception] = [
    // M13
    slope("minus-ignored", of: [.subtract, .negate], is: [{ abs($0.trueDerivative) }]) {
      "`\($0.operand)` stands behind a minus. When it rises, which way does `\($0.result)` go?"
    },
    // M11; a term of 0 would hide under every other slip that gives 0.
    slope(
      "sum-as-product", of: [.add],
      where: { road, link in
        let others = road.operands(of: link.result)
        return road.number(others[1 - link.position]) != 0
      },
      is: [{ $0.position == 0 ? $0.operands.1 : $0.operands.0 }]
    ) {
      "Your answer treats the sum `\($0.expression)` as a product. In a sum, how far does the total "
        + "move when `\($0.operand)` grows by one?"
    },
    // M12
    slope("sum-shared-out", of: [.add], is: [{ _ in 0.5 }]) {
      "Your answer halves the gradient at the sum `\($0.expression)`. A sum does not share out: each "
        + "part moves the total by its whole step."
    },
    // M55
    slope(
      "bias-slope", of: [.add], where: { road, link in link.operand == road.input },
      is: [
        { $0.position == 0 ? $0.operands.0 : $0.operands.1 }, { _ in 0 },
      ]
    ) {
      "`\($0.operand)` is a part of the sum `\($0.expression)`. How far does the sum move when "
        + "`\($0.operand)` grows by one, whatever its value?"
    },
    // M44: where a power, the loss, stands right behind the difference.
    slope(
      "error-turned-round", of: [.subtract],
      where: { road, link in
        road.links.contains {
          Op.powers.contains($0.op) && $0.operand == link.result && $0.result == road.output
        }
      },
      is: [{ -$0.trueDerivative }]
    ) {
      "Your answer turns the difference `\($0.expression)` round, and with it the sign. What is "
        + "subtracted from what?"
    },
  ]
}
