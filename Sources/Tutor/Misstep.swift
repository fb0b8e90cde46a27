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
  }

  /// The rows of the true pass from the output down to the node, which both passes share.
  public let rows: [Ledger.Row]
  /// The node's name, or the text it came from.
  public let label: String
  /// What the learner's rules send to the node, and what they make of it.
  public let learners: (shares: [Share], gradient: Double)
  /// What the true rules send.
  public let truth: (shares: [Share], gradient: Double)
  /// Whether the true gradient would give the answer away, so that it must not be shown.
  public let hidesTruth: Bool

  /// - Returns: nil if no rule of the pass is broken, or not in this scene.
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
    truth = (shares(parting.truth), parting.truth.gradient)
    let answer = scene.step.question.map { scene.text(of: $0.answer) }
    hidesTruth = parting.isAsked || NumberText.rounded(parting.truth.gradient) == answer
  }
}
