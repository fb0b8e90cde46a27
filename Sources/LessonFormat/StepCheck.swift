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
    let question = step.question
    var texts = (step.opening + step.closing).flatMap(\.texts) + step.experiments.map(\.remark)
    if let question { texts += question.texts }
    for number in texts.flatMap(\.liveNumbers) { _ = value(of: number, in: trace) }
    for experiment in step.experiments { check(experiment) }
    guard let question else { return }
    for mistake in question.mistakes { _ = value(of: mistake.value, in: trace) }
    if case .number = question.kind, question.mistakes.isEmpty {
      checkList(question.answer, in: trace)
      for varied in question.variation { check(varied, given: question.given) }
      return
    }
    let answer = value(of: question.answer, in: trace)
    if case .choice(let choices) = question.kind {
      let values = choices.map { value(of: $0.value, in: trace) }
      if isComplete, let answer { check(choices, of: values.compactMap { $0 }, against: answer) }
    }
    for varied in question.variation { check(varied, given: question.given) }
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

  private mutating func check(_ experiment: Experiment) {
    for statement in experiment.program.statements where step.model.nodes[statement.name] == nil {
      diagnostics.append(
        .notInModel(
          PlacedText(text: statement.name, start: statement.nameRange.start),
          what: "the experiment sets", known: step.model.names))
    }
    rebind(experiment.changes)
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
    guard case .list(let expressions) = varied.domain else { return }
    for expression in expressions {
      if !isGiven {
        rebind([varied.name: expression])
      } else if expression.literalValue == nil {
        diagnostics.append(
          Diagnostic("a given name is a number", at: expression.range, advice: "write only numbers")
        )
      }
    }
  }

  /// Proves that the model can be built with other right-hand sides; it may still have no value there.
  private mutating func rebind(_ changes: [String: Expr]) {
    do throws(Diagnostic.List) {
      _ = try Model(step.model.program.rebinding(changes))
    } catch {
      diagnostics += error.diagnostics
    }
  }

  /// Proves that an answer exists, which may be a list.
  private mutating func checkList(_ answer: Expr, in trace: Trace) {
    do throws(Diagnostic) {
      _ = try trace.evaluateTensor(answer, given: step.question?.given ?? [:])
    } catch {
      diagnostics.append(error)
    }
  }

  private mutating func value(of expression: Expr, in trace: Trace) -> Double? {
    do throws(Diagnostic) {
      return try trace.evaluate(expression, given: step.question?.given ?? [:]).value
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}

extension Question {
  /// Every text of the question.
  fileprivate var texts: [RichText] {
    var texts = [ask] + hints + mistakes.map(\.remark)
    if case .choice(let choices) = kind {
      texts += choices.flatMap { [$0.text] + ($0.remark.map { [$0] } ?? []) }
    }
    return texts
  }
}
