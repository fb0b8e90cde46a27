import Foundation
import Testing

/// What `lint --json` prints.
private struct Report: Decodable {
  struct Finding: Decodable {
    let file: String
    let line, column: Int
    let rule, message: String
    let mend: String?
  }

  let findings: [Finding]
  let chapters, variants: Int
}

@Suite struct LintTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Lint/"

  /// `RULE.broken.md` and `RULE.mended.md`, or folders of such a name.
  private static let fixtures: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.contains(".broken") }.sorted()
  }()

  private func lint(_ arguments: String...) throws -> (report: Report, status: Int32) {
    let outcome = try Learner().run(["lint", "--json"] + arguments)
    #expect(outcome.errors == "")
    return (
      try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)), outcome.status
    )
  }

  @Test(arguments: fixtures)
  func `each rule alone rejects its broken chapter, and the mended twin passes`(
    fixture: String
  ) throws {
    let rule = fixture.prefix { $0 != "." }
    let broken = try lint(Self.folder + fixture)
    #expect(broken.status == 1)
    #expect(Set(broken.report.findings.map(\.rule)) == [String(rule)])
    for finding in broken.report.findings {
      #expect(finding.line >= 1 && finding.column >= 1 && !finding.message.isEmpty)
      #expect(FileManager.default.fileExists(atPath: finding.file))
    }
    let mended = try lint(Self.folder + fixture.replacing(".broken", with: ".mended"))
    #expect(mended.status == 0)
    #expect(mended.report.findings.isEmpty, "\(mended.report.findings)")
  }

  @Test func `every rule has a fixture`() throws {
    let outcome = try Learner().run("lint", "--rules")
    let rules = outcome.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(rules.count > 20)
    #expect(
      Set(rules.map(String.init)) == Set(Self.fixtures.map { String($0.prefix { $0 != "." }) }))
  }

  @Test func `the shipped chapters pass, and every variant is counted`() throws {
    let (report, status) = try lint()
    #expect(status == 0)
    #expect(report.findings.isEmpty, "\(report.findings)")
    #expect(report.chapters == 15)
    #expect(report.variants > 2000)
  }

  @Test func `a finding is told with its line, a caret, the rule and the mend`() throws {
    let outcome = try Learner().run("lint", Self.folder + "hints-climb.broken.md")
    #expect(outcome.status == 1)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "error: hint 3 says none of this question's numbers [hints-climb]")
    #expect(
      lines.dropFirst(3).first?.hasSuffix("^ set up the last sum with live numbers, such as `=x`")
        == true)
    #expect(outcome.output.contains("1 chapter, 6 variants tried: 1 finding in 1 file."))
  }

  @Test func `a new chapter passes, and is never overwritten`() throws {
    let learner = try Learner()
    let written = try learner.run("new-chapter", "two-gates", "--in", learner.home)
    #expect(written.status == 0)
    let path = learner.home + "/two-gates.md"
    #expect(try learner.run("lint", path).status == 0)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let again = try learner.run("new-chapter", "two-gates", "--in", learner.home)
    #expect(again.status == 74)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(try learner.run("new-chapter", "Two Gates", "--in", learner.home).status == 64)
    #expect(try learner.run("new-chapter", "other", "--in", learner.home + "/nowhere").status == 74)
  }

  @Test func `a chapter may build on its neighbours in the folder`() throws {
    let folder = Self.folder + "skill-order.mended/"
    #expect(try lint(folder + "two.md").report.findings.isEmpty)
  }

  /// What a file holds, and where the first finding must stand.
  private static let hostile: [(name: String, content: String, line: Int, column: Int)] = {
    let front = "---\nformat: 1\nid: a\ntitle: A\nsummary: s\n---\n\n"
    let explosion = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    return [
      ("empty", "", 1, 1),
      ("blank", "\n\n\n", 1, 1),
      ("zeros", String(repeating: "\0", count: 4096), 1, 1),
      ("large", String(repeating: "a\n", count: 1 << 20), 1, 1),
      ("anchors", "---\nformat: 1\n\(explosion)id: a\n---\n", 3, 4),
      ("twice", "---\nformat: 1\nid: a\nid: b\ntitle: A\nsummary: s\n---\n\n## S\n", 3, 1),
      ("tab", front + "## S\n\n```model\nx\t= 3\n```\n", 11, 2),
      ("escape", front + "## S\n\n```model\nx = 3\n```\n\n\u{1B}[2J\n", 14, 1),
      ("open", front + "## S\n\n```model\nx = 3\n", 10, 1),
      (
        "deep", front + "## S\n\n```model\nx = " + String(repeating: "(", count: 9999) + "\n```\n",
        11, 106
      ),
    ]
  }()

  @Test(arguments: hostile.indices)
  func `a hostile file is refused at its place`(index: Int) throws {
    let (name, content, line, column) = Self.hostile[index]
    let learner = try Learner()
    let path = learner.home + "/\(name).md"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    let (report, status) = try lint(path)
    #expect(status == 1)
    #expect(report.findings.allSatisfy { $0.rule == "format" })
    let first = try #require(report.findings.first)
    #expect(first.line == line && first.column == column, "\(first)")
    #expect(report.findings.count <= 101)
  }

  @Test func `line ends of other systems and a byte order mark make no difference`() throws {
    let learner = try Learner()
    let chapter = try String(contentsOfFile: Self.folder + "format.mended.md", encoding: .utf8)
    let path = learner.home + "/other.md"
    try Data(("\u{FEFF}" + chapter.replacing("\n", with: "\r\n")).utf8)
      .write(to: URL(fileURLWithPath: path))
    #expect(try lint(path).report.findings.isEmpty)
  }

  @Test func `a missing path is a missing file, and one bad chapter does not hide the others`()
    throws
  {
    let learner = try Learner()
    let nowhere = try learner.run("lint", learner.home + "/nowhere.md")
    #expect(nowhere.status == 66)
    #expect(nowhere.errors.contains("nowhere.md"))
    let both = try lint(Self.folder + "format.broken.md", Self.folder + "unsaid-given.broken.md")
    #expect(both.report.findings.map(\.rule) == ["format", "unsaid-given"])
  }

  @Test(arguments: ["back", "skip", "quit", "hint"])
  func `a name that is a command is told and stops no walk`(name: String) throws {
    let chapter = try String(contentsOfFile: Self.folder + "format.mended.md", encoding: .utf8)
      .replacing("\nvary:\n  x: 4..9", with: "")
      .replacing("answer: dy/dx", with: "kind: formula\nanswer: dy/dx")
      .replacing("y = x^2 + 5", with: "\(name) = 2\ny = \(name)*x")
      .replacing("  - is: y\n", with: "  - is: y + 1\n")
    let learner = try Learner()
    let path = learner.home + "/named.md"
    try Data(chapter.utf8).write(to: URL(fileURLWithPath: path))
    let (report, status) = try lint(path)
    #expect(status == 1)
    #expect(report.findings.contains { $0.rule == "reserved-name" }, "\(report.findings)")
  }
}
