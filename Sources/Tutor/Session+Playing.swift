import LessonFormat
import ModelLanguage

/// Changes to the model: on a copy, or for good where the step asks for one.
extension Session {
  mutating func change(_ verb: ProgramEdit.Verb, _ text: String) {
    let isAskedFor = stage == .asking && scene.step.editTask != nil
    if text == verb.rawValue, verb == .edit {
      emit(.offered("edit " + scene.model.program.inOneLine))
      return
    }
    do throws(ChangeError) {
      if isAskedFor {
        let edit = try scene.edit(text)
        emit(.edited(edit))
        if edit.unmet == nil { emit(.passed(.answered)) }
      } else {
        // A model written anew may have other names, unless one of them could tell what is asked.
        let mayAddNames = verb == .edit && (stage == .resting || scene.hiddenName == nil)
        emit(.played(try played(text, mayAddNames: mayAddNames)))
      }
    } catch {
      emit(.told(.cannotPlay(error.lines)))
    }
  }

  private func played(_ text: String, mayAddNames: Bool) throws(ChangeError) -> Play {
    let trace = try scene.changed(by: text, mayAddNames: mayAddNames)
    let asked = stage == .asking ? scene.hiddenName : nil
    return Play(
      changed: scene.namesChanged(in: trace.model), trace: trace, slopes: slopes(of: trace),
      hidden: asked.flatMap { scene.trace.value(of: $0) == trace.value(of: $0) ? $0 : nil })
  }

  /// The slopes that the step is about, before and after; none while its question is open.
  ///
  /// Other slopes of the lesson's model, and all of a step that only shows, may be asked further on: they are
  /// not told.
  private func slopes(of trace: Trace) -> [Play.Slope] {
    guard stage == .resting else { return [] }
    let isAsked = scene.step.question != nil
    let output = scene.ledger?.output ?? scene.model.output
    let onTheWay = Set(scene.ledger?.rows.flatMap { $0.names + [$0.label] } ?? [])
    // A step that only shows has no road of its own: all that the output is made from.
    let names = scene.model.names.filter { name in
      name != output
        && (isAsked
          ? onTheWay.contains(name) : trace.model.names(madeFrom: name).contains(output))
    }
    return names.compactMap { name in
      guard let before = try? scene.trace.slope(of: output, withRespectTo: name),
        let after = try? trace.slope(of: output, withRespectTo: name)
      else { return nil }
      return Play.Slope(
        label: "d\(output)/d\(name)", before: isAsked ? before : nil, after: after)
    }
  }
}
