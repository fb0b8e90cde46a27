import Autodiff
import LessonFormat
import ModelLanguage

/// Works out what a picture shows.
struct FigureBuilder {
  let request: Figure.Request
  let trace: Trace

  private var model: Model { trace.model }
  private var output: String { request.output ?? model.output }

  /// The names, where one runs and others follow with the one that runs in front, however they were given.
  private var names: [String] {
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

  private var tellsSlopes: Bool { request.told?.isEmpty != true }

  private func isTold(_ name: String) -> Bool { request.told?.contains(name) ?? true }

  /// How many steps a loss is followed.
  private static let trainingSteps = 20
  /// More bars than that are one for each name.
  private static let mostBars = 16

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
    return .valley(try curve(holding: [landing]), step: landing)
  }

  private func product() throws(PlayError) -> Product {
    guard names.count == 2 else {
      throw PlayError("an area needs the names of two factors, such as: draw area x y")
    }
    func factor(_ name: String) throws(PlayError) -> Product.Factor {
      guard let value = trace.value(of: name)?.number else {
        throw .isList(name, wanted: "an area needs two single numbers")
      }
      return Product.Factor(name: name, value: value, nudge: request.nudge ?? Self.nudge(of: value))
    }
    return Product(across: try factor(names[0]), down: try factor(names[1]))
  }

  /// 1 beside numbers of some size, else a tenth of the number in round figures.
  private static func nudge(of value: Double) -> Double {
    let size = abs(value)
    if size >= 2, size < 100 { return 1 }
    guard size > 0, size.isFinite else { return 0.1 }
    return Double.power(of: 10, below: size) / (size < 2 ? 10 : 1)
  }

  /// `lines x u y`: the first name is nudged, and the others follow where they are made from it.
  private func moves() throws(PlayError) -> [Move] {
    let named = names.isEmpty ? model.names : names
    // What the others are made from is nudged, wherever it was named.
    let mover = named.first { name in
      named.contains { $0 != name && model.names(madeFrom: name).contains($0) }
    }
    let shown = (mover.map { [$0] } ?? []) + named.filter { $0 != mover }
    guard let first = shown.first, let start = trace.value(of: first)?.number,
      let held = trace.holding(first)
    else { throw PlayError("number lines need names that are single numbers") }
    let usual = start == 0 ? 0.1 : Self.nudge(of: start) * (abs(start) >= 2 ? 0.1 : 1)
    let nudge = request.nudge ?? usual
    let moved =
      tellsSlopes ? held.setting(first, to: .scalar(start + nudge)) ?? held : held
    return shown.compactMap { name in
      guard let before = held.value(of: name)?.number, let after = moved.value(of: name)?.number
      else { return nil }
      return Move(name: name, before: before, after: after)
    }
  }

  private func bars() throws(PlayError) -> [(label: String, slope: Double)] {
    let shown = names.isEmpty ? model.leafNames : names
    var bars: [(label: String, slope: Double)] = []
    let slopes = try gradients(by: shown)
    let isLong = slopes.reduce(0) { $0 + $1.shape.count } > Self.mostBars
    for (name, slope) in zip(shown, slopes) {
      if let number = slope.number {
        bars.append((name, number))
      } else if isLong {
        bars.append(("all of \(name)", slope.entries.reduce(0) { $0.hypotenuse($1) }))
      } else {
        bars += zip(slope.entryLabels(of: name), slope.entries).map { ($0, $1) }
      }
    }
    return bars
  }

  private func cells() throws(PlayError) -> [(name: String, value: Tensor, gradient: Tensor?)] {
    let shown = names.isEmpty ? model.leafNames : names
    let slopes = tellsSlopes ? try gradients(by: shown) : []
    return shown.enumerated().compactMap { place, name in
      trace.value(of: name).map {
        (name, $0, slopes.isEmpty || !isTold(name) ? nil : slopes[place])
      }
    }
  }

  private func gradients(by names: [String]) throws(PlayError) -> [Tensor] {
    guard let node = model.nodes[output] else { throw .unknown(output, in: model) }
    do {
      let pass = try trace.forward.backward(from: node, keepsEdges: false)
      return names.compactMap { name in model.input(named: name).map(pass.gradient(of:)) }
    } catch {
      throw PlayError(model.explain(error))
    }
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

extension Double {
  /// The largest power of `base` that is not above `value`.
  fileprivate static func power(of base: Double, below value: Double) -> Double {
    var power = 1.0
    while power * base <= value, power < 1e300 { power *= base }
    while power > value, power > 1e-300 { power /= base }
    return power
  }

  fileprivate func hypotenuse(_ other: Double) -> Double {
    (self * self + other * other).squareRoot()
  }
}

extension Tensor {
  /// What its entries are called: `W[0][1]`.
  func entryLabels(of name: String) -> [String] {
    switch self {
    case .scalar: [name]
    case .vector(let entries): entries.indices.map { "\(name)[\($0)]" }
    case .matrix(let rows, let columns, _):
      (0..<rows).flatMap { row in (0..<columns).map { "\(name)[\(row)][\($0)]" } }
    }
  }
}
