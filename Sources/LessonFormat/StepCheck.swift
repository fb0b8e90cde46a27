import ModelLanguage

/// Proves that a step can be run as written: its model has values, its expressions have numbers.
struct StepCheck {
  private let step: Step
  private(set) var diagnostics: [Diagnostic] = []

  init(_ step: Step) {
    self.step = step
  }

  mutating func run() {
    let trace: Trace
    do {
      trace = try Trace(step.model)
    } catch {
      diagnostics.append(
        Diagnostic(
          step.model.explain(error),
          at: step.model.program.statements.last?.nameRange ?? .firstColumn(of: 1)))
      return
    }
    let given = step.question?.given ?? [:]
    for text in (step.opening + step.closing).flatMap(\.texts) + step.experiments.map(\.remark) {
      for number in text.liveNumbers { _ = value(of: number, in: trace, given) }
    }
    if let question = step.question { check(question, in: trace) }
    for experiment in step.experiments {
      checkNames(experiment.changes.map { ($0.key, nil) }, what: "set")
    }
  }

  private mutating func check(_ question: Question, in trace: Trace) {
    for name in question.given.keys.sorted() where trace.value(of: name) != nil {
      diagnostics.append(
        Diagnostic(
          "'\(name)' is a name of the model already", at: question.answer.range,
          advice: "call the given number something else"))
    }
    for text in [question.ask] + question.hints + question.mistakes.map(\.remark) {
      for number in text.liveNumbers { _ = value(of: number, in: trace, question.given) }
    }
    for mistake in question.mistakes { _ = value(of: mistake.value, in: trace, question.given) }
    let answer = value(of: question.answer, in: trace, question.given)
    if case .choice(let choices) = question.kind {
      let values = choices.map { choice in
        for text in [choice.text, choice.remark].compactMap({ $0 }) {
          for number in text.liveNumbers { _ = value(of: number, in: trace, question.given) }
        }
        return value(of: choice.value, in: trace, question.given)
      }
      if let answer, values.count(where: { $0 == answer }) != 1 {
        diagnostics.append(
          Diagnostic(
            "the answer is \(NumberText.rounded(answer)), and not exactly one choice is that",
            at: question.answer.range,
            advice: "the choices are \(values.map { $0.map { NumberText.rounded($0) } ?? "?" })"))
      }
    }
    checkNames(
      question.variation.map { ($0.name, $0.range) }, also: Set(question.given.keys), what: "vary")
  }

  private mutating func checkNames(
    _ names: [(String, SourceRange?)], also given: Set<String> = [], what: String
  ) {
    for (name, range) in names where step.model.nodes[name] == nil && !given.contains(name) {
      let nearest = Spelling.nearest(to: name, among: step.model.names + given.sorted())
      diagnostics.append(
        Diagnostic(
          "'\(what)' changes '\(name)', which the model does not have",
          at: range ?? step.model.program.statements.first?.nameRange ?? .firstColumn(of: 1),
          advice: nearest.map { "did you mean '\($0)'?" }))
    }
  }

  private mutating func value(
    of expression: Expr, in trace: Trace, _ given: [String: Double]
  ) -> Double? {
    do throws(Diagnostic) {
      return try trace.evaluate(expression, given: given).value
    } catch {
      diagnostics.append(error)
      return nil
    }
  }
}
