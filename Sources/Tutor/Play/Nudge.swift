import Autodiff
import ModelLanguage

/// A small move of one number of a model, and what it does to the output.
public struct Nudge: Sendable {
  /// One nudge: what the gradient foretells beside what happens.
  public struct Row: Sendable {
    /// How far the input is moved.
    public let size: Double
    /// gradient × size.
    public let predicted: Double
    /// How far the output moves; nil where it has no value there.
    public let actual: Double?
  }

  /// What is moved: a name, or an entry such as `W[0][1]`.
  public let entry: String
  /// The name of the input.
  public let input: String
  /// The name of the output, which is a single number.
  public let output: String
  /// Where the input stands.
  public let start: Double
  /// The output before.
  public let before: Double
  /// The slope of the output by the entry.
  public let slope: Double
  /// The nudge that was asked for, then ever smaller ones.
  public let rows: [Row]
  /// Whether the smaller nudges come to agree with the gradient.
  public let isSmooth: Bool

  /// How often the nudge shrinks, each time to a tenth.
  private static let shrinkings = 3

  /// Moves an entry of an input by `size`.
  ///
  /// - Parameter entry: A name, or a name with indices.
  init(_ entry: Expr, by size: Double, in trace: Trace) throws(PlayError) {
    let model = trace.model
    (output, input) = (model.output, try Self.input(of: entry, in: model))
    guard let node = model.nodes[output], let leaf = model.leaves[input] else {
      throw PlayError("there is no model to nudge yet; define one first, such as: y = x^2")
    }
    guard let value = try Self.number(Expr(.name(output)), in: trace) else {
      throw PlayError("\(output) is a list; a nudge needs an output that is a single number")
    }
    let (place, entryValue) = try Self.place(of: entry, in: trace)
    guard size.isFinite, size != 0 else { throw PlayError("a nudge is a number other than 0") }
    guard entryValue + size != entryValue else {
      throw PlayError(
        "a nudge of \(NumberText.rounded(size)) is lost beside \(NumberText.rounded(entryValue))")
    }
    do {
      slope = try trace.forward.backward(from: node, withRespectTo: [leaf]).gradient(of: leaf)
        .entries[place]
    } catch {
      throw PlayError(model.explain(error))
    }
    self.entry = entry.description
    (start, before) = (entryValue, value)
    var rows: [Row] = []
    for shrinking in 0...Self.shrinkings {
      let step = size * Double.tenth(shrinking)
      let moved = trace.moving(input, at: place, by: step)?.value(of: output)?.number
      rows.append(
        Row(size: step, predicted: slope * step, actual: moved.map { $0 - value }))
    }
    self.rows = rows
    isSmooth =
      rows.last.flatMap { row in
        row.actual.map { abs($0 - row.predicted) <= 0.02 * max(abs($0), abs(row.predicted), 1e-12) }
      } ?? false
  }

  private static func input(of entry: Expr, in model: Model) throws(PlayError) -> String {
    guard let name = entry.names.first, entry.isEntry else {
      throw PlayError("say what to nudge and by how much, such as: nudge w 0.01")
    }
    guard model.nodes[name] != nil else { throw .unknown(name, in: model) }
    guard model.leaves[name] != nil else {
      let inputs = model.leafNames.joined(separator: ", ")
      throw PlayError("\(name) is computed; nudge an input: \(inputs)")
    }
    return name
  }

  private static func number(_ expression: Expr, in trace: Trace) throws(PlayError) -> Double? {
    do throws(Diagnostic) {
      return try trace.evaluateTensor(expression).value.number
    } catch {
      throw PlayError(error.message)
    }
  }

  /// Where an entry stands among those of its input, and its value.
  private static func place(
    of entry: Expr, in trace: Trace
  ) throws(PlayError) -> (place: Int, value: Double) {
    guard let value = try number(entry, in: trace) else {
      throw PlayError(
        "\(entry) is a list; nudge one of its entries, such as: nudge \(entry)[0] 0.01")
    }
    var indices: [Int] = []
    var part = entry
    while case .index(let base, let index) = part.kind {
      indices.insert(index.literalValue.flatMap { Int(exactly: $0) } ?? 0, at: 0)
      part = base
    }
    let columns =
      entry.names.first.flatMap { trace.value(of: $0)?.shape.columns } ?? 1
    return (indices.count == 2 ? indices[0] * columns + indices[1] : indices.first ?? 0, value)
  }
}

extension Trace {
  /// The model with one entry of an input moved, run forward; nil where it has no value.
  func moving(_ input: String, at place: Int, by size: Double) -> Trace? {
    guard let value = point[input] else { return nil }
    var entries = value.entries
    entries[place] += size
    return setting(input, to: Tensor(value.shape, entries))
  }

  /// The model with another value for an input, run forward; nil where it has no value.
  func setting(_ input: String, to value: Tensor) -> Trace? {
    let program = model.program.rebinding([input: Expr(literal: value)])
    return (try? Model(program)).flatMap { try? Trace($0) }
  }
}

extension Expr {
  /// Whether it is a name, or an entry of one.
  fileprivate var isEntry: Bool {
    switch kind {
    case .name: true
    case .index(let base, let index): base.isEntry && index.literalValue != nil
    default: false
    }
  }
}

extension Double {
  /// A tenth of 1, as often as said; written so that 0.01 shrinks to 0.001 exactly where it can.
  fileprivate static func tenth(_ times: Int) -> Double {
    (0..<times).reduce(1) { share, _ in share / 10 }
  }
}
