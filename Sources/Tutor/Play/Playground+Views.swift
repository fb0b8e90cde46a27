import Autodiff
import LessonFormat
import ModelLanguage

/// What can be looked at, and trained.
extension Playground {
  func traced(_ names: [String]) throws(PlayError) -> PlayResult {
    let output = names.first ?? trace.model.output
    if let unknown = names.first(where: { trace.model.nodes[$0] == nil }) {
      throw .unknown(unknown, in: trace.model)
    }
    guard let node = trace.model.nodes[output] else { throw .noModel }
    do {
      _ = try trace.forward.backward(from: node, keepsEdges: false)
    } catch {
      throw PlayError(trace.model.explain(error))
    }
    guard let ledger = Ledger(of: trace, from: output, to: Array(names.dropFirst())) else {
      throw PlayError("a slope on the way from \(output) does not exist")
    }
    return .traced(ledger, trace)
  }

  func plot(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let (expression, text, input, range) = try reader.plot(last: lastAnswer)
    if case .name(let name) = expression.kind {
      return .drawn(
        try Figure(
          Figure.Request(kind: .tangent, names: [input, name], range: range), of: trace))
    }
    // An expression is one more line of the model, called by its text.
    let label = expression.description
    let program = trace.model.program.binding(label, to: expression)
    let longer = try Trace.running(program) { PlayError($0, in: text) }
    return .drawn(
      try Figure(
        Figure.Request(kind: .tangent, names: [input, label], range: range), of: longer))
  }

  func draw(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let request = try reader.picture()
    if request.kind == .film { return try film(PlayReader(.film, reader.withoutFirst, in: trace)) }
    return .drawn(try Figure(request, of: trace))
  }

  func film(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    let request = try reader.figure(.film)
    guard let range = request.range else {
      let output = trace.model.last(of: request.names)
      return .filmed(try Film(of: trace, output: output, names: request.names))
    }
    guard let input = request.names.first else {
      throw PlayError("say which input runs through the range, such as: film x -2 2")
    }
    // `film x -2 2` names what moves; more names say what is drawn.
    let names = request.names.count > 1 ? request.names : []
    return .filmed(
      try Film(
        of: trace, output: trace.model.last(of: names), names: names, sweeping: input, over: range))
  }

  func info(_ reader: PlayReader) throws(PlayError) -> PlayResult {
    // `info log(x)` means log.
    guard let word = reader.words.first.map({ String($0.prefix { $0 != "(" }) }), !word.isEmpty
    else {
      throw PlayError("say what about, such as: info sigmoid")
    }
    if let name = NameInfo(word, in: trace) { return .informed(.name(name)) }
    if let function = FunctionInfo(word) { return .informed(.function(function)) }
    if let command = Command(word: word) { return .informed(.command(command)) }
    if Picture.Kind(rawValue: word) != nil { return .informed(.command(.draw)) }
    let known =
      trace.model.names + Function.all.map(\.name) + Command.allCases.map(\.rawValue)
    let nearest = Spelling.nearest(to: word, among: known)
    throw PlayError(
      "there is no '\(word.prefix(40))'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }

  mutating func train(
    _ reader: PlayReader, while goesOn: (Double) -> Bool
  ) throws(PlayError) -> PlayResult {
    var run = try TrainingRun(try reader.training(), in: trace)
    run.finish(while: goesOn)
    return .trained(run, keep(run.trace))
  }
}

extension Model {
  /// The one of some names that is made from the others: the last in the order of the program; the
  /// output if there are none.
  func last(of names: [String]) -> String {
    self.names.last { names.contains($0) } ?? output
  }
}
