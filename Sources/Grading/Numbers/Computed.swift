import Autodiff
import ModelLanguage

/// A reading with its value at one point.
struct Computed {
  let reading: Reading
  let value: Double
  /// How far rounding alone can have moved the value.
  let errorBound: Double

  /// - Throws: If it has no value.
  init(_ reading: Reading, in scope: Scope, at point: [String: Tensor]) throws(Refusal) {
    self.reading = reading
    let formula = try scope.formula(reading.expression)
    do throws(EvaluationError) {
      let run = try formula.run(at: point)
      (value, errorBound) = (run.value, run.roundingErrorBound)
    } catch {
      throw Refusal(error)
    }
  }

  /// The number with what its text says about its digits.
  var answer: Comparison.Answer {
    Comparison.Answer(
      value: value, errorBound: errorBound, lastPlace: reading.literal?.lastPlace,
      hasDecimal: reading.coarsestDecimalPlace != nil)
  }

  /// `read as 1/18 = 0.0555556`; nil for a number that was taken as typed.
  func echo(isRewritten: Bool) -> String? {
    guard reading.literal?.isPlain == true else {
      return "read as \(reading.printed) = \(NumberText.rounded(value))"
    }
    return isRewritten ? "read as \(reading.printed)" : nil
  }
}
