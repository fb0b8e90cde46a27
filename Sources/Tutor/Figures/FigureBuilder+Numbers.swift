import Autodiff
import ModelLanguage

/// Pictures of values and slopes at one place: areas, rulers, bars and grids.
extension FigureBuilder {
  /// More bars than that are one for each name.
  private static let mostBars = 16

  func product() throws(PlayError) -> Product {
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
  func moves() throws(PlayError) -> [Move] {
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

  func bars() throws(PlayError) -> [(label: String, slope: Double)] {
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

  func cells() throws(PlayError) -> [(name: String, value: Tensor, gradient: Tensor?)] {
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
