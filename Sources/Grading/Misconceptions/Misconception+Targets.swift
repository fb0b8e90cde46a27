import Autodiff
import ModelLanguage

/// The slope that is asked, as a chapter writes it.
struct SlopeTarget: Sendable {
  let output: String
  let input: String
  /// The inputs of the model that the output is made from.
  let leaves: [String]
  /// The model's other names that are no inputs.
  let others: [String]

  var derivative: Expr { Expr(.derivative(of: output, withRespectTo: input)) }
}

/// Ideas that answer another question: another slope, a value, a slope turned over.
extension Misconception {
  static let targets: [Misconception] = [
    // M41: the value of the output, of the input, or of a result in sight.
    Misconception(
      name: "value-instead-of-slope",
      way: .target { target in
        ([target.output, target.input] + target.others).flatMap { name in
          [true, false].map { isWhole in
            Substitute(expression: Expr(.name(name)), subject: name, isWhole: isWhole)
          }
        }
      },
      remark: {
        ($0.isSlopeAlone
          ? "That is the value of `\($0.subject)`, not a slope."
          : "Your answer has the value of `\($0.subject)` in the place of a slope.")
          + " How fast does `\($0.output)` change when `\($0.input)` moves?"
      }),
    // M40: where no function of one number stands around the last link; else it is M24.
    Misconception(
      name: "stopped-early",
      way: .pass { road in
        let skipped = skippable(on: road)
        guard !skipped.isEmpty, !skipped.contains(where: { isInner($0, on: road) }),
          !skipped.contains(where: { $0.result == road.output })
        else { return [] }
        return [stoppingEarly(skipped)]
      },
      remark: {
        "Your answer stops at the gradient of \($0.users). One link is left, from there to "
          + "`\($0.input)`."
      }),
    // M39, and M59 where the other one is data.
    Misconception(
      name: "wrong-variable",
      way: .target { target in
        target.leaves.filter { $0 != target.input }.map { other in
          Substitute(
            expression: Expr(.derivative(of: target.output, withRespectTo: other)), subject: other)
        }
      },
      remark: {
        ($0.isSlopeAlone
          ? "That is how `\($0.output)` reacts to `\($0.subject)`."
          : "Your answer has the slope of `\($0.output)` by `\($0.subject)` in it.")
          + " The question asks about `\($0.input)`."
      }),
    // M43
    Misconception(
      name: "sign-dropped",
      way: .target { [Substitute(expression: Expr(.call("abs", [$0.derivative])))] },
      remark: {
        ($0.isSlopeAlone ? "The size is right." : "The slope in your answer has lost its sign.")
          + " When `\($0.input)` rises, which way does `\($0.output)` go?"
      }),
    // M42
    Misconception(
      name: "upside-down",
      way: .target {
        [Substitute(expression: Expr(.binary(.over, Expr(literal: 1), $0.derivative)))]
      },
      remark: {
        "The slope is upside down: it tells how `\($0.input)` moves with `\($0.output)`. Which of "
          + "them moves first here?"
      }),
  ]
}
