import Drawing
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
      nudgeText: (factor.nudge < 0 ? "" : "+") + pictured(factor.nudge))
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
