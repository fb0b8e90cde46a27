import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Proves one question: with the chapter's numbers, and with every variant that can be dealt.
struct QuestionLint {
  private let question: Question
  private let scene: Scene
  private(set) var findings: [Finding]
  /// The variants that were tried.
  private(set) var variants: [Scene] = []
  /// Whether there are more.
  private(set) var isSampled = false

  init(_ question: Question, in scene: Scene, dealer: Dealer, mostVariants: Int) {
    self.question = question
    self.scene = scene
    findings = SceneCheck(scene)?.flaws ?? []
    let flaws = Set(findings.map(\.rule))
    checkAnswer()
    checkMistakes()
    checkGiven()
    // What can't be asked can't be answered either.
    guard !flaws.contains(.noValue) else { return }
    if !question.variation.isEmpty {
      let space = dealer.space(of: scene.step, most: mostVariants)
      isSampled = space.count > mostVariants
      variants = space.scenes.filter { SceneCheck($0)?.isFair == true }
      if flaws.isEmpty, dealer.fresh(after: scene) == nil {
        note(
          .nothingToDeal, "no variant can be dealt", at: question.variation[0].range,
          mend: "widen 'vary', or take it out")
      }
    }
    for scene in [scene] + variants {
      checkSpellings(in: scene)
      if !question.isAtCorner, !flaws.contains(.corner) { checkSlopes(in: scene) }
    }
  }

  private mutating func checkSpellings(in scene: Scene) {
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

  private mutating func checkSlopes(in scene: Scene) {
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

  private mutating func checkMistakes() {
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

  /// The options of a choice may be labelled with numbers; any other answer must follow the model's.
  private mutating func checkAnswer() {
    if case .choice = question.kind { return }
    guard question.answer.names.isEmpty else { return }
    note(
      .typedAnswer, "the answer is typed by hand", at: question.answer.range,
      mend: "write what it is computed from, such as dy/dx")
  }

  private mutating func checkGiven() {
    let said = Set(question.ask.liveNumbers.flatMap(\.names))
    for varied in question.variation
    where question.given[varied.name] != nil && !said.contains(varied.name) {
      note(
        .unsaidGiven, "'ask' does not say \(varied.name), which varies", at: varied.range,
        mend: "put `=\(varied.name)` into 'ask'")
    }
  }

  private mutating func note(
    _ rule: LintRule, _ message: String, at range: SourceRange, mend: String
  ) {
    findings.append(Finding(rule, message, at: range, mend: mend))
  }
}
