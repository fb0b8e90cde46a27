/// Throws unless two lists of numbers agree entry by entry.
///
/// Two numbers agree if they differ by at most `absoluteTolerance`, or by at most
/// `relativeTolerance` times the larger magnitude. Nothing agrees with nan.
func expectAgreement(
  _ what: String, _ numbers: [Double], _ expected: [Double],
  absoluteTolerance: Double, relativeTolerance: Double
) throws {
  guard numbers.count == expected.count else {
    throw Failure("\(what): \(numbers.count) entries, expected \(expected.count)")
  }
  for (index, (a, b)) in zip(numbers, expected).enumerated() {
    let allowed = max(absoluteTolerance, relativeTolerance * max(a.magnitude, b.magnitude))
    guard (a - b).magnitude <= allowed else {
      let entry = expected.count > 1 ? "entry \(index)" : "it"
      throw Failure("\(what): \(entry) is \(a), expected \(b)")
    }
  }
}

/// Throws unless C's gradient is the slope of C's value.
///
/// - Parameters:
///   - entries: Which of the gradient's entries to check; all of them unless they are too many.
///   - step: Half the width of a central difference. Small where a kink may be near.
func expectSlopes(
  _ what: String, _ gradient: [Double], at point: [Double], entries: some Sequence<Int>,
  step: Double, value: ([Double]) -> Double
) throws {
  for entry in entries {
    var above = point
    var below = point
    above[entry] += step
    below[entry] -= step
    let slope = (value(above) - value(below)) / (above[entry] - below[entry])
    try expectAgreement(
      "\(what), C's adjoint of leaf entry \(entry)", [gradient[entry]], [slope],
      absoluteTolerance: 1e-7, relativeTolerance: 1e-6)
  }
}
