import Autodiff
import LessonFormat
import ModelLanguage

/// What gives an answer away.
extension Session {
  /// Whether a result shows what the open question asks for.
  ///
  /// - Parameter trace: The model that was played with before; the result has the one after.
  func givesAway(_ result: PlayResult, on trace: Trace) -> Bool {
    guard stage == .asking, let question = scene.step.question else { return false }
    // What the question says itself is no secret.
    let said = (scene.step.opening.flatMap(\.texts) + [question.ask])
      .flatMap(\.liveNumbers).flatMap(\.derivatives)
    let asked = question.answer.derivatives.filter { slope in !said.contains { $0 == slope } }
    if case .value(let value, let expression, _) = result {
      // What is on the screen gives nothing away, and what is made of it neither.
      if let hidden = scene.hiddenName, expression.names.contains(hidden) { return true }
      let slopes = expression.derivatives
      return asked.contains { slope in
        guard !slopes.isEmpty,
          let key = scene.trace.slope(of: slope.of, by: slope.withRespectTo)
        else { return false }
        // On other numbers the same slope may be another one.
        let isSame =
          trace.slope(of: slope.of, by: slope.withRespectTo)?.isNear(key) == true
          && slopes.contains { $0 == slope }
        return isSame || key.isTelling && value.isNear(key)
      }
    }
    if asked.contains(where: { tells(result, $0, on: trace) }) { return true }
    guard asked.isEmpty, case .number = question.kind, let hidden = scene.hiddenName,
      let key = scene.trace.value(of: hidden)
    else { return false }
    return result.values.contains { label, value in
      // Another name tells it only as the very number: near misses come about by chance.
      label == hidden
        ? value.isNear(key) : value == key && scene.trace.value(of: label) != value
    }
  }

  /// A slope as an expression names it.
  private typealias Slope = (of: String, withRespectTo: String)

  /// Whether a result shows a slope that is asked, on the lesson's numbers or on others that leave it as it is.
  private func tells(_ result: PlayResult, _ slope: Slope, on trace: Trace) -> Bool {
    guard let key = scene.trace.slope(of: slope.of, by: slope.withRespectTo) else { return false }
    let isSame = [trace, result.trace].contains {
      $0?.slope(of: slope.of, by: slope.withRespectTo)?.isNear(key) == true
    }
    // Under other names a number is all that can be recognised.
    let isRenamed = (result.trace ?? trace).model.names != scene.model.names
    return result.slopes.contains { shown in
      if shown.by == slope.withRespectTo, isSame { return true }
      // A slope of the same output that is as large is as good as told, whatever it is by.
      return key.isTelling && (isRenamed || shown.of == slope.of) && shown.value.isNear(key)
    }
  }
}

extension PlayResult {
  /// The model that it is about; nil where it is about none.
  fileprivate var trace: Trace? {
    switch self {
    case .changed(let play), .trained(_, let play): play.trace
    case .traced(_, let trace), .named(let trace), .putBack(let trace): trace
    case .drawn(let figure): figure.trace
    case .value, .betWanted, .nudged, .checked, .filmed, .informed, .failed: nil
    }
  }
}

extension Tensor {
  /// Whether it is more than zeros and ones, which come about everywhere.
  fileprivate var isTelling: Bool { entries.contains { ![0, 1].contains(abs($0)) } }

  /// Whether a reader would take one for the other, or for its opposite: the same but for half a percent.
  fileprivate func isNear(_ other: Tensor) -> Bool {
    shape == other.shape
      && zip(entries, other.entries).allSatisfy {
        abs(abs($0) - abs($1)) <= 0.005 * max(abs($0), abs($1))
      }
  }
}
