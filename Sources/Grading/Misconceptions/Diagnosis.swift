public import ModelLanguage

/// What a wrong answer tells of the way in which it was found.
public struct Diagnosis: Equatable, Sendable {
  /// The likeliest misconception that gives exactly this answer.
  public let misconception: Misconception
  /// The others that give it, too.
  public let others: [Misconception]
  /// One or two sentences to the learner, names in backticks; never the answer.
  public let remark: String
  /// Where the learner's backward pass leaves the true one; nil where no rule of it is broken.
  public let parting: Parting?

  /// Every misconception that fits, the likeliest first.
  public var candidates: [Misconception] { [misconception] + others }
}

extension Diagnosis {
  /// The diagnosis of a wrong value.
  ///
  /// - Parameters:
  ///   - value: What was answered, as by taking a choice.
  ///   - expression: What was asked.
  ///   - trace: The model run at the point that the question is about.
  /// - Returns: nil if no misconception leads to it, or none but by chance: a sign has three values.
  public init?(
    of value: Double, asked expression: Expr, in trace: Trace, given: [String: Double] = [:]
  ) {
    guard !expression.functions.contains("sign"),
      let diagnostician = Diagnostician(of: expression, over: trace.model, given: given)
    else { return nil }
    let comparison = Comparison(key: value, digits: 3)
    let all = diagnostician.wrongWays
    let ways = all.wrongValues().filter { $0.value.number.map(comparison.isSame) == true }
      .map { all.ways[$0.index] }
    guard let diagnosis = diagnostician.diagnosis(by: ways) else { return nil }
    self = diagnosis
  }
}
