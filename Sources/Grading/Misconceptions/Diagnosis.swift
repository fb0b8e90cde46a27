public import Autodiff
public import ModelLanguage

/// What a wrong answer tells of the way in which it was found.
public struct Diagnosis: Equatable, Sendable {
  /// The likeliest misconception that gives exactly this answer.
  public let misconception: Misconception
  /// The others that give it, too.
  public let others: [Misconception]
  /// One or two sentences to the learner, names in backticks; never the answer.
  public let remark: String
  /// Where the learner's backward pass leaves the true one; nil where no rule of it is broken.
  public let parting: Parting?

  /// Every misconception that fits, the likeliest first.
  public var candidates: [Misconception] { [misconception] + others }
}

extension Diagnosis {
  /// The diagnosis of a wrong value.
  ///
  /// - Parameters:
  ///   - value: What was answered, as by taking a choice.
  ///   - expression: What was asked.
  ///   - trace: The model run at the point that the question is about.
  /// - Returns: nil if no misconception leads to it, or none but by chance: a sign has three values.
  public init?(
    of value: Double, asked expression: Expr, in trace: Trace, given: [String: Double] = [:]
  ) {
    guard !expression.functions.contains("sign"),
      let diagnostician = Diagnostician(of: expression, over: trace.model, given: given)
    else { return nil }
    let comparison = Comparison(key: value, digits: 3)
    let ways = diagnostician.wrongWays.wrongValues().filter { _, other in
      other.number.map(comparison.isSame) == true
    }
    guard let diagnosis = diagnostician.diagnosis(by: ways.map(\.way)) else { return nil }
    self = diagnosis
  }
}

/// The place where a backward pass with a broken rule leaves the true one.
public struct Parting: Equatable, Sendable {
  /// What one user of the node sends back.
  public struct Share: Equatable, Sendable {
    /// The node that sends it.
    public let from: NodeID
    /// The gradient of that node.
    public let upstream: Double
    /// The slope that the share was made with.
    public let localDerivative: Double
    /// What arrives.
    public let contribution: Double
  }

  /// What arrives at the node in one of the passes.
  public struct Account: Equatable, Sendable {
    /// The shares, in the order in which they arrive.
    public let shares: [Share]
    /// What the node makes of them.
    public let gradient: Double

    /// Whether the gradient can be seen in the shares: their sum or product, one of them, or the mean.
    ///
    /// What an earlier pass left behind, say, is in none of them.
    var isPlain: Bool {
      let values = shares.map(\.contribution)
      let sum = values.reduce(0, +)
      return (values + [sum, values.reduce(1, *), sum / Double(max(1, values.count))]).contains {
        abs($0 - gradient) <= 1e-9 * max(abs($0), abs(gradient))
      }
    }
  }

  /// The first node, walking back from the output, whose gradient the learner has wrong.
  public let node: NodeID
  /// What it gets by the learner's rules.
  public let learners: Account
  /// What it gets by the true ones.
  public let truth: Account
  /// Whether it is the node whose gradient the question asks for.
  public let isAsked: Bool
}

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
    place.isSlopeAlone = wrongWays.asksSlopeAlone
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
    guard let statement = model.statement(of: node), let index = model.statementNodes.firstIndex(of: node),
      model.program.statements[index] == statement
    else { return model.label(of: node) }
    return statement.value.label
  }
}
