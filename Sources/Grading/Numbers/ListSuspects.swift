import Autodiff
import ModelLanguage

/// The wrong lists that misconceptions lead to.
struct ListSuspects {
  private let suspects: [(index: Int, value: Tensor)]
  private let diagnostician: Diagnostician?

  init(key: Tensor, expression: Expr?, trace: Trace?, given: [String: Double]) {
    diagnostician = expression.flatMap { expression in
      trace.flatMap { Diagnostician(of: expression, over: $0.model, given: given) }
    }
    suspects = (diagnostician?.wrongWays.wrongValues() ?? []).filter { $0.value != key }
  }

  func judgement(where matches: (Tensor) -> Bool) -> Judgement? {
    let ways = suspects.filter { matches($0.value) }.compactMap {
      diagnostician?.wrongWays.ways[$0.index]
    }
    return diagnostician?.diagnosis(by: ways).map {
      Judgement(.incorrect, .misconception, message: $0.remark, diagnosis: $0)
    }
  }
}
