import Grading
public import LessonFormat
import ModelLanguage

/// Everything that can be proved of one chapter.
public struct ChapterLint: Sendable {
  /// What is against it, in the order of the file.
  public let findings: [Finding]
  /// How many variants were tried, beside the chapter's own numbers.
  public let variantCount: Int
  /// Whether some question has more variants than were tried.
  public let isSampled: Bool
  /// The misconceptions that come to the right answer with the chapter's own numbers, by question.
  ///
  /// No finding: on small whole numbers and with a factor of one there is always one. But a learner who holds it
  /// is told that all is well.
  public let agreeing: [(question: Question, names: [String])]

  /// How many variants of a question are tried, unless it has fewer.
  public static let mostVariants = 60

  /// Proves a chapter.
  ///
  /// - Parameter seed: What variants are drawn from, where there are too many to try.
  public init(_ chapter: Chapter, seed: UInt64, mostVariants: Int = mostVariants) {
    let dealer = Dealer(seed: seed)
    var findings: [Finding] = []
    var variantCount = 0
    var isSampled = false
    for step in chapter.steps {
      guard var lint = StepLint(step, dealer: dealer, mostVariants: mostVariants) else { continue }
      lint.run()
      findings += lint.findings
      variantCount += lint.variantCount
      isSampled = isSampled || lint.isSampled
    }
    findings += Self.answersGivenBefore(in: chapter, dealer: dealer)
    // A question that can't be answered was told of already.
    let blocks: Set<LintRule> = [
      .keyRefused, .noValue, .solutionFails, .solvedAlready, .reservedName,
    ]
    if !findings.contains(where: { blocks.contains($0.rule) }) {
      findings += WayThrough(chapter, seed: seed).findings
    }
    agreeing = chapter.steps.compactMap { step in
      guard let question = step.question, case .number = question.kind,
        let scene = dealer.authored(step)
      else { return nil }
      var seen: Set<String> = []
      let names = Collisions.withKey(of: question.answer, in: scene.trace, given: scene.given)
        .map(\.name).filter { seen.insert($0).inserted }
      return names.isEmpty ? nil : (question, names)
    }
    self.findings = findings.sorted { $0.diagnostic.range.start < $1.diagnostic.range.start }
    self.variantCount = variantCount
    self.isSampled = isSampled
  }

  /// Questions whose very answer an earlier step on the same model tells.
  private static func answersGivenBefore(in chapter: Chapter, dealer: Dealer) -> [Finding] {
    chapter.steps.indices.compactMap { index in
      let step = chapter.steps[index]
      guard let question = step.question, case .number = question.kind else { return nil }
      let earlier = chapter.steps[..<index].last { earlier in
        earlier.model.program == step.model.program
          && tells(earlier, question.answer, dealer: dealer)
      }
      return earlier.map { earlier in
        Finding(
          .answerAbove, "the step '\(earlier.title)' tells \(question.answer) on the same model",
          at: question.answer.range, mend: "change the numbers here, or say it later")
      }
    }
  }

  /// Whether a step prints an expression: in its texts, as its own answer, or in its picture.
  private static func tells(_ step: Step, _ asked: Expr, dealer: Dealer) -> Bool {
    let texts = (step.opening + step.closing).flatMap(\.texts) + step.hints
    if texts.flatMap(\.liveNumbers).contains(asked) { return true }
    if let question = step.question, case .number = question.kind, question.answer == asked {
      return true
    }
    guard case .derivative(let top, let bottom) = asked.kind,
      let scene = dealer.authored(step), let figure = scene.figure(isOpen: false),
      let slope = try? scene.trace.slope(of: top, withRespectTo: bottom)
    else { return false }
    return figure.shownSlopes.contains { $0.of == top && $0.by == bottom && $0.value == slope }
  }
}
