import Autodiff
import ModelLanguage

/// Names the misconception behind a wrong answer.
struct Diagnostician {
  let wrongWays: WrongWays
  let model: Model

  /// - Parameter expression: What the question asks for.
  init?(of expression: Expr, over model: Model, given: [String: Double]) {
    guard let wrongWays = WrongWays(of: expression, over: model, given: given) else { return nil }
    self.wrongWays = wrongWays
    self.model = model
  }

  /// The diagnosis of an answer that some ways lead to.
  ///
  /// - Parameters:
  ///   - ways: The ways, the likeliest first.
  ///   - others: Passes at other points, where the way shows if it does not at the model's own.
  func diagnosis(by ways: [WrongWay], elsewhere others: [ForwardPass] = []) -> Diagnosis? {
    guard let way = ways.first else { return nil }
    let elsewhere = others
    var others: [Misconception] = []
    for other in ways.dropFirst().map(\.misconception)
    where other != way.misconception && !others.contains(other) {
      others.append(other)
    }
    let own = passes(of: way, over: wrongWays.forward)
    let parting = own.flatMap { Self.parting(learners: $0.learners, truth: $0.truth) }
    let telling = own ?? elsewhere.lazy.compactMap { self.passes(of: way, over: $0) }.first
    return Diagnosis(
      misconception: way.misconception, others: others,
      remark: remark(on: way, at: place(of: way, telling), isCertain: others.isEmpty),
      parting: parting)
  }

  /// One match is a guess, the more so if other ideas fit as well.
  private func remark(
    on way: WrongWay, at place: Misconception.Place, isCertain: Bool
  ) -> String {
    let remark = way.misconception.remark(place)
    let start = "Your answer "
    guard !isCertain, remark.hasPrefix(start) else { return remark }
    return "It looks as if your answer " + remark.dropFirst(start.count)
  }

  private typealias Passes = (slope: Formula.Slope, learners: BackwardPass, truth: BackwardPass)

  /// Both passes behind the first slope that the way gets wrong; nil if it breaks no rule of a pass.
  private func passes(of way: WrongWay, over forward: ForwardPass) -> Passes? {
    guard case .slip = way.computation else { return nil }
    for slope in way.formula.slopes {
      guard let policy = try? way.policy(for: slope, over: forward),
        let truth = try? forward.backward(from: slope.output, withRespectTo: [slope.input]),
        let learners = try? forward.backward(
          from: slope.output, withRespectTo: [slope.input], following: policy)
      else { continue }
      if learners.gradient(of: slope.input) != truth.gradient(of: slope.input) {
        return (slope, learners, truth)
      }
    }
    return nil
  }

  /// The node nearest to the output whose gradient differs: all that comes before it is the same in
  /// both passes, so the rule is broken there.
  private static func partingNode(learners: BackwardPass, truth: BackwardPass) -> NodeID? {
    truth.forward.graph.nodeIDs.last { node in
      truth.reaches(node) && !learners.gradient(of: node).isClose(to: truth.gradient(of: node))
    }
  }

  /// The parting as it can be drawn: at a single number behind the output.
  private static func parting(learners: BackwardPass, truth: BackwardPass) -> Parting? {
    guard let node = partingNode(learners: learners, truth: truth), node != truth.output,
      truth.forward.graph.shape(of: node) == .scalar
    else { return nil }
    let learnersAccount = account(of: node, in: learners)
    guard learnersAccount.isPlain else { return nil }
    return Parting(
      node: node, learners: learnersAccount, truth: account(of: node, in: truth),
      isAsked: !truth.edges.contains { $0.result == node })
  }

  private static func account(of node: NodeID, in pass: BackwardPass) -> Parting.Account {
    let shares = pass.edges.filter { $0.operand == node }.compactMap { edge -> Parting.Share? in
      guard case .entries(let slopes) = edge.localDerivative, let slope = slopes.number,
        let upstream = edge.upstream.number, let contribution = edge.contribution.number
      else { return nil }
      return Parting.Share(
        from: edge.result, upstream: upstream, localDerivative: slope, contribution: contribution)
    }
    return Parting.Account(shares: shares, gradient: pass.adjoint(of: node))
  }

  /// What the remark speaks of.
  private func place(of way: WrongWay, _ passes: Passes?) -> Misconception.Place {
    var place = Misconception.Place(subject: way.subject)
    place.isSlopeAlone = wrongWays.asksSlopeAlone || way.isWhole
    guard let slope = passes?.slope ?? wrongWays.key.slopes.first else { return place }
    place.output = label(of: slope.output)
    place.input = label(of: slope.input)
    guard let passes else { return place }
    let truth = passes.truth.edges
    var users: [String] = []
    for edge in truth where edge.operand == slope.input {
      let user = "`\(label(of: edge.result))`"
      if !users.contains(user) { users.append(user) }
    }
    place.users = users.joined(separator: " and ")
    let node =
      Self.partingNode(learners: passes.learners, truth: passes.truth) ?? slope.input
    let broken = zip(passes.learners.edges, truth).first { learners, truth in
      learners.operand == node && learners.contribution != truth.contribution
    }
    guard let link = broken?.1 ?? truth.last(where: { $0.operand == node }) ?? truth.last
    else { return place }
    place.result = label(of: link.result)
    place.operand = label(of: link.operand)
    place.expression = expression(of: link.result)
    if case .result(let op, _) = model.graph.kind(of: link.result) { place.function = op.rawValue }
    return place
  }

  /// What a node is called; one whose name was bound again later, by what it was made from.
  private func label(of node: NodeID) -> String {
    let label = model.label(of: node)
    guard let last = model.nodes[label], last != node, model.leaves[label] != node else {
      return label
    }
    return expression(of: node)
  }

  /// What makes a node: the right-hand side of its line, if it is the whole of it.
  private func expression(of node: NodeID) -> String {
    guard let statement = model.statement(of: node),
      let index = model.statementNodes.firstIndex(of: node),
      model.program.statements[index] == statement
    else { return model.label(of: node) }
    return statement.value.label
  }
}
