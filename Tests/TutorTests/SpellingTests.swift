import Foundation
import Grading
import LessonFormat
import ModelLanguage
import Testing

@testable import Grading
@testable import Tutor

/// Every predict question of every shipped chapter, with its own numbers and some fresh ones.
private let scenes: [(place: String, scene: Scene)] = ShippedChapters.all.flatMap { chapter in
  chapter.steps.filter { $0.question != nil }.flatMap { step -> [(String, Scene)] in
    let dealer = Dealer(seed: 7)
    var scenes = dealer.authored(step).map { [$0] } ?? []
    while scenes.count < 4, let last = scenes.last, let next = dealer.fresh(after: last) {
      scenes.append(next)
    }
    return scenes.map { ("\(chapter.id)/\(step.id), variant \($0.variant)", $0) }
  }
}

@Suite struct SpellingTests {
  @Test(arguments: scenes.indices)
  func `every spelling of the key is right`(index: Int) throws {
    let (place, scene) = scenes[index]
    for text in try spellings(of: scene) {
      let judgement = try #require(scene.judge(text))
      #expect(judgement.verdict == .correct, "'\(text)' at \(place): \(judgement.reason)")
      #expect(judgement.diagnosis == nil)
    }
  }

  @Test(arguments: scenes.indices)
  func `no misconception's value is right`(index: Int) throws {
    let (place, scene) = scenes[index]
    let question = try #require(scene.step.question)
    guard case .number = question.kind,
      let ways = WrongWays(of: question.answer, over: scene.model, given: scene.given)
    else { return }
    for (index, value) in ways.wrongValues() {
      let way = ways.ways[index]
      guard let number = value.number, number.isFinite else { continue }
      let judgement = try #require(scene.judge(NumberText.exact(number)))
      #expect(
        judgement.verdict == .incorrect, "\(way.misconception.name), \(number) at \(place)")
    }
  }

  private func spellings(of scene: Scene) throws -> [String] {
    let question = try #require(scene.step.question)
    switch question.kind {
    case .number:
      return numberSpellings(try #require(scene.evaluate(question.answer)?.value), question.digits)
    case .formula:
      // The one formula question of the shipped chapters: the slope of a squared miss by a weight.
      return [
        "2*(y-10)*x", "x*2*(w*x-10)", "2x(y-10)", "2·x·(y−10)", "((2)*((y)-(10)))*(x)", "2wx²-20x",
        "-2x(10-y)", "2*x*y - 20*x", "x*(y-10)/0.5", "4(y-10)x/2", "(y-10)x + x(y-10)",
        "dloss/dw = 2x(y−10)",
        "２＊（y－10）＊x", "2*(w*x-10)*x + 0", "((w*x)^2 - 100 - (w*x - 10)^2)/10*0 + 2(y-10)x",
      ]
    case .sign:
      let key = try #require(scene.evaluate(question.answer)?.value)
      return key > 0
        ? ["+", "positive", "up", "> 0"]
        : key < 0 ? ["-", "−", "negative", "down"] : ["0", "zero"]
    case .choice(let choices):
      let right = try #require(scene.rightChoices.first)
      let letter = String(Array(ChoiceQuestion.letters)[right])
      return [letter, letter.uppercased(), "(\(letter))", choices[right].text.plain(in: scene)]
    }
  }

  private func numberSpellings(_ key: Double, _ digits: Int) -> [String] {
    let exact = String(format: "%.17g", key)
    // A whole number is exact or wrong; other keys are asked to so many digits.
    let rounded = key == key.rounded() ? NumberText.exact(key) : NumberText.rounded(key, to: digits)
    var texts = [
      NumberText.exact(key), exact, rounded, NumberText.rounded(key, to: 10), " \(exact) ",
      "(\(rounded))",
      "2*(\(exact))/2", "\(exact) + 0", "0 - (-(\(exact)))", "1×\(exact)", "((\(exact)))*1",
      exact.replacing("-", with: "\u{2212}"), "≈ \(rounded)",
      String(String.UnicodeScalarView(exact.unicodeScalars.map { fullWidth($0) })),
    ]
    if let fraction = fraction(of: key) { texts += [fraction, fraction.replacing("/", with: "÷")] }
    return texts
  }

  private func fullWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("0"..."9").contains(scalar) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
  }

  /// The key as a quotient of whole numbers, if it is one with a small denominator.
  private func fraction(of key: Double) -> String? {
    for denominator in 1...1000 {
      let numerator = key * Double(denominator)
      if abs(numerator - numerator.rounded()) <= 1e-10 * max(1, abs(numerator)) {
        return "\(NumberText.exact(numerator.rounded()))/\(denominator)"
      }
    }
    return nil
  }
}
