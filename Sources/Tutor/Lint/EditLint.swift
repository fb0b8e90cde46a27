import LessonFormat
import ModelLanguage

/// Proves one task to change the model: that it can be done, is not done already, and is not told.
struct EditLint {
  private let task: EditTask
  private let scene: Scene
  private(set) var findings: [Finding] = []

  init(_ task: EditTask, in scene: Scene) {
    self.task = task
    self.scene = scene
    checkTexts()
    checkGoals()
  }

  private mutating func checkTexts() {
    let solution = task.solution.compactText
    let texts = scene.step.opening.flatMap(\.texts) + [task.ask]
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
  }

  private mutating func checkGoals() {
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
    findings.append(Finding(rule, message, at: range ?? task.solutionRange, mend: mend))
  }
}

extension String {
  /// The text in lower case without blanks.
  fileprivate var compactText: String {
    lowercased().filter { !$0.isWhitespace }
  }
}
