import Autodiff
import Grading
public import LessonFormat
public import ModelLanguage

/// A step at one variant: its model run forward, its question ready to judge.
public struct Scene: Sendable {
  /// The step.
  public let step: Step
  /// Which variant: 0 has the numbers of the chapter file.
  public let variant: Int
  /// The model of this variant, run forward.
  public let trace: Trace
  /// The numbers that the question adds to the model's.
  public let given: [String: Double]
  /// What a learner has seen of the step before this variant.
  var seen: [String] = []
  /// The lesson's own model, where the learner has changed it.
  private var lessonTrace: Trace?

  /// The model of this variant.
  public var model: Model { trace.model }

  /// Makes a scene.
  init(step: Step, variant: Int, trace: Trace, given: [String: Double]) {
    self.step = step
    self.variant = variant
    self.trace = trace
    self.given = given
  }

  /// The same step with another model.
  func with(_ trace: Trace) -> Scene {
    var scene = Scene(step: step, variant: variant, trace: trace, given: given)
    scene.lessonTrace = lessonTrace ?? self.trace
    return scene
  }

  /// The scene with the model of the lesson, whatever the learner has made of it.
  public var asInLesson: Scene {
    lessonTrace.map { Scene(step: step, variant: variant, trace: $0, given: given) } ?? self
  }

  /// The number that an expression of the chapter stands for here, as text.
  ///
  /// Where the learner's model has no such name it is the lesson's number, or that of its solution.
  public func text(of expression: Expr) -> String {
    let value =
      evaluateTensor(expression)
      ?? (step.editTask == nil
        ? nil
        : asInLesson.evaluateTensor(expression) ?? solved?.evaluateTensor(expression))
    return value.map { NumberText.rounded($0.value) } ?? "undefined"
  }

  /// The number or list that an expression stands for here; nil where it has no value.
  func evaluateTensor(_ expression: Expr) -> (value: Tensor, roundingErrorBound: Double)? {
    try? trace.evaluateTensor(expression, given: given)
  }

  /// The value of an expression here; nil where it has none.
  func evaluate(_ expression: Expr) -> Evaluation? {
    try? trace.evaluate(expression, given: given)
  }

  /// The name whose value is what the question asks, and which the model must not show.
  public var hiddenName: String? {
    if case .name(let name) = step.question?.answer.kind, !model.isLeaf(name) { name } else { nil }
  }

  /// The names that would give it away: it and all that is made from it.
  var hiddenNames: Set<String> {
    hiddenName.map(model.names(madeFrom:)) ?? []
  }

  /// Judges a line as an answer to the step's question; nil in a step without one.
  ///
  /// - Parameter earlier: Wrong answers that this one may be built on.
  func judge(_ line: String, earlier: [EarlierAnswer] = []) -> Judgement? {
    guard let question = step.question else { return nil }
    if case .number = question.kind, let key = evaluateTensor(question.answer),
      key.value.number == nil
    {
      return ListQuestion(
        key: key.value, roundingErrorBound: key.roundingErrorBound, digits: question.digits,
        trace: trace, given: given, targets: targets,
        mistakes: question.mistakes.compactMap { evaluateTensor($0.value)?.value },
        hidden: hiddenNames, expression: question.answer
      ).judge(line)
    }
    guard let key = evaluate(question.answer) else { return nil }
    switch question.kind {
    case .number:
      return numberQuestion(question, key: key, earlier: earlier).judge(line)
    case .formula:
      return formulaQuestion(question).judge(line)
    case .sign:
      return SignQuestion(key: key, targets: targets).judge(line)
    case .choice(let choices):
      var judgement = ChoiceQuestion(
        choices: choices.map { $0.text.plain(in: self) }, right: Set(rightChoices)
      ).judge(line)
      judgement.diagnosis = judgement.mistake.flatMap { evaluate(choices[$0].value)?.value }
        .flatMap { Diagnosis(of: $0, asked: question.answer, in: trace, given: given) }
      return judgement
    }
  }

  private func formulaQuestion(_ question: Question) -> FormulaQuestion {
    FormulaQuestion(
      id: question.id, key: question.answer, model: model, given: given, targets: targets,
      mistakes: question.mistakes.map(\.value))
  }

  /// Whether the step's formula has values at enough points to judge another one by.
  var canJudgeFormula: Bool {
    step.question.map { formulaQuestion($0).canBeJudged } ?? false
  }

  private func numberQuestion(
    _ question: Question, key: Evaluation, earlier: [EarlierAnswer]
  ) -> NumberQuestion {
    NumberQuestion(
      key: key, digits: question.digits, trace: trace, given: given, targets: targets,
      mistakes: question.mistakes.compactMap { evaluate($0.value)?.value },
      hidden: hiddenNames, expression: question.answer, earlier: earlier)
  }

  /// The number that a line is read as, if the question asks for one.
  func number(_ line: String) -> Double? {
    guard let question = step.question, case .number = question.kind,
      let key = evaluate(question.answer)
    else { return nil }
    return numberQuestion(question, key: key, earlier: []).value(of: line)
  }

  /// The places of the choices whose value is the answer's; one in every scene that is asked.
  public var rightChoices: [Int] {
    guard case .choice(let choices)? = step.question?.kind,
      let key = step.question.flatMap({ evaluate($0.answer)?.value })
    else { return [] }
    return choices.indices.filter { evaluate(choices[$0].value)?.value == key }
  }

  /// What a learner may write before `=`.
  private var targets: [String] {
    guard let question = step.question else { return [] }
    switch question.answer.kind {
    case .derivative, .name: return [question.answer.description]
    // `w - rate*dloss/dw` is the new w.
    case .binary(.minus, let old, _), .binary(.plus, let old, _):
      if case .name(let name) = old.kind { return [name] } else { return [] }
    default: return []
    }
  }

  /// The remark for a wrong answer that the chapter lists.
  func remark(onMistake index: Int) -> RichText? {
    guard let question = step.question else { return nil }
    if case .choice(let choices) = question.kind {
      return choices.indices.contains(index) ? choices[index].remark : nil
    }
    return question.mistakes.indices.contains(index) ? question.mistakes[index].remark : nil
  }
}

extension RichText {
  /// The text without its marks, its live numbers from `scene`.
  public func plain(in scene: Scene) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .emphasis(let text), .strong(let text), .code(let text): text
      case .live(let expression): scene.text(of: expression)
      }
    }.joined()
  }
}
