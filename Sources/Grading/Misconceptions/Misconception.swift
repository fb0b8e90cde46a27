import Autodiff
import ModelLanguage

/// A wrong idea about gradients, as something that the engine can run.
///
/// Source of the catalogue: grading.md, section C2; its numbers stand beside the names.
public struct Misconception: Sendable {
  /// Its name for programs and progress: lower-case words joined by `-`, the same for ever.
  public let name: String
  /// How it comes to its wrong answer.
  let way: Way
  /// One or two sentences to the learner: what the number is, and what to think of; never the answer.
  let remark: @Sendable (Place) -> String

  /// The ways to a wrong answer.
  enum Way: Sendable {
    /// A backward pass with a rule broken. There may be several ways to break it; each stands at the
    /// same place of the list at every point, and is nil where it can't be run.
    case pass(@Sendable (Road) -> [Slip?])
    /// Something else in the place of the slope that is asked.
    case target(@Sendable (SlopeTarget) -> [Substitute])
    /// Another step, where the question asks for a weight after one.
    case update(@Sendable (UpdateStep) -> [Substitute])
    /// The slope at the point where other weights have moved already.
    case movedPoint
    /// The area under the output, from 0 to the input.
    case area
  }

  /// An expression to answer with instead, and what it is about.
  struct Substitute: Sendable {
    let expression: Expr
    var subject = ""
    /// Whether it stands for the whole answer, and not only for the slope in it.
    var isWhole = false
  }

  /// What a remark may speak of, in the words of the model.
  struct Place: Sendable {
    /// What the slope is of and by.
    var output = "", input = ""
    /// The link where the learner's pass leaves the true one: what is made, and from what.
    var result = "", operand = ""
    /// The expression that makes `result`.
    var expression = ""
    /// What is made from the input, all of it, in backticks.
    var users = ""
    /// Whether the question asks for the slope and nothing else.
    var isSlopeAlone = true
    /// The function that makes `result`.
    var function = ""
    /// The other thing that the learner's number is about.
    var subject = ""
  }

  /// Every misconception, the likeliest first where two come to the same number.
  public static let all: [Misconception] =
    updates + forks + products + powers + gates + targets + [productKept, productAsSum] + functions
    + squashes + losses + sums + passes + [integratedInstead]

  /// The misconception of this name.
  public static func named(_ name: String) -> Misconception? {
    all.first { $0.name == name }
  }
}

extension Misconception: Equatable {
  /// Names are unique.
  public static func == (left: Misconception, right: Misconception) -> Bool {
    left.name == right.name
  }
}

extension Misconception {
  /// How many places of a rule are tried one by one.
  private static let mostPlaces = 6

  /// Another slope for some ops: wherever they stand on the road, and at each place by itself.
  ///
  /// - Parameters:
  ///   - ops: The ops that the idea is about.
  ///   - position: Which operand it is about; any if nil.
  ///   - applies: Whether it has a meaning at a link.
  ///   - slopes: The wrong slopes, each of which is a way of its own.
  static func slope(
    _ name: String, of ops: Set<Op>, by position: Int? = nil,
    where applies: @escaping @Sendable (Road, Road.Link) -> Bool = { _, _ in true },
    is slopes: [@Sendable (LocalStep) -> Double],
    remark: @escaping @Sendable (Place) -> String
  ) -> Misconception {
    Misconception(
      name: name,
      way: .pass { road in
        let links = road.links(through: ops, position).filter { applies(road, $0) }
        var places: [NodeID] = []
        for link in links where !places.contains(link.result) { places.append(link.result) }
        guard !places.isEmpty else { return [] }
        let broken = Set(links.map(\.place))
        let choices =
          [broken]
          + (places.count > 1
            ? places.prefix(mostPlaces).map { place in broken.filter { $0.result == place } } : [])
        return choices.flatMap { choice in
          slopes.map { slope in
            Slip(slope: { step in
              let place = Road.Place(result: step.result, position: step.position)
              return choice.contains(place) ? slope(step) : step.trueDerivative
            })
          }
        }
      }, remark: remark)
  }
}
