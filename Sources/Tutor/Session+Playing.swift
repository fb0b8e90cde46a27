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
    // What the chapter proposes is meant for the lesson's numbers.
    let isProposed = scene.step.experiments.contains { $0.command == line.trimmed }
    var ground = isProposed ? freshPlayground : playground
    let result = action(&ground)
    let tells = givesAway(result)
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
        emit(.told(.cannotPlay(error.lines)))
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
    } else if scene.step.editTask == nil, isFormula == false, text.utf8.count <= 100,
      let expression = try? Expr(parsing: text, as: .answer),
      case .derivative(let top, let bottom) = expression.kind,
      scene.model.nodes[top] != nil, scene.model.nodes[bottom] != nil
    {
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

  private var isFormula: Bool {
    if case .formula? = scene.step.question?.kind { true } else { false }
  }

  // MARK: What gives an answer away

  /// Whether a result shows what the open question asks for.
  private func givesAway(_ result: PlayResult) -> Bool {
    guard stage == .asking, let question = scene.step.question, !isFormula,
      let key = scene.evaluateTensor(question.answer)?.value
    else { return false }
    let asked = question.answer.derivatives
    let showsSlope = result.slopes.contains { shown in
      asked.contains { slope in
        slope.of == shown.of && slope.withRespectTo == shown.by
          && ((try? scene.trace.slope(of: slope.of, withRespectTo: slope.withRespectTo)) ?? nil)
            .map { shown.value.isNear($0) } == true
      }
    }
    guard !showsSlope, case .number = question.kind else { return showsSlope }
    if result.numbers.contains(where: { $0.isNear(key) }) { return true }
    if !asked.isEmpty {
      return key.entries != [0] && result.slopes.contains { $0.value.isNear(key) }
    }
    return result.values.contains { label, value in
      // Another name tells it only as the very number: near misses come about by chance.
      label == scene.hiddenName
        ? value.isNear(key) : value == key && scene.trace.value(of: label) != value
    }
  }
}

extension PlayResult {
  /// The numbers that it was asked to work out.
  fileprivate var numbers: [Tensor] {
    switch self {
    case .value(let value, _, _): [value]
    case .betWanted(let nudge), .nudged(let nudge, _):
      nudge.rows.flatMap { [$0.predicted, $0.actual ?? $0.predicted] }.map { .scalar($0) }
    default: []
    }
  }
}

extension Tensor {
  /// Whether a reader would take one for the other: the same but for half a percent.
  fileprivate func isNear(_ other: Tensor) -> Bool {
    shape == other.shape
      && zip(entries, other.entries).allSatisfy { abs($0 - $1) <= 0.005 * max(abs($0), abs($1)) }
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
