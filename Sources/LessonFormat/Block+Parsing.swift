import ModelLanguage

extension Block {
  /// Reads prose: paragraphs, lists, quotes and pipe tables, one blank line apart.
  static func blocks(of prose: PlacedText, diagnostics: inout [Diagnostic]) -> [Block] {
    var reader = BlockReader()
    for group in prose.lines.split(whereSeparator: \.isBlank) { reader.read(Array(group)) }
    diagnostics += reader.diagnostics
    return reader.blocks
  }
}

/// What a line belongs to, by how it starts.
private enum Form: String {
  case list, quote, table, paragraph

  init(_ line: PlacedText) {
    self =
      if line.text.hasPrefix("- ") {
        .list
      } else if line.text.hasPrefix(">") {
        .quote
      } else if line.text.hasPrefix("|") {
        .table
      } else {
        .paragraph
      }
  }
}

private struct BlockReader {
  private(set) var blocks: [Block] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Reads the lines between two blank ones; at least one.
  mutating func read(_ lines: [PlacedText]) {
    let form = Form(lines[0])
    for (number, line) in lines.enumerated() {
      if let name = foreignMarkup(line.text, isFirst: number == 0) {
        diagnostics.append(.foreign(name, at: line.trimmed.range))
        return
      }
      if Form(line) != form, Form(line) != .paragraph {
        diagnostics.append(
          Diagnostic(
            "a \(Form(line).rawValue) starts after a blank line", at: line.range,
            advice: "put one before it"))
        return
      }
    }
    switch form {
    case .list: list(lines)
    case .quote: quote(lines)
    case .table: table(lines)
    case .paragraph: blocks.append(.paragraph(inline(joined(lines))))
    }
  }

  private mutating func list(_ lines: [PlacedText]) {
    var items: [[PlacedText]] = []
    for line in lines {
      if Form(line) == .list {
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
    var stripped = [lines[0].dropFirst(1).trimmed]
    for var line in lines.dropFirst() {
      // A blank instead of the mark keeps every column where it was.
      if Form(line) == .quote { line.text = " " + line.dropFirst(1).text }
      stripped.append(line)
    }
    blocks.append(.quote(inline(joined(stripped))))
  }

  private mutating func table(_ lines: [PlacedText]) {
    var rows: [[RichText]] = []
    for (number, line) in lines.enumerated() {
      guard let cells = cells(of: line.trimmed) else { continue }
      let isRule = cells.allSatisfy {
        $0.text.contains("-") && $0.text.allSatisfy { "-:".contains($0) }
      }
      if number == 1, !isRule { note("the second line of a table is a rule", at: line) }
      if let width = rows.first?.count, cells.count != width {
        note("this row has \(cells.count) cells, the heading \(width)", at: line)
      }
      if number == 1 { continue }
      var row: [RichText] = []
      for cell in cells { row.append(inline(cell)) }
      rows.append(row)
    }
    if lines.count == 1 { note("a table has a heading, a rule and rows", at: lines[0]) }
    blocks.append(.table(rows))
  }

  /// The cells between the bars; a bar inside code belongs to the code.
  private mutating func cells(of line: PlacedText) -> [PlacedText]? {
    guard line.text.hasPrefix("|"), line.text.hasSuffix("|"), line.text.count > 1 else {
      note("a row of a table stands between bars", at: line)
      return nil
    }
    var cells: [PlacedText] = []
    var start = 1
    var inCode = false
    for (offset, scalar) in line.text.unicodeScalars.enumerated().dropFirst() {
      if scalar == "`" { inCode.toggle() }
      guard scalar == "|", !inCode else { continue }
      var cell = line.dropFirst(start)
      cell.text = String(cell.text.unicodeScalars.prefix(offset - start))
      cells.append(cell.trimmed)
      start = offset + 1
    }
    return cells
  }

  private mutating func inline(_ text: PlacedText) -> RichText {
    RichText(text, diagnostics: &diagnostics)
  }

  /// Lines as one text, placed where the first one starts.
  private func joined(_ lines: [PlacedText]) -> PlacedText {
    PlacedText(text: lines.map(\.text).joined(separator: "\n"), start: lines[0].start)
  }

  private mutating func note(_ message: String, at line: PlacedText) {
    diagnostics.append(
      Diagnostic(message, at: line.range, advice: "as | a | b |, then | --- | --- |"))
  }
}

/// What a line starts that chapters do not use; some of it only matters in a block's first line.
private func foreignMarkup(_ line: String, isFirst: Bool) -> String? {
  let digits = line.prefix { $0.isNumber }
  let text = line.drop { $0 == " " }
  let marks = Set(text.filter { $0 != " " })
  if isFirst, !digits.isEmpty, [". ", ") "].contains(line.dropFirst(digits.count).prefix(2)) {
    return "a numbered list"
  }
  if isFirst, line.hasPrefix("    ") { return "indented code" }
  if text.hasPrefix("~~~") { return "a '~~~' fence" }
  if text.hasPrefix("```") { return "an indented fence" }
  if text.hasPrefix("* ") || text.hasPrefix("+ ") { return "a list with '\(text.prefix(1))'" }
  if text.hasPrefix("- "), text.count < line.count { return "a list in a list" }
  if text.count >= 3, marks.count == 1, marks.isSubset(of: ["-", "*", "_", "="]) {
    return "a rule"
  }
  return nil
}
