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
  /// The slope of the output by the entry.
  public let slope: Double
  /// The nudge that was asked for, then ever smaller ones.
  public let rows: [Row]
  /// Whether the smaller nudges come to agree with the gradient.
  public let isSmooth: Bool
  /// Whether the model holds blame back with `stop`.
  public let isHeldBack: Bool
  /// Whether the gradient foretells every one of them but for rounding.
  public let isStraight: Bool
  /// How much of a difference rounding alone can make.
  public let noise: Double

  /// How often the nudge shrinks, each time to a tenth.
  private static let shrinkings = 3

  /// Moves an entry of an input by `size`.
  ///
  /// - Parameters:
  ///   - entry: A name, or a name with indices.
  ///   - output: The name whose move is foretold; the model's output if nil.
  init(
    _ entry: Expr, by size: Double, of output: String? = nil, in trace: Trace
  ) throws(PlayError) {
    let model = trace.model
    (self.output, input) = (output ?? model.output, try Self.input(of: entry, in: model))
    let output = self.output
    guard let node = model.nodes[output], let leaf = model.leaves[input],
      let inputValue = trace.point[input]
    else { throw .noModel }
    guard let value = trace.value(of: output)?.number else {
      throw .isList(output, wanted: "a nudge watches a single number")
    }
    let (place, entryValue) = try Self.place(of: entry, in: inputValue)
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
    start = entryValue
    var rows: [Row] = []
    for shrinking in 0...Self.shrinkings {
      let step = size * Double.tenth(shrinking)
      let moved = trace.moving(input, at: place, by: step)?.value(of: output)?.number
      rows.append(
        Row(size: step, predicted: slope * step, actual: moved.map { $0 - value }))
    }
    self.rows = rows
    isHeldBack = model.program.statements.contains { $0.value.functions.contains("stop") }
    noise = 1e-13 * max(abs(value), abs(slope * size))
    let (slope, noise) = (self.slope, self.noise)
    isStraight = rows.allSatisfy { abs(($0.actual ?? .nan) - slope * $0.size) <= noise }
    // What the gradient misses shrinks faster than the nudge, unless rounding is all there is.
    let misses = rows.compactMap { row in row.actual.map { abs($0 - row.predicted) } }
    isSmooth =
      misses.count == rows.count
      && zip(misses, misses.dropFirst()).allSatisfy { $1 <= max(0.2 * $0, noise) }
      // A straight line that the gradient gets wrong misses by the same share each time.
      && (isStraight
        || misses[misses.count - 1] / abs(rows[rows.count - 1].size)
          <= 0.02 * max(abs(slope), misses[0] / abs(size)))
  }

  private static func input(of entry: Expr, in model: Model) throws(PlayError) -> String {
    guard let name = entry.names.first, entry.isEntry else {
      throw PlayError("say what to nudge and by how much, such as: nudge w 0.01")
    }
    guard model.nodes[name] != nil else { throw .unknown(name, in: model) }
    guard model.leaves[name] != nil else { throw .isComputed(name, "nudge", in: model) }
    return name
  }

  /// Where an entry stands among those of its input, and its value.
  ///
  /// The input of a name that is bound again later is what it was first bound to.
  private static func place(
    of entry: Expr, in value: Tensor
  ) throws(PlayError) -> (place: Int, value: Double) {
    var indices: [Int] = []
    var part = entry
    while case .index(let base, let index) = part.kind {
      guard let number = index.literalValue.flatMap({ Int(exactly: $0) }) else {
        throw PlayError("\(index) is no index; the first entry is [0]")
      }
      indices.insert(number, at: 0)
      part = base
    }
    let lengths: [Int] =
      switch value.shape {
      case .scalar: []
      case .vector(let count): [count]
      case .matrix(let rows, let columns): [rows, columns]
      }
    guard indices.count >= lengths.count else {
      let first = entry.description + String(repeating: "[0]", count: lengths.count - indices.count)
      throw PlayError("\(entry) is a list; nudge one of its entries, such as: nudge \(first) 0.01")
    }
    // As in the language, a negative index counts from the end.
    let places = zip(indices, lengths).map { $0 < 0 ? $0 + $1 : $0 }
    guard indices.count == lengths.count, zip(places, lengths).allSatisfy({ (0..<$1).contains($0) })
    else { throw PlayError("there is no \(entry)") }
    let place = zip(places, lengths).reduce(0) { $0 * $1.1 + $1.0 }
    return (place, value.entries[place])
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
