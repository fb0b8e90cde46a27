/// The verdict on one line typed to one question.
public struct Judgement: Equatable, Sendable {
  /// How a line counts.
  public enum Verdict: String, Sendable {
    /// Equal to the key, or the key rounded to the digits that were asked for.
    case correct
    /// Consistent with the key, but with too few digits: costs no attempt.
    case imprecise
    /// Readable, and not the key.
    case incorrect
    /// Not readable as one answer to this question: costs no attempt.
    case invalid
  }

  /// How the line counts.
  public var verdict: Verdict
  /// Why, as a code for programs.
  public var reason: Reason
  /// `read as 1/18 = 0.0555556`, these words included; only if the line was rewritten or computed.
  public var readAs: String?
  /// One or two sentences to the learner, never the answer.
  ///
  /// Always set for an invalid line: what was read, or what is unclear.
  public var message: String?
  /// The index of the wrong answer of the question's list that this one equals.
  public var mistake: Int?
  /// The misconception that leads to this very answer.
  public var diagnosis: Diagnosis?

  /// Makes a judgement.
  public init(
    _ verdict: Verdict, _ reason: Reason, readAs: String? = nil, message: String? = nil,
    mistake: Int? = nil, diagnosis: Diagnosis? = nil
  ) {
    self.verdict = verdict
    self.reason = reason
    self.readAs = readAs
    self.message = message
    self.mistake = mistake
    self.diagnosis = diagnosis
  }

  init(_ refusal: Refusal) {
    self.init(.invalid, refusal.reason, message: refusal.message)
  }

  /// Why a line got its verdict.
  ///
  /// The raw values are part of the `grade` command's output.
  public enum Reason: String, CaseIterable, Sendable {
    // Correct.
    case equal
    /// The key, rounded to the digits that were asked for.
    case rounded

    // Imprecise.
    case tooFewDigits = "too-few-digits"
    case cutOff = "cut-off"
    /// A formula with a rounded number where the key has an exact one.
    case roundedConstant = "rounded-constant"

    // Incorrect.
    case different
    case listedMistake = "listed-mistake"
    /// A pass with a rule broken gives this answer; see ``Judgement/diagnosis``.
    case misconception
    /// Right, if the learner's earlier wrong answer were.
    case carriedForward = "carried-forward"
    case wrongSign = "wrong-sign"
    case wrongPowerOfTen = "wrong-power-of-ten"
    case reciprocal
    case factorOfTwo = "factor-of-two"
    /// A formula that is the key times a number, or the key and a number.
    case constantFactor = "constant-factor"
    case constantOffset = "constant-offset"
    /// A matrix with rows and columns swapped.
    case transposed
    /// A formula without a value where the key has one.
    case undefinedSomewhere = "undefined-somewhere"

    // Invalid.
    case empty
    case tooLong = "too-long"
    case nestedTooDeep = "nested-too-deep"
    case unreadable
    case unreadableCharacter = "unreadable-character"
    case unknownName = "unknown-name"
    case unit
    case percent
    case tex
    case comparison
    case twoAnswers = "two-answers"
    case range
    case mixedNumber = "mixed-number"
    case brokenNumber = "broken-number"
    case hexadecimal
    case comma
    case ambiguousComma = "ambiguous-comma"
    case ambiguousProduct = "ambiguous-product"
    case ambiguousExponent = "ambiguous-exponent"
    case ambiguousTimes = "ambiguous-times"
    case inverseFunction = "inverse-function"
    case noValue = "no-value"
    case derivative
    case wrongLabel = "wrong-label"
    case stepsDiffer = "steps-differ"
    case notAFormula = "not-a-formula"
    /// Another number of entries than the answer has.
    case wrongShape = "wrong-shape"
    case notASign = "not-a-sign"
    case notAChoice = "not-a-choice"
    /// The question itself cannot be judged: never held against the learner.
    case questionFault = "question-fault"
  }
}
