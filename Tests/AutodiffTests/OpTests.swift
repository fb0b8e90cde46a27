import RealModule
import Testing

@testable import Autodiff

/// Points where each op has a value and, away from corners, a slope.
private func points(for op: Op) -> [(Double, Double)] {
  let anything = [-2.7, -1.0, -0.3, 0.4, 1.0, 1.9, 3.2]
  let positive = [0.05, 0.4, 1.0, 1.9, 7.5]
  switch op {
  case .log, .sqrt:
    return pairs(positive, [0])
  case .divide:
    return pairs(anything, anything)
  case .power:
    return pairs(positive, anything) + pairs(anything, [-2, 1, 2, 3])
  default:
    return pairs(anything, op.arity == 1 ? [0] : anything.map { $0 + 0.07 })
  }
}

private func pairs(_ left: [Double], _ right: [Double]) -> [(Double, Double)] {
  left.flatMap { a in right.map { (a, $0) } }
}

@Suite struct OpTests {
  @Test(arguments: Op.allCases.filter { $0.isElementwise && $0 != .stop })
  func `local derivatives agree with central differences`(op: Op) {
    for (a, b) in points(for: op) {
      let slopes = op.localDerivatives(a, b)
      let h = 1e-6
      let byA = (op.value(a + h, b) - op.value(a - h, b)) / (2 * h)
      #expect(
        slopes.0.isApproximatelyEqual(to: byA, absoluteTolerance: 1e-8, relativeTolerance: 1e-7),
        "\(op) by its first operand at (\(a), \(b))")
      // A negative base has a value for whole exponents only, so no slope by the exponent.
      guard op.arity == 2, !(op == .power && a < 0) else { continue }
      let byB = (op.value(a, b + h) - op.value(a, b - h)) / (2 * h)
      #expect(
        slopes.1.isApproximatelyEqual(to: byB, absoluteTolerance: 1e-8, relativeTolerance: 1e-7),
        "\(op) by its second operand at (\(a), \(b))")
    }
  }

  @Test(arguments: [
    (Op.relu, 0.0, 0.0, 0.0), (.abs, 0, 0, 0), (.sign, 0, 0, 0), (.max, 2, 2, 0.5),
    (.min, 2, 2, 0.5),
  ])
  func `corners take the agreed slope and are marked`(op: Op, a: Double, b: Double, slope: Double) {
    #expect(op.localDerivatives(a, b).0 == slope)
    #expect(op.distanceFromCorner(a, b) == 0)
    #expect(op.distanceFromCorner(1, 3) != 0)
  }

  @Test(arguments: [-800.0, -40, 40, 800])
  func `sigmoid and tanh stay finite far out`(a: Double) {
    #expect(Op.sigmoid.value(a) == (a > 0 ? 1 : Op.sigmoid.value(a)))
    #expect((0...1).contains(Op.sigmoid.value(a)))
    #expect(Op.tanh.value(a) == (a > 0 ? 1 : -1))
  }

  @Test func `powers of zero have slopes wherever the limit does`() {
    #expect(Op.power.localDerivatives(0, 2) == (0, 0))
    #expect(Op.power.localDerivatives(0, 0).0 == 0)
    #expect(Op.power.localDerivatives(0, 1).0 == 1)
    #expect(Op.power.localDerivatives(0, 0.5).0 == .infinity)
  }
}
