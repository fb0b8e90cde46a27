import Drawing
import Foundation
import LessonFormat
import ModelLanguage
import Tutor

/// A picture: what was worked out for it, drawn or told in words.
struct FigureView {
  let figure: Figure
  /// How many rows the field of a plot has.
  var plotHeight = 12

  func lines(on page: Page) -> [StyledText] {
    switch figure.content {
    case .pipe(let network, let names): networkView(network, chain: names).lines(on: page)
    case .graph(let network): networkView(network, chain: nil).lines(on: page)
    case .ledger(let ledger): LedgerView(ledger: ledger).lines(on: page)
    case .tangent(let curve): curveView(curve, landing: nil).lines(on: page)
    case .valley(let curve, let landing): curveView(curve, landing: landing).lines(on: page)
    case .area(let product):
      ProductView(product: product, isTold: figure.tellsSlopes).lines(on: page)
    case .lines(let moves): MovesView(moves: moves).lines(on: page)
    case .bars(let output, let bars): SlopesView(output: output, slopes: bars).lines(on: page)
    case .cells(let output, let blocks): CellsView(output: output, blocks: blocks).lines(on: page)
    case .trace(let run): TrainingView(run: run, plotHeight: plotHeight).picture(on: page)
    case .hchart(let output, let input, let gradient, let attempts, let trusted):
      NudgeErrorsView(
        output: output, input: input, gradient: gradient, attempts: attempts, trusted: trusted
      ).lines(on: page)
    }
  }

  private func networkView(_ network: Network, chain: [String]?) -> NetworkView {
    NetworkView(
      network: network, chain: chain, hidden: figure.hidden,
      blamed: figure.told.map { told in
        Set(network.nodes.indices.filter { told.contains(network.nodes[$0].name) })
      })
  }

  private func curveView(_ curve: Tutor.Curve, landing: Landing?) -> CurveView {
    CurveView(
      curve: curve, landing: landing, tellsSlopes: figure.tellsSlopes, plotHeight: plotHeight)
  }
}

/// Numbers as pictures write them: four digits are as much as the eye takes in beside a drawing.
///
/// Whole numbers are written out up to seven digits, a number next to one never passes for it, and
/// where more than a few zeros would follow there is a power of ten.
func pictured(_ number: Double) -> String {
  guard number.isFinite, abs(number) >= 1e7 else {
    let isWhole = number == number.rounded()
    let text = NumberText.rounded(number, to: isWhole ? 8 : 4)
    return !isWhole && Double(text).map { $0 == $0.rounded() } == true
      ? NumberText.rounded(number) : text
  }
  let exponent = Int(log10(abs(number)).rounded(.down))
  let mantissa = NumberText.rounded(number / pow(10, Double(exponent)), to: 4)
  // 9.99996 rounds to a power of its own.
  return mantissa.hasSuffix("10") && !mantissa.contains(".")
    ? mantissa.dropLast() + "e\(exponent + 1)" : mantissa + "e\(exponent)"
}
