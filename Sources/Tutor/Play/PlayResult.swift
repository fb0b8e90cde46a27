public import Autodiff
public import ModelLanguage

/// What came of something that a learner tried.
public enum PlayResult: Sendable {
  /// The model was changed.
  case changed(Play)
  /// An expression has this value; `readAs` is how it was read, where that is not how it was typed.
  case value(Tensor, of: Expr, readAs: String?)
  /// A nudge waits for the learner's bet.
  case betWanted(Nudge)
  /// A nudge was made.
  case nudged(Nudge, Bet?)
  /// Slopes beside what nudging gives; of a single input with every step that was tried.
  case checked(GradientCheck)
  /// Both passes, node by node.
  case traced(Ledger, Trace)
  /// A picture.
  case drawn(Figure)
  /// A film.
  case filmed(Film)
  /// Some leaves have learned; the model has the values that were reached.
  case trained(TrainingRun, Play)
  /// The model's names.
  case named(Trace)
  /// What a function or name is.
  case informed(Info)
  /// The learner is back in the lesson, or at the model that the sandbox began with.
  case putBack(Trace)
  /// It can't be done, and why.
  case failed(PlayError)
}

/// A slope that a result puts on the screen.
struct ShownSlope {
  let of: String
  let by: String
  let value: Tensor
}

extension PlayResult {
  /// The slopes that it tells, other than those of a name by itself.
  var slopes: [ShownSlope] {
    switch self {
    case .changed(let play):
      play.slopes.map { ShownSlope(of: $0.of, by: $0.by, value: $0.after) }
    case .trained(let run, _):
      // How far a step leads tells the slope.
      zip(run.request.leaves, run.slopes).map {
        ShownSlope(of: run.request.loss, by: $0, value: $1)
      }
    case .value(let value, let expression, _):
      if case .derivative(let top, let bottom) = expression.kind {
        [ShownSlope(of: top, by: bottom, value: value)]
      } else {
        []
      }
    case .betWanted(let nudge), .nudged(let nudge, _):
      [ShownSlope(of: nudge.output, by: nudge.input, value: .scalar(nudge.slope))]
    case .checked(let check): check.shownSlopes
    case .traced(let ledger, _): ledger.shownSlopes
    case .drawn(let figure): figure.shownSlopes
    case .filmed(let film): film.shownSlopes
    case .named, .informed, .putBack, .failed: []
    }
  }

  /// The values that it tells, by what is written beside them.
  var values: [(label: String, value: Tensor)] {
    switch self {
    case .changed(let play): play.trace.namedValues.filter { $0.label != play.hidden }
    case .trained(let run, let play):
      play.trace.namedValues.filter { $0.label != play.hidden }
        + [(run.request.loss, .scalar(run.firstLoss))]
    case .value(let value, let expression, _): [(expression.description, value)]
    case .traced(_, let trace), .named(let trace): trace.namedValues
    case .drawn(let figure): figure.shownValues
    case .filmed(let film): film.shownValues
    case .informed(let info): info.values
    // The bet was asked for first, and looked at then.
    case .betWanted, .nudged, .checked, .putBack, .failed: []
    }
  }
}

extension Trace {
  /// Every name with its value.
  var namedValues: [(label: String, value: Tensor)] {
    model.names.compactMap { name in value(of: name).map { (name, $0) } }
  }
}

extension Ledger {
  var shownSlopes: [ShownSlope] {
    rows.filter { !$0.isOutput }.flatMap { row in
      (row.names + [row.label]).map { ShownSlope(of: output, by: $0, value: row.gradient) }
    }
  }
}
