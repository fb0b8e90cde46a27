/// What `lint` proves of every chapter, rule by rule.
public enum LintRule: String, CaseIterable, Sendable {
  // Of a file.
  case format
  case reservedName = "reserved-name"
  // Of a course.
  case chapterID = "chapter-id"
  case unknownSkill = "unknown-skill"
  case skillOrder = "skill-order"
  // Of a question, at every variant that can be dealt.
  case typedAnswer = "typed-answer"
  case noValue = "no-value"
  case keyRefused = "key-refused"
  case mistakeAccepted = "mistake-accepted"
  case mistakeTwice = "mistake-twice"
  case misconceptionNear = "misconception-near"
  case corner
  case slope
  case answerAbove = "answer-above"
  case answerInHint = "answer-in-hint"
  case hintsClimb = "hints-climb"
  case unsaidGiven = "unsaid-given"
  case nothingToDeal = "nothing-to-deal"
  // Of a task to change the model.
  case solutionFails = "solution-fails"
  case solvedAlready = "solved-already"
  // Of the way through.
  case experiment
  case picture
  case deadEnd = "dead-end"
  // Of the screens.
  case tooWide = "too-wide"
  case noASCIIForm = "no-ascii-form"

  /// What holds where the rule finds nothing.
  public var promise: String {
    switch self {
    case .format: "the file can be read, and everything it refers to exists"
    case .reservedName: "no name of a model is a command of the tutor"
    case .chapterID: "no two chapters have the same id"
    case .unknownSkill: "every skill that is needed is taught by some chapter"
    case .skillOrder: "every skill is taught before it is needed"
    case .typedAnswer: "an answer is computed from the model, not typed"
    case .noValue: "the answer exists, and with it every number in the texts"
    case .keyRefused: "the right answer is accepted in every way to write it"
    case .mistakeAccepted:
      "no listed mistake is taken for the answer, or is within four units of its last digit"
    case .mistakeTwice: "no two listed mistakes are the same number"
    case .misconceptionNear:
      "no misconception comes within four units of the answer's last digit without being it"
    case .corner: "a slope stands on a corner only where the question says so"
    case .slope: "every slope agrees with what nudging gives"
    case .answerAbove: "the answer is not printed before it is asked"
    case .answerInHint: "no hint holds the answer"
    case .hintsClimb: "the hints differ, and the last says most of this question's numbers"
    case .unsaidGiven: "a question says every given number that varies"
    case .nothingToDeal: "where numbers vary there is a fresh variant to deal"
    case .solutionFails: "the solution of an edit reaches its goals"
    case .solvedAlready: "an edit is not done before anything was changed"
    case .experiment: "every experiment runs"
    case .picture: "every picture can be drawn from its names"
    case .deadEnd: "right answers, skips, hints and wrong answers all reach the end"
    case .tooWide: "every line fits in 80 columns"
    case .noASCIIForm: "every character can be written in ASCII"
    }
  }
}
