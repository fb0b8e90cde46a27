import Autodiff
public import ModelLanguage

/// Gradient descent on inputs of a model, as far as it has come.
public struct TrainingRun: Sendable {
  /// What is wanted.
  public struct Request: Sendable {
    /// The name that is made smaller.
    public var loss: String
    /// The inputs that learn.
    public var leaves: [String]
    /// How much of the slope a step is.
    public var rate: Double
    /// How many steps are made.
    public var steps: Int
    /// How much of a step is kept for the next; 0 for plain descent.
    public var momentum = 0.0
    /// The name whose way is drawn; the loss if nil.
    public var followed: String?
  }

  /// How a run ended.
  public enum Ending: Equatable, Sendable {
    case finished
    /// The learner stopped it.
    case stopped
    /// The loss passed a limit after this many steps.
    case diverged(step: Int, limit: Double)
    /// The loss or a slope does not exist after this many steps, and why; the last step was taken back.
    case undefined(step: Int, String)
  }

  /// What was wanted.
  public let request: Request
  /// How many steps were made.
  public private(set) var stepsDone = 0
  /// How it ended; nil while it runs.
  public private(set) var ending: Ending?
  /// The value of what is followed before each step that is kept, with the number of steps before it.
  public private(set) var course: [(step: Int, value: Double)] = []
  /// The loss before the first step and after the last.
  public private(set) var (firstLoss, lastLoss): (Double, Double)
  /// The model with what the leaves have learned.
  public private(set) var trace: Trace
  /// The slopes of the loss before the first step, one for each leaf.
  public let slopes: [Tensor]

  static let usualRate = 0.1
  /// How many steps are made unless said otherwise.
  static let usualSteps = 100
  /// More steps than that are refused.
  static let mostSteps = 10_000_000
  /// Of a longer run every second, then every fourth value and so on is kept.
  private static let mostPoints = 1000
  /// How many values were passed over since the last kept one.
  private var stride = 1

  /// Prepares a run.
  public init(_ request: Request, in trace: Trace) throws(PlayError) {
    let model = trace.model
    guard let loss = model.nodes[request.loss] else { throw .unknown(request.loss, in: model) }
    guard model.graph.shape(of: loss) == .scalar, let start = trace.value(of: request.loss)?.number
    else { throw .isList(request.loss, wanted: "a loss is a single number") }
    for name in request.leaves where model.leaves[name] == nil {
      guard model.nodes[name] != nil else { throw .unknown(name, in: model) }
      throw PlayError(
        "\(name) is computed and can't learn; the inputs are "
          + model.leafNames.joined(separator: ", "))
    }
    guard !request.leaves.isEmpty else {
      throw PlayError("say what learns, such as: train \(request.loss) by w rate 0.1 steps 200")
    }
    if let followed = request.followed {
      guard let value = trace.value(of: followed) else { throw .unknown(followed, in: model) }
      guard value.number != nil else {
        throw .isList(followed, wanted: "what is followed is a single number")
      }
    }
    guard request.rate.isFinite, request.rate > 0 else {
      throw PlayError("a rate is a number above 0: a step goes down the slope")
    }
    guard (0..<1).contains(request.momentum) else {
      throw PlayError("a momentum is a share, from 0 to below 1")
    }
    guard (1...Self.mostSteps).contains(request.steps) else {
      throw PlayError("a training takes 1 to \(Self.mostSteps) steps")
    }
    var request = request
    // A name given twice would learn twice as fast.
    request.leaves = request.leaves.uniqued
    var slopes: [Tensor] = []
    for leaf in request.leaves {
      do throws(EvaluationError) {
        if let slope = try trace.slope(of: request.loss, withRespectTo: leaf) {
          slopes.append(slope)
        }
      } catch {
        throw PlayError(model.explain(error))
      }
    }
    self.slopes = slopes
    self.request = request
    self.trace = trace
    (firstLoss, lastLoss) = (start, start)
  }

  /// Makes all steps that are left, or as many as `goesOn` wants.
  ///
  /// - Parameter goesOn: Asked now and then, with the share of the steps that is done; false stops the run.
  public mutating func finish(while goesOn: (Double) -> Bool = { _ in true }) {
    guard ending == nil, let (training, followed) = engine() else { return }
    var before = training.leaves.map(training.value)
    while stepsDone < request.steps {
      // Often enough for Ctrl-C, seldom enough to cost nothing.
      if stepsDone % 64 == 0, !goesOn(Double(stepsDone) / Double(request.steps)) {
        ending = .stopped
        break
      }
      let here = training.leaves.map(training.value)
      do throws(Training.Failure) {
        _ = try training.step(rate: request.rate)
      } catch {
        ending = ending(of: error, limit: training.limit)
        break
      }
      // The pass has been through the place that the step leaves; only what learns has moved on.
      if stepsDone % stride == 0 {
        let own = training.leaves.firstIndex(of: followed).flatMap { here[$0].number }
        note(own ?? training.replay.value(of: followed))
      }
      before = here
      stepsDone += 1
    }
    settle(training, followed, before: before)
  }

  /// Looks at where the last step led; where nothing is there it is taken back, so that nothing is lost.
  private mutating func settle(_ training: Training, _ followed: NodeID, before: [Tensor]) {
    var reached = training.leaves.map(training.value)
    do throws(EvaluationError) {
      try training.replay.forward()
      if course.last?.step != stepsDone { note(training.replay.value(of: followed)) }
    } catch {
      reached = before
      ending = .undefined(step: stepsDone, explain(error))
      stepsDone -= 1
    }
    if ending == nil { ending = .finished }
    keep(reached)
  }

  private func engine() -> (Training, followed: NodeID)? {
    let model = trace.model
    guard let loss = model.nodes[request.loss] else { return nil }
    let leaves = request.leaves.compactMap { model.leaves[$0] }
    let rule: Training.Rule =
      request.momentum == 0 ? .descent : .momentum(share: request.momentum)
    let training = try? Training(
      model.graph, loss: loss, leaves: leaves, at: model.point, rule: rule,
      // A loss that is large to start with has not diverged yet.
      limit: max(Training.largestLoss, 1000 * abs(firstLoss)))
    return training.map { ($0, request.followed.flatMap { model.nodes[$0] } ?? loss) }
  }

  private func ending(of failure: Training.Failure, limit: Double) -> Ending {
    switch failure {
    case .diverged: .diverged(step: stepsDone, limit: limit)
    case .undefined(_, let error): .undefined(step: stepsDone, explain(error))
    }
  }

  /// Why there is no value, and whether that is about a line that the loss does not need.
  private func explain(_ error: EvaluationError) -> String {
    let model = trace.model
    let reason = model.explain(error)
    guard let name = error.node.flatMap(model.statement)?.name,
      !model.names(madeFrom: name).contains(request.loss)
    else { return reason }
    return "\(reason) (\(name) is no part of \(request.loss): take it out of the model)"
  }

  private mutating func note(_ value: Double) {
    course.append((stepsDone, value))
    guard course.count > Self.mostPoints else { return }
    course = course.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    stride *= 2
  }

  /// Puts what was learned into the model.
  private mutating func keep(_ values: [Tensor]) {
    let program = zip(request.leaves, values).reduce(trace.model.program) { program, leaf in
      program.rebinding([leaf.0: Expr(literal: leaf.1)])
    }
    guard let model = try? Model(program), let reached = try? Trace(model) else { return }
    trace = reached
    lastLoss = reached.value(of: request.loss)?.number ?? lastLoss
  }
}
