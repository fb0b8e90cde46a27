import Drawing
import ModelLanguage
import Tutor

/// What a function or a name is.
struct InfoView {
  let info: Info

  func lines(on page: Page) -> [StyledText] {
    switch info {
    case .function(let function): self.function(function, on: page)
    case .name(let name): self.name(name, on: page)
    case .command(let command): CommandList(commands: [command]).lines(on: page)
    }
  }

  private func function(_ function: FunctionInfo, on page: Page) -> [StyledText] {
    let heading =
      StyledText(function.name, .code) + StyledText(", \(function.arguments). \(function.about)")
    var lines = page.paragraph(heading)
    if let slope = function.slope {
      lines += page.paragraph(
        StyledText("Its slope, with y for its value: ") + StyledText("\(slope)", .local)
          + StyledText("."))
    }
    guard !function.table.isEmpty else { return lines }
    var table = Table(
      heading: ["x", "value", "slope"].map { StyledText($0, .aside) },
      alignments: [.right, .right, .right])
    for row in function.table {
      table.addRow([
        StyledText(NumberText.rounded(row.x)),
        StyledText(row.value.map { NumberText.rounded($0, to: 4) } ?? "none", .value),
        StyledText(row.slope.map { NumberText.rounded($0, to: 4) } ?? "none", .local),
      ])
    }
    return lines + [StyledText()] + table.lines(on: page)
  }

  private func name(_ name: NameInfo, on page: Page) -> [StyledText] {
    let value = NumberText.rounded(name.value)
    let what =
      name.expression.map { "\(name.name) = \($0.label), which is \(value)." }
      ?? "\(name.name) is an input; its value is \(value)."
    let users =
      name.users.isEmpty
      ? "Nothing is made from it." : "Made from it: \(name.users.joined(separator: ", "))."
    return page.paragraph(what + " " + users)
  }
}
