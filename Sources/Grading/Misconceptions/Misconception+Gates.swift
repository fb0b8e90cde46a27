import Autodiff

/// Ideas about what a gate lets through, and about losses over many entries.
extension Misconception {
  static let gates: [Misconception] = [
    // M34
    slope("shut-gate-passes", of: [.relu], is: [{ $0.value > 0 ? $0.trueDerivative : 1 }]) {
      "Your answer lets the gradient through `\($0.result)`. Look at what enters that gate: is it "
        + "open?"
    },
    // M35
    slope("gate-passes-value", of: [.relu], is: [{ $0.value }]) {
      "Your answer takes what comes out of the gate `\($0.result)` for its slope. If "
        + "`\($0.operand)` moves by one, how far does an open gate move?"
    },
    // M36
    slope("gate-masks-gradient", of: [.relu], is: [{ $0.upstream > 0 ? 1 : 0 }]) {
      "Your answer lets the sign of the gradient open or shut the gate. What counts is the number "
        + "that enters `\($0.result)` on the way forward."
    },
    // M37: 1, or the half of a centred nudge.
    slope(
      "corner-slope", of: [.relu],
      where: { road, link in road.number(link.operand) == 0 }, is: [{ _ in 0.5 }, { _ in 1 }]
    ) {
      "`\($0.operand)` stands exactly on the corner of `\($0.result)`. Every slope from 0 to 1 fits "
        + "there; this tutor counts a gate as open only above 0."
    },
    // M38
    slope("max-shared-out", of: [.max, .min], is: [{ _ in 0.5 }]) {
      "Your answer shares the gradient out at `\($0.result)`. Which of its inputs moves it?"
    },
    slope("max-copied", of: [.max, .min], is: [{ _ in 1 }]) {
      "Your answer hands the gradient of `\($0.result)` to both inputs. Which of them moves it?"
    },
    slope("max-to-the-loser", of: [.max, .min], is: [{ 1 - $0.trueDerivative }]) {
      "Your answer hands the gradient of `\($0.result)` to the input that lost. Which input moves it?"
    },
  ]

  static let losses: [Misconception] = [
    // M54
    slope("mean-forgotten", of: [.mean], is: [{ _ in 1 }]) {
      "Your answer treats the mean `\($0.result)` as a sum. What does a mean do with each entry?"
    },
    slope("mean-taken-twice", of: [.mean], is: [{ $0.trueDerivative * $0.trueDerivative }]) {
      "Your answer divides twice by the number of entries of `\($0.operand)`. The mean does it once."
    },
    // M56: the entries of the other classes left out. The slope of the wanted class is the negative one.
    slope(
      "softmax-target-only", of: [.crossEntropy], by: 0,
      is: [{ $0.trueDerivative < 0 ? $0.trueDerivative : 0 }]
    ) { _ in
      "Your answer has a slope for the wanted class alone. What does a higher score of another class do "
        + "to the probability of this one?"
    },
    // M57
    slope("softmax-sign", of: [.crossEntropy], by: 0, is: [{ -$0.trueDerivative }]) { _ in
      "The size is right, the sign is not. Does the loss rise or fall when a wrong class gets a "
        + "higher score?"
    },
  ]
}
