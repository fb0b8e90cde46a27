import Autodiff
import LessonFormat
import ModelLanguage

/// Works out what a picture shows.
struct FigureBuilder {
  let request: Figure.Request
  let trace: Trace

  var model: Model { trace.model }
  var output: String { request.output ?? model.output }

  /// The names, where one runs and others follow with the one that runs in front, however they were given.
  var names: [String] {
    let names = request.names
    switch request.kind {
    case .tangent, .valley, .hchart:
      if names.count == 1, !model.isLeaf(names[0]), let input = trace.input(behind: [names[0]]) {
        return [input] + names
      }
      guard names.count == 2, model.nodes[names[0]] != nil, model.nodes[names[1]] != nil,
        !model.names(madeFrom: names[0]).contains(names[1]),
        model.names(madeFrom: names[1]).contains(names[0])
      else { return names }
      return names.reversed()
    case .pipe, .graph, .ledger, .area, .lines, .bars, .film, .trace, .cells: return names
    }
  }

  var tellsSlopes: Bool { request.told?.isEmpty != true }

  func isTold(_ name: String) -> Bool { request.told?.contains(name) ?? true }

  /// How many steps a loss is followed.
  private static let trainingSteps = 20

  func content() throws(PlayError) -> Figure.Content {
    guard !model.program.statements.isEmpty else { throw .noModel }
    for name in request.names where model.nodes[name] == nil { throw .unknown(name, in: model) }
    let output = self.output
    switch request.kind {
    case .pipe, .film:
      let network = try Network(
        of: trace, output: request.output ?? model.last(of: names), ends: names)
      let stops = names.isEmpty ? network.nodes.map(\.name) : names
      return network.isChain(stops) || request.kind == .pipe
        ? .pipe(network, names: stops) : .graph(network)
    case .graph:
      return .graph(
        try Network(of: trace, output: request.output ?? model.last(of: names), ends: names))
    case .ledger:
      let inputs = names.filter { $0 != output }
      guard let ledger = Ledger(of: trace, from: output, to: inputs) else {
        throw PlayError("a slope on the way from \(output) does not exist")
      }
      return .ledger(ledger)
    case .tangent: return .tangent(try curve())
    case .valley: return try valley()
    case .area: return .area(try product())
    case .lines: return .lines(try moves())
    case .bars: return .bars(of: output, try bars())
    case .cells: return .cells(of: output, try cells())
    case .trace: return .trace(try training())
    case .hchart: return try errors()
    }
  }

  /// `tangent x y …`: the first name runs, the others are drawn; the output if there are none.
  private func curve(holding places: [Double] = []) throws(PlayError) -> Curve {
    guard let input = names.first ?? trace.input(behind: [output]) else {
      throw PlayError("say what runs and what is drawn, such as: plot y x -2 2")
    }
    let drawn = Array(names.dropFirst())
    return try Curve(
      of: drawn.isEmpty ? [output] : drawn, by: input, in: trace, over: request.range,
      holding: places)
  }

  private func valley() throws(PlayError) -> Figure.Content {
    let first = try curve()
    guard let rate = request.rate, let slope = first.slopes.first ?? nil,
      case let landing = first.start - rate * slope, landing.isFinite
    else { return .valley(first, step: nil) }
    let moved = trace.holding(first.input)?.setting(first.input, to: .scalar(landing))
    return .valley(
      try curve(holding: [landing]),
      step: Landing(
        place: landing, height: first.names.first.flatMap { moved?.value(of: $0)?.number }))
  }

  /// `trace loss w`: the first name is followed while the inputs among the names learn.
  private func training() throws(PlayError) -> TrainingRun {
    let learners = names.filter(model.isLeaf)
    var run = try TrainingRun(
      TrainingRun.Request(
        loss: output, leaves: learners.isEmpty ? model.leafNames : learners,
        rate: request.rate ?? TrainingRun.usualRate, steps: Self.trainingSteps,
        followed: names.first),
      in: trace)
    run.finish()
    return run
  }

  private func errors() throws(PlayError) -> Figure.Content {
    guard let input = names.first ?? trace.input(behind: [output]) else {
      throw PlayError("say which slope is checked, such as: draw hchart x y")
    }
    let top = names.dropFirst().first ?? output
    guard let held = trace.holding(input), let node = held.model.nodes[top],
      let leaf = held.model.leaves[input], held.value(of: top)?.number != nil,
      held.value(of: input)?.number != nil
    else { throw PlayError("a check of nudges needs two names that are single numbers") }
    do {
      let check = try held.forward.backward(from: node).numericCheck(of: leaf)
      guard let entry = check.entries.first else { throw PlayError("\(input) has no entry") }
      return .hchart(
        of: top, by: input, gradient: entry.gradient, entry.sweep,
        trusted: entry.sweep.first { $0.numeric == entry.numeric }?.step)
    } catch let error as EvaluationError {
      throw PlayError(held.model.explain(error))
    } catch {
      throw PlayError("the slope does not exist here")
    }
  }
}
