import Autodiff
import Drawing
import ModelLanguage
import Tutor

/// A product as a rectangle with two strips and a corner.
struct ProductView {
  let product: Product
  /// Whether the areas are told.
  let isTold: Bool

  func lines(on page: Page) -> [StyledText] {
    AreaDiagram(
      across: side(product.across), down: side(product.down), areas: areas
    ).lines(on: page)
  }

  private func side(_ factor: Product.Factor) -> AreaDiagram.Side {
    AreaDiagram.Side(
      name: factor.name, value: factor.value, text: pictured(factor.value), nudge: factor.nudge,
      nudgeText: "+" + pictured(factor.nudge))
  }

  private var areas: AreaDiagram.Areas {
    let (across, down) = (product.across, product.down)
    let main = "\(across.name)*\(down.name)"
    guard isTold else { return AreaDiagram.Areas(main: main) }
    func text(_ words: String, _ left: Double, _ right: Double) -> String {
      "\(words) = \(pictured(left * right))"
    }
    return AreaDiagram.Areas(
      main: text(main, across.value, down.value),
      right: text("\(pictured(across.nudge))*\(down.name)", across.nudge, down.value),
      below: text("\(across.name)*\(pictured(down.nudge))", across.value, down.nudge),
      corner: text("\(pictured(across.nudge))*\(pictured(down.nudge))", across.nudge, down.nudge))
  }
}

/// Number lines below one another, and how far a nudge of the first moves each.
struct MovesView {
  let moves: [Move]

  func lines(on page: Page) -> [StyledText] {
    NumberLines(
      moves.map { NumberLines.Line(name: $0.name, value: $0.before, move: $0.after - $0.before) },
      format: pictured
    ).lines(on: page)
  }
}

/// The sizes of slopes, a bar each.
struct SlopesView {
  let output: String
  let slopes: [(label: String, slope: Double)]

  /// From so large a ratio on equal lengths are equal ratios.
  private static let mostLinear = 200.0

  func lines(on page: Page) -> [StyledText] {
    let heading = StyledText("Slopes of ") + StyledText(output, .code) + StyledText(" by:")
    let chart = BarChart(
      rows: slopes.map {
        BarChart.Row(name: $0.label, value: $0.slope, text: pictured($0.slope), role: .gradient)
      },
      isLogarithmic: isWide, format: pictured)
    return heading.wrapped(to: page.width, first: StyledText("  ")) + chart.lines(on: page)
  }

  private var isWide: Bool {
    let sizes = slopes.map { abs($0.slope) }.filter { $0 > 0 && $0.isFinite }
    guard let largest = sizes.max(), let smallest = sizes.min() else { return false }
    return largest / smallest > Self.mostLinear
  }
}

/// Values as grids, and beside each the gradient of the output by it.
struct CellsView {
  let output: String
  let blocks: [(name: String, value: Tensor, gradient: Tensor?)]

  func lines(on page: Page) -> [StyledText] {
    CellGrid(
      blocks: blocks.flatMap { block -> [CellGrid.Block] in
        let value = CellGrid.Block(
          title: StyledText(block.name, .code), rows: rows(block.value),
          staysWithNext: block.gradient != nil)
        guard let gradient = block.gradient else { return [value] }
        return [
          value,
          CellGrid.Block(
            title: StyledText("d\(output)/d\(block.name)", .code), rows: rows(gradient),
            role: .gradient),
        ]
      }
    ).lines(on: page)
  }

  /// A number is one cell, a list a column.
  private func rows(_ value: Tensor) -> [[String]] {
    switch value {
    case .scalar(let number): [[pictured(number)]]
    case .vector(let entries): entries.map { [pictured($0)] }
    case .matrix(_, let columns, let entries):
      stride(from: 0, to: entries.count, by: columns).map { start in
        entries[start..<start + columns].map(pictured)
      }
    }
  }
}

/// How far the slope by nudging is off, at every size of the nudge.
struct NudgeErrorsView {
  let output: String
  let input: String
  let gradient: Double
  let attempts: [NumericCheck.Attempt]

  func lines(on page: Page) -> [StyledText] {
    let label = "d\(output)/d\(input)"
    let heading =
      StyledText("How far nudging is off ") + StyledText(label, .code)
      + StyledText(" = \(pictured(gradient)), at each size of the nudge:")
    let errors = attempts.map { attempt in
      // An exact hit has no place on a logarithmic axis; it is drawn at the smallest error there is.
      Plot.Point(
        x: attempt.step,
        y: max(abs(attempt.numeric - gradient), abs(gradient).ulp, Double.ulpOfOne / 1024))
    }
    let plot = Plot(
      x: Plot.Axis(name: "nudge", isLogarithmic: true),
      y: Plot.Axis(name: "error", isLogarithmic: true),
      curves: [Plot.Curve(name: "error", points: errors)],
      marks: errors.min { $0.y < $1.y }.map {
        [Plot.Mark(x: $0.x, y: $0.y, text: "best: \(pictured($0.x))")]
      } ?? [],
      format: { NumberText.rounded($0, to: 2) })
    return heading.wrapped(to: page.width, first: StyledText("  ")) + plot.lines(on: page)
  }
}
