import Autodiff
import Drawing

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
