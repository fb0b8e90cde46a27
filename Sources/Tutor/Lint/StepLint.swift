import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Proves one step: with the chapter's numbers, and with every variant that can be dealt.
struct StepLint {
  private let step: Step
  private let scene: Scene
  private let dealer: Dealer
  private let mostVariants: Int
  private(set) var findings: [Finding] = []
  private(set) var variantCount = 0
  private(set) var isSampled = false

  init?(_ step: Step, dealer: Dealer, mostVariants: Int) {
    guard let scene = dealer.authored(step) else { return nil }
    self.step = step
    self.scene = scene
    self.dealer = dealer
    // A model with more in it takes longer to prove; a hundred numbers are a large one for a lesson.
    self.mostVariants = max(1, mostVariants * 100 / max(100, step.model.numberCount))
  }

  mutating func run() {
    checkNames()
    checkHints()
    checkExperiments()
    if let question = step.question { check(question) }
    if let task = step.editTask { check(task) }
  }

  // MARK: Every step

  private mutating func checkNames() {
    for name in step.question?.given.keys.sorted() ?? [] {
      check(name: name, at: step.question?.ask.range)
    }
    for statement in step.editTask?.solutionEdit.statements ?? [] {
      check(name: statement.name, at: statement.nameRange)
    }
    guard step.introducesModel else { return }
    for statement in step.model.program.statements {
      check(name: statement.name, at: statement.nameRange)
    }
  }

  private mutating func check(name: String, at range: SourceRange?) {
    guard let command = Command(word: name) else { return }
    note(
      .reservedName, "'\(name)' is the command '\(command.rawValue)'", at: range,
      mend: "call it something else")
  }

  private mutating func checkHints() {
    let hints = step.hints
    guard hints.count == 3 else { return }
    let texts = hints.map { hint in
      hint.plain(in: scene).lowercased().split { !$0.isLetter && !$0.isNumber }
        .joined(separator: " ")
    }
    for index in 0..<3 where texts[index].split(separator: " ").count < 3 {
      note(
        .hintsClimb, "hint \(index + 1) is no sentence", at: hints[index].range,
        mend: "say where to look, or what holds there")
    }
    for index in 1..<3 where texts[..<index].contains(texts[index]) {
      note(
        .hintsClimb, "hint \(index + 1) says again what was said", at: hints[index].range,
        mend: "point at the place, name the rule, set up the last sum")
    }
    let counts = hints.map(\.liveNumbers.count)
    if counts[2] < max(counts[0], counts[1]) {
      note(
        .hintsClimb, "hint 3 says fewer of this question's numbers than one before it",
        at: hints[2].range, mend: "the last hint sets up the sum; let the others point and name")
    }
    if case .number = step.question?.kind, hints[2].liveNumbers.allSatisfy(\.names.isEmpty) {
      note(
        .hintsClimb, "hint 3 says none of this question's numbers", at: hints[2].range,
        mend: "set up the last sum with live numbers, such as `=x`")
    }
  }

  private mutating func checkExperiments() {
    if let start = step.editTask == nil ? scene : scene.solved { checkExperiments(from: start) }
  }

  /// After fresh numbers the experiments run on those.
  private mutating func checkExperiments(from start: Scene) {
    guard !findings.contains(where: { $0.rule == .experiment }) else { return }
    for experiment in step.experiments {
      do throws(ChangeError) {
        _ = try start.changed(by: experiment.command, mayAddNames: false)
      } catch {
        note(
          .experiment,
          (error.lines.first ?? "it does not run")
            + (start.variant == 0 ? "" : ", with \(start.model.program.inOneLine)"),
          at: experiment.range, mend: "leave these numbers out of 'vary', or try something else")
        return
      }
    }
  }

  // MARK: Questions

  private mutating func check(_ question: Question) {
    let flaws = SceneCheck(scene)?.flaws ?? []
    findings += flaws
    checkMistakes(of: question)
    checkGiven(of: question)
    // What can't be asked can't be answered either.
    guard !flaws.contains(where: { $0.rule == .noValue }) else { return }
    var all = [scene]
    if !question.variation.isEmpty {
      let space = dealer.space(of: step, most: mostVariants)
      isSampled = space.count > mostVariants
      let fair = space.scenes.filter { SceneCheck($0)?.isFair == true }
      variantCount = fair.count
      all += fair
      if flaws.isEmpty, dealer.fresh(after: scene) == nil {
        note(
          .nothingToDeal, "no variant can be dealt", at: question.variation[0].range,
          mend: "widen 'vary', or take it out")
      }
    }
    for scene in all {
      checkSpellings(of: question, in: scene)
      checkExperiments(from: scene)
      if !question.isAtCorner, !flaws.contains(where: { $0.rule == .corner }) {
        checkSlopes(of: question, in: scene)
      }
    }
  }

