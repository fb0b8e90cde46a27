import Autodiff
import ModelLanguage

/// What a picture puts on the screen, for whoever must know whether that gives an answer away.
extension Figure {
  /// The slopes that it tells; none without slopes.
  var shownSlopes: [ShownSlope] {
    guard tellsSlopes else { return [] }
    switch content {
    case .pipe(let network, _), .graph(let network):
      return network.shownSlopes.filter { told?.contains($0.by) ?? true }
    case .ledger(let ledger): return ledger.shownSlopes
    case .tangent(let curve), .valley(let curve, _):
      return zip(curve.names, curve.slopes).compactMap { name, slope in
        slope.map { ShownSlope(of: name, by: curve.input, value: .scalar($0)) }
      }
    case .area(let product):
      let output = trace.model.output
      // The strips are as wide as the slopes, whatever is made of the product.
      return [
        ShownSlope(of: output, by: product.across.name, value: .scalar(product.down.value)),
        ShownSlope(of: output, by: product.down.name, value: .scalar(product.across.value)),
      ]
    case .lines(let moves):
      guard let first = moves.first, first.after != first.before else { return [] }
      return moves.dropFirst().map { move in
        ShownSlope(
          of: move.name, by: first.name,
          value: .scalar((move.after - move.before) / (first.after - first.before)))
      }
    case .bars(let output, _):
      // Of a list every entry has a bar, or one tells them all.
      return barNames.compactMap { name in
        trace.slope(of: output, by: name).map { ShownSlope(of: output, by: name, value: $0) }
      }
    case .cells(let output, let blocks):
      return blocks.compactMap { block in
        block.gradient.map { ShownSlope(of: output, by: block.name, value: $0) }
      }
    case .trace(let run):
      return zip(run.request.leaves, run.slopes).map {
        ShownSlope(of: run.request.loss, by: $0, value: $1)
      }
    case .hchart(let output, let input, let gradient, _, _):
      return [ShownSlope(of: output, by: input, value: .scalar(gradient))]
    }
  }

  /// Whether it shows more than the forward pass.
  var hasMoreToTell: Bool {
    switch content {
    case .trace: true
    // The tangent of a valley is not what it is drawn for.
    case .valley(_, let step): step != nil
    default: !shownSlopes.isEmpty
    }
  }

  /// The values that it tells, by name.
  var shownValues: [(label: String, value: Tensor)] {
    switch content {
    case .pipe(let network, _), .graph(let network):
      network.nodes.filter { $0.name != hidden }.map { ($0.name, $0.value) }
    case .ledger(let ledger): ledger.rows.map { ($0.label, $0.value) }
    case .tangent(let curve), .valley(let curve, _):
      [(curve.input, .scalar(curve.start))]
        + zip(curve.names, curve.heights).map { ($0, .scalar($1)) }
    case .area(let product):
      [
        (product.across.name, .scalar(product.across.value)),
        (product.down.name, .scalar(product.down.value)),
        (
          "\(product.across.name)*\(product.down.name)",
          .scalar(product.across.value * product.down.value)
        ),
      ]
    case .lines(let moves): moves.map { ($0.name, .scalar($0.before)) }
    case .cells(_, let blocks): blocks.map { ($0.name, $0.value) }
    case .trace(let run): run.course.prefix(2).map { ("", .scalar($0.value)) }
    case .bars, .hchart: []
    }
  }
}
