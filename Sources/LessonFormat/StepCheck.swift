import ModelLanguage

/// Proves that a step can be run as written: its model has values, its expressions have numbers.
struct StepCheck {
  private let step: Step
  private(set) var diagnostics: [Diagnostic] = []

  init(_ step: Step) {
    self.step = step
  }

  /// - Parameter isComplete: Whether the step was read without a mistake; else stand-ins may stand
  ///   where something was missing, and a comparison with one would be a second word about it.
  mutating func run(isComplete: Bool) {
    guard let trace = run(step.model) else { return }
    let early = step.opening.flatMap(\.texts) + [step.ask].compactMap(\.self) + step.hints
    for number in early.flatMap(\.liveNumbers) { _ = value(of: number, in: trace) }
    let end: Trace?
    switch step.task {
    case nil: end = trace
    case .edit(let task):
      end = solved(task, from: trace)
    case .predict(let question):
      check(question, in: trace, isComplete: isComplete)
      end = trace
    }
    guard let end else { return }
    let late = step.closing.flatMap(\.texts) + step.experiments.map(\.remark)
    for number in late.flatMap(\.liveNumbers) { _ = value(of: number, in: end) }
    for experiment in step.experiments { check(experiment, in: end.model) }
  }

  private mutating func check(_ question: Question, in trace: Trace, isComplete: Bool) {
    for number in question.remarks.flatMap(\.liveNumbers) { _ = value(of: number, in: trace) }
    if case .number = question.kind {
      for expression in [question.answer] + question.mistakes.map(\.value) {
        checkList(expression, in: trace)
      }
    } else {
      for mistake in question.mistakes { _ = value(of: mistake.value, in: trace) }
      let answer = value(of: question.answer, in: trace)
      if case .choice(let choices) = question.kind {
        let values = choices.map { value(of: $0.value, in: trace) }
        if isComplete, let answer { check(choices, of: values.compactMap { $0 }, against: answer) }
      }
    }
    for varied in question.variation { check(varied, given: question.given) }
  }

