import Autodiff
import Grading
public import ModelLanguage

/// The place where a learner's backward pass leaves the true one, in the words of the model.
public struct Misstep: Sendable {
  /// What one user of the node sends back.
  public struct Share: Sendable {
    /// The gradient of the user.
    public let upstream: Double
    /// The slope that the share was made with.
    public let localDerivative: Double
    /// What arrives.
    public let contribution: Double
    /// The true slope with the names of the model; nil where it has no such form.
    public let localSlope: Expr?

    /// The true slope, if there is a name in it: a plain number would be the answer, or a piece of it.
    public var nameForm: Expr? {
      localSlope.flatMap { $0.names.isEmpty ? nil : $0 }
    }

    /// Whether it was made of both its parts: their product, or with the slopes added up their sum.
    var isMade: Bool {
      [upstream * localDerivative, upstream + localDerivative].contains {
        abs($0 - contribution) <= 1e-9 * max(abs($0), abs(contribution))
      }
    }
  }

  /// The rows of the true pass from the output down to the node, which both passes share.
  public let rows: [Ledger.Row]
  /// The node's name, or the text it came from.
  public let label: String
  /// What the learner's rules send to the node, and what they make of it.
  public let learners: (shares: [Share], gradient: Double)
  /// What the true rules send; its numbers are for the learner to find.
  public let truth: [Share]

  /// - Returns: nil if no rule of the pass is broken, or if telling it would give the answer away.
  init?(_ diagnosis: Diagnosis, in scene: Scene) {
    guard let parting = diagnosis.parting, let ledger = scene.ledger else { return nil }
    let model = scene.model
    guard let end = ledger.rows.firstIndex(where: { $0.node == parting.node }) else { return nil }
    rows = Array(ledger.rows[..<end].filter { $0.node > parting.node })
    label = ledger.rows[end].label
    func shares(_ account: Parting.Account) -> [Share] {
      account.shares.map { share in
        let position = model.graph.operands(of: share.from).firstIndex(of: parting.node) ?? 0
        return Share(
          upstream: share.upstream, localDerivative: share.localDerivative,
          contribution: share.contribution,
          localSlope: model.localSlope(of: share.from, by: position))
      }
    }
    learners = (shares(parting.learners), parting.learners.gradient)
    truth = shares(parting.truth)
    let answer = scene.step.question.map { scene.text(of: $0.answer) }
    let printsAnswer = rows.contains { !$0.isOutput && NumberText.rounded($0.gradient) == answer }
    guard !printsAnswer, learners.shares.allSatisfy(\.isMade) else { return nil }
    // What the learner has right of a share is part of the answer, unless names can stand for it.
    let areTold = zip(learners.shares, truth).allSatisfy { learners, truth in
      learners.localDerivative != truth.localDerivative || truth.nameForm != nil
    }
    guard areTold else { return nil }
  }
}
