import Autodiff
import ModelLanguage

/// The wrong values of one question: those that its author lists, and those of the catalogue.
struct Suspects {
  /// A wrong value and who came to it.
  private struct Suspect {
    let value: Double
    let origin: Origin

    /// Whether it is neither the author's nor a slip in the step of an update.
    var isSlipOfPass: Bool {
      if case .way(_, let isUpdate) = origin { !isUpdate } else { false }
    }
  }

  private enum Origin {
    /// The author's list, at this index.
    case listed(Int)
    /// The catalogue, by the way of this index.
    case way(Int, isUpdate: Bool)
  }

  private let suspects: [Suspect]
  private let diagnostician: Diagnostician?

  /// - Parameter comparison: The comparison with the key; what equals it is no mistake.
  init(
    mistakes: [Double], expression: Expr?, trace: Trace?, given: [String: Double],
    besides comparison: Comparison
  ) {
    var suspects = mistakes.enumerated().map { Suspect(value: $1, origin: .listed($0)) }
    diagnostician = expression.flatMap { expression in
      trace.flatMap { Diagnostician(of: expression, over: $0.model, given: given) }
    }
    if let diagnostician {
      let ways = diagnostician.wrongWays
      suspects += ways.wrongValues().compactMap { index, value in
        value.number.map {
          Suspect(value: $0, origin: .way(index, isUpdate: ways.ways[index].isUpdate))
        }
      }
    }
    self.suspects = suspects.filter { $0.value.isFinite && !comparison.isSame($0.value) }
  }

  private init(_ suspects: [Suspect], _ diagnostician: Diagnostician?) {
    (self.suspects, self.diagnostician) = (suspects, diagnostician)
  }

  /// Those whose value passes.
  func filter(_ passes: (Double) -> Bool) -> Suspects {
    Suspects(suspects.filter { passes($0.value) }, diagnostician)
  }

  /// The judgement of an answer that matches some of them; nil if it matches none.
  ///
  /// - Parameter sparesPasses: Whether slips in the backward pass are passed over.
  func judgement(sparing sparesPasses: Bool, where matches: (Double) -> Bool) -> Judgement? {
    judgement(of: suspects.filter { matches($0.value) && !(sparesPasses && $0.isSlipOfPass) })
  }

  /// The judgement of an answer that matches one value; nil if it matches none or several.
  func judgementOfOnlyValue(where matches: (Double) -> Bool) -> Judgement? {
    let all = suspects.filter { matches($0.value) }
    // The author's word counts more than what the catalogue happens to come near to.
    let listed = all.filter { if case .listed = $0.origin { true } else { false } }
    let matching =
      listed.isEmpty ? all : all.filter { suspect in listed.contains { $0.value == suspect.value } }
    guard let first = matching.first?.value else { return nil }
    let comparison = Comparison(key: first, digits: 3)
    guard matching.allSatisfy({ comparison.isSame($0.value) }) else { return nil }
    return judgement(of: matching)
  }

  /// The author's word comes first; the diagnosis is told all the same.
  private func judgement(of matching: [Suspect]) -> Judgement? {
    var listed: Int?
    var ways: [WrongWay] = []
    for suspect in matching {
      switch suspect.origin {
      case .listed(let index): listed = listed ?? index
      case .way(let index, _):
        if let diagnostician { ways.append(diagnostician.wrongWays.ways[index]) }
      }
    }
    let diagnosis = diagnostician?.diagnosis(by: ways)
    guard listed != nil || diagnosis != nil else { return nil }
    return Judgement(
      .incorrect, listed == nil ? .misconception : .listedMistake,
      message: listed == nil ? diagnosis?.remark : nil, mistake: listed, diagnosis: diagnosis)
  }
}
