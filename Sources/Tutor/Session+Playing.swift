import Autodiff
import LessonFormat
import ModelLanguage

/// Playing: on a copy, or for good where the step asks for a change.
extension Session {
  /// The copy that is played with, or a fresh one of the step's model.
  var playground: Playground {
    var ground = play ?? freshPlayground
    // The question may have been answered since the copy was taken.
    ground.report = report
    return ground
  }

  private var freshPlayground: Playground {
    Playground(of: scene.trace, mayAddNames: false, report: report)
  }

  private var report: Playground.Report {
    let (scene, isResting) = (self.scene, stage == .resting)
    return { trace in
      let asked = isResting ? nil : scene.hiddenName
      return (
        scene.slopesToTell(of: trace, isResting: isResting),
        asked.flatMap { scene.trace.value(of: $0) == trace.value(of: $0) ? $0 : nil }
      )
    }
  }

  /// Tries something on the copy; the first time only says so, if that would show what is asked.
  ///
  /// - Parameter wasAnnounced: Whether the learner was told, and types it again.
  mutating func tryOut(
    _ line: String, _ wasAnnounced: Bool, _ action: (inout Playground) -> PlayResult
  ) {
    if changesStep(line) { return }
    // A change that the chapter proposes is meant for the lesson's numbers.
    let isProposed = scene.step.experiments.contains {
      $0.edit != nil && $0.command == line.trimmed
    }
    var ground = isProposed ? freshPlayground : playground
    let before = ground.trace
    let result = action(&ground)
    let tells = givesAway(result, on: before)
    if tells, !wasAnnounced {
      announced = line
      emit(.told(.wouldTell))
      return
    }
    if tells { emit(.peeked) }
    if case .putBack = result {
      let wasChanged = play?.isChanged == true
      play = nil
      emit(wasChanged ? .played(result) : .told(.nothingChanged))
      return
    }
    play = ground
    emit(.played(result))
  }

  /// Makes a change for good where the step asks for one, and offers the model to `edit`.
  private mutating func changesStep(_ line: String) -> Bool {
    guard case .command(let command, let arguments) = Input(line, in: .lesson) else { return false }
    if command == .edit, arguments.isEmpty {
      emit(.offered("edit " + playground.trace.model.program.inOneLine))
      return true
    }
    guard stage == .asking, scene.step.editTask != nil else { return false }
    switch command {
    case .set, .swap, .edit:
      do throws(PlayError) {
        let edit = try scene.edit(PlayReader(command, arguments, in: scene.trace).line)
        emit(.edited(edit))
        if edit.unmet == nil { emit(.passed(.answered)) }
      } catch {
        emit(.told(.cannotPlay(error)))
      }
    case .undo: undoable.isEmpty ? emit(.told(.nothingToUndo)) : emit(.undone)
    default: return false
    }
    return true
  }

  /// Takes a bet on the nudge that waits.
  mutating func bet(_ line: String) {
    guard let result = play?.bet(line) else {
      emit(.told(.betWanted))
      return
    }
    emit(.played(result))
  }

  /// Takes a line at an open question: a slope alone asks for its value, a picture's name for that
  /// picture, and all else is an answer.
  mutating func answer(_ text: String, _ wasAnnounced: Bool) {
    if playground.isPicture(text) {
      tryOut(text, wasAnnounced) { $0.obey(.draw, text) }
    } else if isWorkedOut(text) {
      tryOut(text, wasAnnounced) { $0.evaluate(text) }
    } else if scene.step.editTask != nil, case let result = evaluated(text) {
      // Nothing can be answered here, so whatever has a value is worked out.
      if case .failed = result { judge(text) } else { tryOut(text, wasAnnounced) { _ in result } }
    } else {
      judge(text)
    }
  }

  /// What an expression over the model comes to; a bare number is more likely meant as an answer.
  private func evaluated(_ text: String) -> PlayResult {
    guard text.asNumber == nil else { return .failed(PlayError("that is a number")) }
    var ground = playground
    return ground.evaluate(text)
  }

  /// Whether a line is no answer: a slope alone, which is what a formula may be, or the last answer.
  private func isWorkedOut(_ text: String) -> Bool {
    guard scene.step.editTask == nil, text.utf8.count <= 200,
      let expression = try? Expr(parsing: text, as: .answer)
    else { return false }
    if case .formula? = scene.step.question?.kind { return false }
    if expression.names.contains("_") { return true }
    guard case .derivative(let top, let bottom) = expression.kind else { return false }
    let nodes = playground.trace.model.nodes
    return nodes[top] != nil && nodes[bottom] != nil
  }

  // MARK: What gives an answer away

  /// Whether a result shows what the open question asks for.
  ///
  /// - Parameter trace: The model that was played with before; the result has the one after.
  private func givesAway(_ result: PlayResult, on trace: Trace) -> Bool {
    guard stage == .asking, let question = scene.step.question else { return false }
    let asked = question.answer.derivatives
    if case .value(_, let expression, _) = result {
      // Whatever is made of a slope leads back to it; numbers and names on the screen give nothing away.
      return !asked.isEmpty && !expression.derivatives.isEmpty
        || !scene.hiddenNames.isDisjoint(with: expression.names)
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
  fileprivate typealias Slope = (of: String, withRespectTo: String)

  /// Whether a result shows a slope that is asked, on the lesson's numbers or on others that leave it as it is.
  private func tells(_ result: PlayResult, _ slope: Slope, on trace: Trace) -> Bool {
    guard let key = scene.trace.slope(slope) else { return false }
    let isSame = [trace, result.trace].contains { $0?.slope(slope)?.isNear(key) == true }
    return result.slopes.contains { shown in
      shown.by == slope.withRespectTo
        && (isSame || shown.of == slope.of && shown.value.isNear(key))
    }
  }
}

extension Trace {
  fileprivate func slope(_ slope: Session.Slope) -> Tensor? {
    (try? self.slope(of: slope.of, withRespectTo: slope.withRespectTo)) ?? nil
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
  /// Whether a reader would take one for the other, or for its opposite: the same but for half a percent.
  fileprivate func isNear(_ other: Tensor) -> Bool {
    shape == other.shape
      && zip(entries, other.entries).allSatisfy {
        abs(abs($0) - abs($1)) <= 0.005 * max(abs($0), abs($1))
      }
  }
}

extension Scene {
  /// The slopes that the step is about, before and after; none while its question is open.
  ///
  /// Other slopes of the lesson's model, and all of a step that only shows, may be asked further on: they are
  /// not told.
  func slopesToTell(of trace: Trace, isResting: Bool) -> [Play.Slope] {
    guard isResting else { return [] }
    let isAsked = step.question != nil
    let output = ledger?.output ?? model.output
    let onTheWay = Set(ledger?.rows.flatMap { $0.names + [$0.label] } ?? [])
    // A step that only shows has no road of its own: all that the output is made from.
    let names = model.names.filter { name in
      name != output
        && (isAsked
          ? onTheWay.contains(name) : trace.model.names(madeFrom: name).contains(output))
    }
    return names.compactMap { name in
      guard let before = try? self.trace.slope(of: output, withRespectTo: name),
        let after = try? trace.slope(of: output, withRespectTo: name)
      else { return nil }
      return Play.Slope(
        of: output, by: name, before: isAsked ? before : nil, after: after)
    }
  }
}
