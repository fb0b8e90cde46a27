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
  /// - Parameters:
  ///   - wasAnnounced: Whether the learner was told, and types it again.
  ///   - goesOn: Asked while a training runs.
  mutating func tryOut(
    _ line: String, _ wasAnnounced: Bool, while goesOn: (Double) -> Bool = { _ in true },
    _ action: (inout Playground, (Double) -> Bool) -> PlayResult
  ) {
    if changesStep(line) { return }
    // What the chapter proposes is meant for the lesson's numbers.
    let isProposed = scene.step.experiments.contains {
      $0.command == String(line.withoutRemark).trimmed
    }
    let start = isProposed ? freshPlayground : playground
    var ground = start
    // A training is first looked at before its first step.
    var result = action(&ground) { _ in false }
    let tells = givesAway(result, on: start.trace)
    if tells, !wasAnnounced, !hasPeeked {
      announced = line
      emit(.told(.wouldTell))
      return
    }
    if case .trained = result {
      ground = start
      result = withoutActuallyEscaping(goesOn) { action(&ground, $0) }
    }
    // A nudge shows nothing before the bet on it.
    if tells, !hasPeeked, ground.awaiting == nil { emit(.peeked) }
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
    let isAskedFor = stage == .asking && scene.step.editTask != nil
    if command == .edit, arguments.isEmpty {
      let model = isAskedFor ? scene.model : playground.trace.model
      emit(.offered("edit " + model.program.inOneLine))
      return true
    }
    guard isAskedFor else { return false }
    switch command {
    case .set, .swap, .edit:
      do throws(PlayError) {
        let edit = try scene.edit(PlayReader(command, arguments, in: scene.trace).line)
        emit(.edited(edit))
        if edit.unmet == nil { emit(.passed(.answered)) }
      } catch {
        emit(.told(.cannotPlay(error)))
      }
    // What was tried since is taken back first, as a training is.
    case .undo where play?.canUndo == true: return false
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
    if let play, !hasPeeked, givesAway(result, on: play.trace) { emit(.peeked) }
    emit(.played(result))
  }

  /// Takes a line at an open question: a slope alone asks for its value, a picture's name for that
  /// picture, and all else is an answer.
  mutating func answer(_ text: String, _ wasAnnounced: Bool) {
    if playground.isPicture(text) {
      tryOut(text, wasAnnounced) { ground, _ in ground.obey(.draw, text) }
    } else if isWorkedOut(text) {
      tryOut(text, wasAnnounced) { ground, _ in ground.evaluate(text) }
    } else {
      judge(text)
    }
  }

  /// Whether a line is no answer: a slope alone, which is what a formula may be, or the last answer.
  private func isWorkedOut(_ text: String) -> Bool {
    guard text.utf8.count <= 200, let expression = try? Expr(parsing: text, as: .answer) else {
      return false
    }
    if scene.step.editTask != nil {
      // Nothing can be answered here, so whatever has a value is worked out; a bare number has none to speak of.
      var ground = playground
      if case .failed = ground.evaluate(text) { return false }
      return text.asNumber == nil
    }
    if case .formula? = scene.step.question?.kind { return false }
    if expression.names.contains("_") { return true }
    guard case .derivative(let top, let bottom) = expression.kind else { return false }
    let nodes = playground.trace.model.nodes
    return nodes[top] != nil && nodes[bottom] != nil
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
