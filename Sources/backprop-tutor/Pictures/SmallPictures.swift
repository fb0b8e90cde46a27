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
  /// The size that a check relies on.
  let trusted: Double?

  func lines(on page: Page) -> [StyledText] {
    let slope = "d\(output)/d\(input) = \(pictured(gradient))"
    let errors = attempts.map { attempt in
      Plot.Point(x: attempt.step, y: abs(attempt.numeric - gradient))
    }
    // What is off by nothing has no place on an axis of ratios.
    let drawn = errors.filter { $0.y > abs(gradient) * 1e-15 }
    guard drawn.count > attempts.count / 2 else {
      return paragraph(
        "Nudging finds \(slope) exactly at nearly every size of the nudge, so there is no error to "
          + "draw: the model is too simple along \(input).", page)
    }
    let plot = Plot(
      x: Plot.Axis(name: "nudge", isLogarithmic: true),
      y: Plot.Axis(name: "error", isLogarithmic: true),
      curves: [Plot.Curve(name: "error", points: drawn)],
      marks: drawn.filter { $0.x == trusted }.map {
        Plot.Mark(
          x: $0.x, y: $0.y, text: "trusted", sentence: "A check trusts the nudge of \(small($0.x))."
        )
      },
      format: small)
    return paragraph("How far nudging is off \(slope), at each size of the nudge:", page)
      + plot.lines(on: page)
  }

  private func small(_ number: Double) -> String { NumberText.rounded(number, to: 2) }

  private func paragraph(_ text: String, _ page: Page) -> [StyledText] {
    StyledText(text).wrapped(to: page.width, first: StyledText("  "))
  }
}
