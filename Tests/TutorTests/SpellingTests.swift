import Autodiff
import Grading
import LessonFormat
import ModelLanguage
import Testing

@testable import Grading
@testable import Tutor

/// Every predict question of every shipped chapter, with its own numbers and fresh ones; `lint` tries all
/// that can be dealt.
private let scenes: [(place: String, scene: Scene)] = ShippedChapters.all.flatMap { chapter in
  chapter.steps.filter { $0.question != nil }.flatMap { step -> [(String, Scene)] in
    let dealer = Dealer(seed: 7)
    var scenes = dealer.authored(step).map { [$0] } ?? []
    while scenes.count < 2, let last = scenes.last, let next = dealer.fresh(after: last) {
      scenes.append(next)
    }
    return scenes.map { ("\(chapter.id)/\(step.id), variant \($0.variant)", $0) }
  }
}

@Suite struct SpellingTests {
  @Test(arguments: scenes.indices)
  func `every spelling of the key is right`(index: Int) throws {
    let (place, scene) = scenes[index]
    for text in scene.spellings {
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
      guard value.entries.allSatisfy(\.isFinite) else { continue }
      let judgement = try #require(scene.judge(NumberText.exact(value)))
      let wanted = scene.evaluateTensor(question.answer)?.value.shape
      #expect(
        judgement.verdict == (value.shape == wanted ? .incorrect : .invalid),
        "\(way.misconception.name), \(value) at \(place)")
    }
  }

  @Test(arguments: scenes.indices)
  func `every right answer has a form that can be typed`(index: Int) {
    #expect(scenes[index].scene.rightAnswer != nil, "\(scenes[index].place)")
  }

  @Test(arguments: [
    "2*(y-10)*x", "x*2*(w*x-10)", "2x(y-10)", "2·x·(y−10)", "((2)*((y)-(10)))*(x)", "2wx²-20x",
    "-2x(10-y)", "2*x*y - 20*x", "x*(y-10)/0.5", "4(y-10)x/2", "(y-10)x + x(y-10)",
    "dloss/dw = 2x(y−10)",
    "２＊（y－10）＊x", "2*(w*x-10)*x + 0", "((w*x)^2 - 100 - (w*x - 10)^2)/10*0 + 2(y-10)x",
  ])
  func `the slope of a squared miss may be written in many ways`(formula: String) throws {
    let chapter = ShippedChapters.chapter("weight-update")
    let step = try #require(
      chapter.steps.first { if case .formula = $0.question?.kind { true } else { false } })
    let scene = try #require(Dealer(seed: 1).authored(step))
    #expect(scene.judge(formula)?.verdict == .correct)
  }

  @Test(arguments: scenes.indices)
  func `full-width digits and rounding marks are read`(index: Int) throws {
    let (place, scene) = scenes[index]
    guard case .number = scene.step.question?.kind, let exact = scene.rightAnswer,
      scene.evaluate(scene.step.question!.answer) != nil
    else { return }
    let wide = String(String.UnicodeScalarView(exact.unicodeScalars.map { fullWidth($0) }))
    for text in [wide, "≈ \(exact)"] {
      #expect(scene.judge(text)?.verdict == .correct, "'\(text)' at \(place)")
    }
  }

  private func fullWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("0"..."9").contains(scalar) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
  }
}