  /// The model after the solution, on which the goals can be judged.
  private mutating func solved(_ task: EditTask, from trace: Trace) -> Trace? {
    for number in task.goals.map(\.remark).flatMap(\.liveNumbers) {
      _ = value(of: number, in: trace)
    }
    let model: Model
    do throws(Diagnostic.List) {
      model = try Model(task.solutionEdit.applied(to: step.model.program))
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
    do {
      let solved = try Trace(model)
      for goal in task.goals { check(goal, in: solved) }
      return solved
    } catch {
      diagnostics.append(
        Diagnostic(
          "after the solution there is no value: \(model.explain(error))", at: task.solutionRange))
      return nil
    }
  }

  private mutating func check(_ goal: EditTask.Goal, in solved: Trace) {
    switch goal.kind {
    case .number(let left, let right):
      _ = value(of: left, in: solved)
      _ = value(of: right, in: solved)
    case .same(let name), .checked(let name):
      if solved.model.nodes[name] == nil {
        diagnostics.append(
          .notInModel(
            PlacedText(text: name, start: goal.range.start), what: "the goal is about",
            known: solved.model.names))
      }
    }
  }

  /// A model that does not run is noted in the step that brings it.
  private mutating func run(_ model: Model) -> Trace? {
    do {
      return try Trace(model)
    } catch {
      guard step.introducesModel else { return nil }
      let culprit = error.node.flatMap(model.statement(of:))
      diagnostics.append(
        Diagnostic(model.explain(error), at: culprit?.nameRange ?? .firstColumn(of: 1)))
      return nil
    }
  }

  private mutating func check(
    _ choices: [Question.Choice], of values: [Double], against answer: Double
  ) {
    guard values.count == choices.count, let question = step.question else { return }
    if values.count(where: { $0 == answer }) != 1 {
      diagnostics.append(
        Diagnostic(
          "the answer is \(NumberText.rounded(answer)), and not exactly one choice is that",
          at: question.answer.range,
          advice: "the choices are \(values.map { NumberText.rounded($0) }.joined(separator: ", "))"
        ))
    }
    for (choice, value) in zip(choices, values) where value != answer && choice.remark == nil {
      diagnostics.append(
        Diagnostic(
          "this wrong choice has no 'say'", at: choice.value.range,
          advice: "tell a learner who takes it what it is"))
    }
  }

  private mutating func check(_ experiment: Experiment, in model: Model) {
    guard let edit = experiment.edit else { return }
    for statement in edit.statements where model.nodes[statement.name] == nil {
      var diagnostic = Diagnostic.notInModel(
        PlacedText(text: statement.name, start: statement.nameRange.start),
        what: "the experiment sets", known: model.names)
      if step.question?.given[statement.name] != nil {
        diagnostic.advice = "a given name can't be tried; make it a name of the model"
      }
      diagnostics.append(diagnostic)
      return
    }
    do throws(Diagnostic.List) {
      _ = try Model(edit.applied(to: model.program))
    } catch {
      diagnostics += error.diagnostics
    }
  }

  private mutating func check(_ varied: VariedName, given: [String: Double]) {
    let isGiven = given[varied.name] != nil
    guard isGiven || step.model.nodes[varied.name] != nil else {
      diagnostics.append(
        .notInModel(
          PlacedText(text: varied.name, start: varied.range.start), what: "'vary' changes",
          known: step.model.names + given.keys.sorted()))
      return
    }
    guard case .list(let expressions) = varied.domain else {
      if !isGiven { checkShape(of: Expr(literal: 0), as: varied) }
      return
    }
    for expression in expressions {
      if !isGiven {
        checkShape(of: expression, as: varied)
        rebind([varied.name: expression])
      } else if expression.literalValue == nil {
        diagnostics.append(
          Diagnostic("a given name is a number", at: expression.range, advice: "write only numbers")
        )
      }
    }
  }

  /// Proves that a list stays a list, and a number a number.
  private mutating func checkShape(of expression: Expr, as varied: VariedName) {
    guard let old = step.model.point[varied.name]?.shape,
      let new = expression.literalTensor?.shape, old.rank != new.rank,
      diagnostics.last?.range != varied.range  // said once already
    else { return }
    diagnostics.append(
      Diagnostic(
        "'\(varied.name)' is \(old.rank == 0 ? "a number" : "a list") in the model, and not here",
        at: varied.range,
        advice: old.rank == 0 ? "list numbers" : "list whole values, such as [[4, -6], [2, 8]]"))
  }

  /// Proves that the model can be built with other right-hand sides; it may still have no value there.
  private mutating func rebind(_ changes: [String: Expr]) {
    do throws(Diagnostic.List) {
      _ = try Model(step.model.program.rebinding(changes))
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// Proves that an answer or a mistake exists, which may be a list.
  private mutating func checkList(_ answer: Expr, in trace: Trace) {
    checkDirection(of: answer, in: trace.model)
    do throws(Diagnostic) {
      _ = try trace.evaluateTensor(answer, given: step.question?.given ?? [:])
    } catch {
      diagnostics.append(error)
    }
  }

  /// A slope the wrong way round is 0, which nobody means.
  private mutating func checkDirection(of expression: Expr, in model: Model) {
    for (top, bottom) in expression.derivatives
    where model.nodes[top] != model.nodes[bottom]
      && model.names(madeFrom: top).contains(bottom)
    {
      diagnostics.append(
        Diagnostic(
          "d\(top)/d\(bottom) is the wrong way round: '\(bottom)' is made from '\(top)'",
          at: expression.range, advice: "did you mean d\(bottom)/d\(top)?"))
    }
  }

  private mutating func value(of expression: Expr, in trace: Trace) -> Double? {
    checkDirection(of: expression, in: trace.model)
    do throws(Diagnostic) {
      return try trace.evaluate(expression, given: step.question?.given ?? [:]).value
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}

extension Question {
  /// What is said about an answer, and the options.
  fileprivate var remarks: [RichText] {
    guard case .choice(let choices) = kind else { return mistakes.map(\.remark) }
    return mistakes.map(\.remark)
      + choices.flatMap { [$0.text] + ($0.remark.map { [$0] } ?? []) }
  }
}