  private mutating func checkSpellings(of question: Question, in scene: Scene) {
    guard !findings.contains(where: { $0.rule == .keyRefused }) else { return }
    if case .formula = question.kind, !scene.canJudgeFormula {
      note(
        .keyRefused, "the answer has a value at too few points to judge a formula",
        at: question.answer.range,
        mend: "ask for a number, or choose names that may take more values")
      return
    }
    let spellings = scene.spellings
    if spellings.isEmpty {
      note(
        .keyRefused, "no way to write the right answer is known, so nothing is proved",
        at: question.answer.range, mend: "ask for a number, or for a slope away from corners")
    }
    for text in spellings {
      guard let judgement = scene.judge(text), judgement.verdict != .correct else { continue }
      note(
        .keyRefused,
        "the right answer written as '\(text)' is refused (\(judgement.reason.rawValue))",
        at: question.answer.range,
        mend: "choose other numbers, or other words for the choices")
      return
    }
  }

  private mutating func checkSlopes(of question: Question, in scene: Scene) {
    guard !findings.contains(where: { $0.rule == .slope }) else { return }
    for (top, bottom) in question.answer.derivatives {
      guard
        let check = NudgeCheck.all(of: top, in: scene.trace).first(where: { $0.input == bottom }),
        !check.agrees || !check.isCertain
      else { continue }
      note(
        .slope, "d\(top)/d\(bottom) is not what nudging gives", at: question.answer.range,
        mend: "look for a corner near these numbers, or for values that drown in rounding")
      return
    }
  }

  private mutating func checkMistakes(of question: Question) {
    var seen: [Tensor] = []
    for mistake in question.mistakes {
      if case .formula = question.kind {
        if scene.judge("\(mistake.value)")?.verdict == .correct {
          note(
            .mistakeAccepted, "\(mistake.value) is a right answer", at: mistake.value.range,
            mend: "take it out")
        }
        continue
      }
      guard let value = scene.evaluateTensor(mistake.value)?.value else { continue }
      if seen.contains(where: { value.isClose(to: $0) }) {
        note(
          .mistakeTwice, "another mistake is \(NumberText.rounded(value)) as well",
          at: mistake.value.range, mend: "choose numbers on which they differ, or keep one")
      }
      seen.append(value)
    }
  }

  private mutating func checkGiven(of question: Question) {
    let said = Set(question.ask.liveNumbers.flatMap(\.names))
    for varied in question.variation
    where question.given[varied.name] != nil && !said.contains(varied.name) {
      note(
        .unsaidGiven, "'ask' does not say \(varied.name), which varies", at: varied.range,
        mend: "put `=\(varied.name)` into 'ask'")
    }
  }

  // MARK: Changes to the model

  private mutating func check(_ task: EditTask) {
    let solution = task.solution.compactText
    let texts = step.opening.flatMap(\.texts) + [task.ask]
    for text in texts where text.plain(in: scene).compactText.contains(solution) {
      note(
        .answerAbove, "the solution is printed above the task", at: text.range,
        mend: "say what is to come of it, not what to type")
    }
    for (index, hint) in task.hints.enumerated()
    where hint.plain(in: scene).compactText.contains(solution) {
      note(
        .answerInHint, "hint \(index + 1) holds the whole solution", at: hint.range,
        mend: "name the command, and leave the rest")
    }
    if task.goals.allSatisfy({ scene.isMet($0, in: scene.trace) }) {
      note(
        .solvedAlready, "every goal is met before anything is changed", at: task.solutionRange,
        mend: "add a goal that the unchanged model does not meet")
    }
    guard let solved = scene.solved,
      let missed = task.goals.first(where: { !scene.isMet($0, in: solved.trace) })
    else { return }
    note(
      .solutionFails, "the solution does not meet this goal", at: missed.range,
      mend: "mend the goal or the solution")
  }

  private mutating func note(
    _ rule: LintRule, _ message: String, at range: SourceRange?, mend: String
  ) {
    findings.append(Finding(rule, message, at: range ?? step.range, mend: mend))
  }
}

extension String {
  /// The text in lower case without blanks.
  fileprivate var compactText: String {
    lowercased().filter { !$0.isWhitespace }
  }
}
