import ModelLanguage

extension Block {
  /// Reads prose: paragraphs, lists, quotes and pipe tables, one blank line apart.
  static func blocks(of prose: PlacedText, diagnostics: inout [Diagnostic]) -> [Block] {
    var reader = BlockReader(prose)
    reader.read()
    diagnostics += reader.diagnostics
    return reader.blocks
  }
}

private struct BlockReader {
  private let lines: [PlacedText]
  private(set) var blocks: [Block] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ prose: PlacedText) {
    lines = prose.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      PlacedText(
        text: String($1),
        start: SourcePosition(
          line: prose.start.line + $0, column: $0 == 0 ? prose.start.column : 1))
    }
  }

  mutating func read() {
    for group in lines.split(whereSeparator: { $0.text.allSatisfy(\.isWhitespace) }) {
      guard let first = group.first else { continue }
      if let name = Self.foreignMarkup(first.text) {
        diagnostics.append(
          Diagnostic(
            "\(name) is not used in chapters", at: first.range,
            advice: "see Lessons/README.md for what is"))
      } else if first.text.hasPrefix("- ") {
        list(Array(group))
      } else if first.text.hasPrefix("> ") {
        quote(Array(group))
      } else if first.text.hasPrefix("|") {
        table(Array(group))
      } else {
        blocks.append(.paragraph(inline(joined(Array(group)))))
      }
    }
  }

  private mutating func list(_ lines: [PlacedText]) {
    var items: [[PlacedText]] = []
    for line in lines {
      if line.text.hasPrefix("- ") {
        items.append([line.dropFirst(2)])
      } else {
        items[items.count - 1].append(line)
      }
    }
    var texts: [RichText] = []
    for item in items { texts.append(inline(joined(item))) }
    blocks.append(.list(texts))
  }

  private mutating func quote(_ lines: [PlacedText]) {
    let stripped = lines.map { $0.text.hasPrefix("> ") ? $0.dropFirst(2) : $0 }
    blocks.append(.quote(inline(joined(stripped))))
  }

  private mutating func table(_ lines: [PlacedText]) {
    var rows: [[RichText]] = []
    for (number, line) in lines.enumerated() {
      let cells = Self.cells(of: line)
      if number == 1 {
        if !cells.allSatisfy({ $0.text.contains("-") && $0.text.allSatisfy { "-: ".contains($0) } })
        {
          diagnostics.append(
            Diagnostic(
              "the second line of a table is a rule", at: line.range, advice: "as | --- | --- |"))
        }
        continue
      }
      var row: [RichText] = []
      for cell in cells { row.append(inline(cell)) }
      if let width = rows.first?.count, row.count != width {
        diagnostics.append(
          Diagnostic("this row has \(row.count) cells, the heading \(width)", at: line.range))
      }
      rows.append(row)
    }
    blocks.append(.table(rows))
  }

  /// The cells between the bars; a bar inside code belongs to the code.
  private static func cells(of line: PlacedText) -> [PlacedText] {
    var cells: [PlacedText] = []
    var cell = ""
    var start = 1
    var inCode = false
    for (offset, scalar) in line.text.unicodeScalars.enumerated().dropFirst() {
      if scalar == "`" { inCode.toggle() }
      if scalar == "|", !inCode {
        let blanks = cell.prefix { $0 == " " }.count
        let text = String(cell.dropFirst(blanks).reversed().drop { $0 == " " }.reversed())
        cells.append(
          PlacedText(
            text: text,
            start: SourcePosition(line: line.start.line, column: start + 1 + blanks)))
        cell = ""
        start = offset + 1
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    return cells
  }

  private mutating func inline(_ text: PlacedText) -> RichText {
    RichText(text, diagnostics: &diagnostics)
  }

  private func joined(_ lines: [PlacedText]) -> PlacedText {
    PlacedText(
      text: lines.map(\.text).joined(separator: "\n"), start: lines.first?.start ?? .start)
  }

  private static func foreignMarkup(_ line: String) -> String? {
    let digits = line.prefix { $0.isNumber }
    if !digits.isEmpty, line.dropFirst(digits.count).hasPrefix(". ") { return "a numbered list" }
    if line.hasPrefix("    ") { return "indented code" }
    if line.hasPrefix("~~~") { return "a '~~~' fence" }
    if line.hasPrefix("* ") || line.hasPrefix("+ ") { return "a list with '\(line.prefix(1))'" }
    if line.hasPrefix("<") { return "HTML" }
    if line.hasPrefix("---") || line.hasPrefix("***") || line.hasPrefix("===") { return "a rule" }
    return nil
  }
}
