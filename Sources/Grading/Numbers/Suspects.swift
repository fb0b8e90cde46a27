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
      guard case .way(let way) = origin else { return false }
      if case .update = way.misconception.way { return false }
      return true
    }
  }

  private enum Origin {
    /// The author's list, at this index.
    case listed(Int)
    case way(WrongWay)
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
      suspects += diagnostician.wrongWays.wrongValues().compactMap { way, value in
        value.number.map { Suspect(value: $0, origin: .way(way)) }
      }
    }
    self.suspects = suspects.filter { $0.value.isFinite && !comparison.isSame($0.value) }
  }

  /// The judgement of an answer that matches some of them; nil if it matches none.
  ///
  /// - Parameter sparesPasses: Whether slips in the backward pass are passed over.
  func judgement(sparing sparesPasses: Bool, where matches: (Double) -> Bool) -> Judgement? {
    judgement(of: suspects.filter { matches($0.value) && !(sparesPasses && $0.isSlipOfPass) })
  }

  /// The judgement of an answer that matches one value; nil if it matches none or several.
  func judgementOfOnlyValue(where matches: (Double) -> Bool) -> Judgement? {
    let matching = suspects.filter { matches($0.value) }
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
      case .way(let way): ways.append(way)
      }
    }
    let diagnosis = diagnostician?.diagnosis(by: ways)
    guard listed != nil || diagnosis != nil else { return nil }
    return Judgement(
      .incorrect, listed == nil ? .misconception : .listedMistake,
      message: listed == nil ? diagnosis?.remark : nil, mistake: listed, diagnosis: diagnosis)
  }
}
