import Autodiff
import Grading
import LessonFormat
import ModelLanguage

/// Answers made from what the engine computes.
extension Scene {
  /// A right answer to the step's question, as a learner may type it; nil in a step that asks for none.
  var rightAnswer: String? {
    if let task = step.editTask { return task.solution }
    return spellings.first
  }

  /// The ways to write the right answer that must all be accepted.
  ///
  /// Empty where the key has no value, or no form that can be typed.
  var spellings: [String] {
    guard let question = step.question, let key = evaluateTensor(question.answer)?.value else {
      return []
    }
    switch question.kind {
    case .number:
      return key.number.map { spellings(of: $0, digits: question.digits) }
        ?? [NumberText.exact(key), NumberText.rounded(key, to: 10)]
    case .formula:
      return formulas(for: question.answer)
    case .sign:
      guard let key = key.number else { return [] }
      return key > 0
        ? ["+", "positive", "up", "> 0"]
        : key < 0 ? ["-", "\u{2212}", "negative", "down"] : ["0", "zero"]
    case .choice(let choices):
      guard let right = rightChoices.first else { return [] }
      let letter = String(Array(ChoiceQuestion.letters)[right])
      return [letter, letter.uppercased(), "(\(letter))", choices[right].text.plain(in: self)]
    }
  }

  private func spellings(of key: Double, digits: Int) -> [String] {
    // A whole number is exact or wrong; other keys are asked to so many digits.
    let rounded = key == key.rounded() ? NumberText.exact(key) : NumberText.rounded(key, to: digits)
    let exact = NumberText.exact(key)
    var texts = [
      exact, rounded, NumberText.rounded(key, to: 10), " \(exact) ", "(\(rounded))",
      "2*(\(exact))/2", "\(exact) + 0", "0 - (-(\(exact)))", "1×\(exact)",
      exact.replacing("-", with: "\u{2212}"),
    ]
    if let fraction = Self.fraction(of: key) {
      texts += [fraction, fraction.replacing("/", with: "÷")]
    }
    return texts
  }

  /// The key as a quotient of whole numbers, if it is one with a small denominator.
  private static func fraction(of key: Double) -> String? {
    for denominator in 1...1000 {
      let numerator = key * Double(denominator)
      if numerator.rounded() != 0 || key == 0,
        abs(numerator - numerator.rounded()) <= 1e-12 * max(1, abs(numerator))
      {
        return "\(NumberText.exact(numerator.rounded()))/\(denominator)"
      }
    }
    return nil
  }

  /// The key as a formula in the model's names.
  private func formulas(for key: Expr) -> [String] {
    guard let formula = key.withSlopesWrittenOut(in: model) else { return [] }
    return ["\(formula)", "(\(formula))*1", "0 + 2*(\(formula))/2", "\(formula) + 0"]
  }
}

extension Scene {
  /// An answer that can be read and is wrong, and no listed mistake.
  var wrongAnswer: String {
    guard let question = step.question else { return "set \(model.names[0]) = 12345.678" }
    switch question.kind {
    case .number:
      let shape = evaluateTensor(question.answer)?.value
      return shape.map { NumberText.exact($0.map { _ in 12345.678 }) } ?? "12345.678"
    case .formula: return "12345.678"
    case .sign: return (evaluate(question.answer)?.value ?? 0) > 0 ? "-" : "+"
    case .choice(let choices):
      let wrong = choices.indices.first { !rightChoices.contains($0) } ?? 0
      return String(Array(ChoiceQuestion.letters)[wrong])
    }
  }
}

extension Expr {
  /// The expression with every slope as a formula; nil where one has none.
  func withSlopesWrittenOut(in model: Model) -> Expr? {
    var written = self
    for (top, bottom) in derivatives {
      guard let slope = model.slopeFormula(of: top, by: bottom) else { return nil }
      written = written.replacing(Expr(.derivative(of: top, withRespectTo: bottom)), with: slope)
    }
    return written
  }
}
