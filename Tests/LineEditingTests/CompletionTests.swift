import TerminalTesting
import Testing

struct CompletionTests {
  @Test(arguments: [
    ("wei", "weight"),
    ("2*h", "2*h"),  // help, hello: nothing in common beyond what is typed
    ("2*w", "2*weight"),
    ("2*w1+w", "2*w1+weight"),
    ("dL/dw + wei", "dL/dw + weight"),
    ("chain-r", "chain-rule"),
    ("x-wei", "x-weight"),
    ("x*-wei", "x*-weight"),
    ("ta", "tanh("),  // a function's parenthesis comes with it
    ("hö", "höhe"),
    ("zzz", "zzz"),
  ])
  func `tab completes the word at the cursor`(typed: String, line: String) throws {
    let terminal = try probe()
    try terminal.send(Keys(typed), .tab, .enter)
    try terminal.expectLine("line: [\(line)]")
  }

  @Test func `tab completes in the middle of a line`() throws {
    let terminal = try probe()
    try terminal.send("2*wei + 1", .control("a"), Keys(repeating("\u{1b}[C", 5)), .tab, .enter)
    try terminal.expectLine("line: [2*weight + 1]")
  }

  @Test func `several candidates are listed with their notes`() throws {
    let terminal = try probe()
    try terminal.send("chain-", .tab, .tab)
    let list = try terminal.expect("> chain-")
    #expect(list.contains("chain-letter  no chapter\r\nchain-rule    a chapter\r\n"))
    try terminal.send("r", .tab, .enter)
    try terminal.expectLine("line: [chain-rule]")
  }

  @Test func `on an empty line everything is offered`() throws {
    let terminal = try probe()
    try terminal.send(.tab, .tab)
    try terminal.expect("chain-rule    a chapter")
  }

  @Test func `a list fits a narrow terminal`() throws {
    let terminal = try probe(columns: 24)
    try terminal.send("h", .tab, .tab)
    let list = try terminal.expect("> h")
    let lines = list.split(separator: "\r\n").filter { $0.hasPrefix("h") && $0.count > 1 }
    #expect(lines == ["hello  says hello", "help   explains with...", "höhe   größer ∂ 漢字"])
  }

  @Test func `file names complete only where asked for`() throws {
    let terminal = try probe()
    try terminal.send("load /dev/nul", .tab, .enter)
    try terminal.expectLine("line: [load /dev/null ]")
    try terminal.send("/dev/nul", .tab, .enter)
    try terminal.expectLine("line: [/dev/nul]")
  }

  private func repeating(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }
}
