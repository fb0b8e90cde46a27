import Autodiff
import Grading
import LessonFormat
import ModelLanguage

extension Scene {
  /// The scene after the chapter's own solution; nil in a step that asks for no change.
  public var solved: Scene? {
    guard let task = step.editTask,
      let program = try? task.solutionEdit.applied(to: step.model.program),
      let model = try? Model(program), let trace = try? Trace(model)
    else { return nil }
    return with(trace)
  }

  /// Makes the change that was typed, and judges what came of it.
  func edit(_ text: String) throws(PlayError) -> Edit {
    let change = try PlayReader.change(text, in: self.trace)
    let trace = try self.trace.changed(by: change, in: text, mayAddNames: true)
    let goals = step.editTask?.goals ?? []
    let unmet = goals.first { !isMet($0, in: trace) }
    return Edit(
      text: text, trace: trace, changed: model.namesChanged(in: trace.model),
      slopes: slopes(of: trace), checks: checks(of: trace, goals: goals),
      unmet: unmet.map { remark(on: $0, in: trace.model) })
  }

  /// The chapter's remark, unless the goal is about a line of the step that is gone.
  private func remark(on goal: EditTask.Goal, in changed: Model) -> RichText {
    let names =
      switch goal.kind {
      case .same(let name), .checked(let name): [name]
      case .number(let left, let right): left.names + right.names
      }
    let lost = names.first { step.model.nodes[$0] != nil && changed.nodes[$0] == nil }
    return lost.map { RichText(plain: "The model has no `\($0)` any more, and it is needed.") }
      ?? goal.remark
  }

  /// Whether a goal is reached by the model of `trace`.
  func isMet(_ goal: EditTask.Goal, in trace: Trace) -> Bool {
    switch goal.kind {
    case .same(let name):
      return solved.map { ModelComparison.isSame(name, in: trace.model, as: $0.model) } ?? false
    case .number(let left, let right):
      guard let value = try? trace.evaluate(left), let wanted = try? trace.evaluate(right) else {
        return false
      }
      let tolerance =
        1e-9 * max(abs(value.value), abs(wanted.value)) + value.roundingErrorBound
        + wanted.roundingErrorBound
      return abs(value.value - wanted.value) <= tolerance
    case .checked(let name):
      let checks = NudgeCheck.all(of: name, in: trace)
      return !checks.isEmpty && checks.allSatisfy(\.agrees)
    }
  }

  private func checks(of trace: Trace, goals: [EditTask.Goal]) -> [NudgeCheck] {
    goals.flatMap { goal -> [NudgeCheck] in
      if case .checked(let name) = goal.kind { NudgeCheck.all(of: name, in: trace) } else { [] }
    }
  }

  /// The slopes of the output by every input, before and after.
  private func slopes(of trace: Trace) -> [Play.Slope] {
    let lesson = try? Trace(step.model)
    // Lines may have moved; a name that is new at the end is what the step has come to.
    let isNew = step.model.nodes[trace.model.output] == nil
    let isKept = trace.model.nodes[step.model.output] != nil
    let output = isKept && !isNew ? step.model.output : trace.model.output
    return trace.model.leafNames.compactMap { name in
      guard name != output, let after = try? trace.slope(of: output, withRespectTo: name) else {
        return nil
      }
      let before = try? lesson?.slope(of: output, withRespectTo: name)
      return Play.Slope(of: output, by: name, before: before, after: after)
    }
  }
}

extension Program {
  /// As the learner may type it.
  var inOneLine: String {
    statements.map { "\($0.name) = \($0.value)" }.joined(separator: "; ")
  }
}
