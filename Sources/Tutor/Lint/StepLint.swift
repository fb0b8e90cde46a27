import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Proves one step: its words, its experiments, and what it asks.
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
    checkCorners()
    checkPicture()
    switch step.task {
    case nil: checkExperiments(from: scene)
    case .edit(let task):
      findings += EditLint(task, in: scene).findings
      if let solved = scene.solved { checkExperiments(from: solved) }
    case .predict(let question):
      let lint = QuestionLint(question, in: scene, dealer: dealer, mostVariants: mostVariants)
      findings += lint.findings
      variantCount = lint.variants.count
      isSampled = lint.isSampled
      for scene in [scene] + lint.variants { checkExperiments(from: scene) }
    }
  }

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
    guard let command = Command(word: name), Command.all(in: .lesson).contains(command)
    else { return }
    note(
      .reservedName, "'\(name)' is the command '\(command.rawValue)'", at: range,
      mend: "call it something else")
  }

  private mutating func checkHints() {
    let hints = step.hints
    guard hints.count == 3 else { return }
    let texts = hints.map { $0.plain(in: scene).loweredWords }
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

  /// Slopes that are told must not rest on a convention that nobody speaks of.
  private mutating func checkCorners() {
    guard step.question?.isAtCorner != true else { return }
    let early = step.opening.flatMap(\.texts) + step.hints + [step.ask].compactMap(\.self)
    checkCorners(of: early.flatMap(\.liveNumbers), in: scene)
    checkCorners(
      of: step.closing.flatMap(\.texts).flatMap(\.liveNumbers), in: scene.solved ?? scene)
  }

  private mutating func checkCorners(of numbers: [Expr], in scene: Scene) {
    for number in numbers {
      guard let (top, bottom) = number.derivatives.first(where: scene.standsOnCorner) else {
        continue
      }
      note(
        .corner, "d\(top)/d\(bottom) stands on a corner here", at: number.range,
        mend: "move the numbers off it, or ask about it with 'corner: true'")
      return
    }
  }

  private mutating func checkPicture() {
    guard let picture = step.picture, let problem = scene.figureProblem else { return }
    note(
      .picture, "'\(picture.kind.rawValue)' can't be drawn: \(problem)", at: picture.place,
      mend: "give it names that suit it, or choose another picture")
  }

  /// After fresh numbers the experiments run on those.
  private mutating func checkExperiments(from start: Scene) {
    guard !findings.contains(where: { $0.rule == .experiment }) else { return }
    for experiment in step.experiments {
      if let problem = Playground.problem(with: experiment.command, on: start.trace) {
        note(
          .experiment,
          problem + (start.variant == 0 ? "" : ", with \(start.model.program.inOneLine)"),
          at: experiment.range, mend: "leave these numbers out of 'vary', or try something else")
        return
      }
    }
  }

  private mutating func note(
    _ rule: LintRule, _ message: String, at range: SourceRange?, mend: String
  ) {
    findings.append(Finding(rule, message, at: range ?? step.range, mend: mend))
  }
}
