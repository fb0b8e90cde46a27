import ModelLanguage

/// Reads an `edit` block.
///
/// Where something is missing it is noted and a stand-in takes its place.
struct EditTaskReader {
  private var yaml: YAMLReader
  private let start: SourceRange
  /// The task's id and where it stands, if it has one.
  private(set) var id: PlacedText?
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: PlacedText) {
    yaml = YAMLReader(source)
    start = source.range
  }

  /// - Returns: nil if it has no solution that can be read, without which nothing can be proved.
  mutating func read() -> EditTask? {
    let prompt = TaskPrompt(from: &yaml, at: start, diagnostics: &diagnostics)
    id = prompt.id
    let solution = yaml.text("solution")
    let edit = solution.flatMap { readEdit($0) }
    let goals = readGoals()
    yaml.finish()
    diagnostics += yaml.diagnostics
    guard let solution, let edit else { return nil }
    return EditTask(
      id: prompt.id?.text ?? "", ask: prompt.ask, solution: solution.text, solutionEdit: edit,
      solutionRange: solution.range, goals: goals, hints: prompt.hints)
  }

  private mutating func readEdit(_ source: PlacedText) -> ProgramEdit? {
    do throws(Diagnostic.List) {
      return try ProgramEdit(parsing: source.text, from: source.start)
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }

  private mutating func readGoals() -> [EditTask.Goal] {
    let mistakes = yaml.diagnostics.count
    var goals: [EditTask.Goal] = []
    let readers = yaml.mappings("goals")
    for var reader in readers {
      let same = reader.text("same", optional: true)
      let checked = reader.text("checked", optional: true)
      let value = reader.text("is", optional: true)
      let target = reader.text("equals", optional: value == nil)
      let remark = reader.text("say").map { RichText($0, diagnostics: &diagnostics) }
      reader.finish()
      diagnostics += reader.diagnostics
      let kinds = [same, checked, value].compactMap { $0 }
      if kinds.count != 1 || (value == nil && target != nil) {
        diagnostics.append(
          Diagnostic(
            "a goal is one of 'same', 'checked', or 'is' with 'equals'",
            at: kinds.last?.range ?? reader.range))
      }
      guard let first = kinds.first, let remark else { continue }
      let kind: EditTask.Goal.Kind? =
        if let same {
          .same(same.text)
        } else if let checked {
          .checked(checked.text)
        } else if let value, let target, let left = Expr(value, diagnostics: &diagnostics),
          let right = Expr(target, diagnostics: &diagnostics)
        {
          .number(left, equals: right)
        } else {
          nil
        }
      if let kind { goals.append(EditTask.Goal(kind: kind, remark: remark, range: first.range)) }
    }
    if readers.isEmpty, yaml.diagnostics.count == mistakes, yaml.isReadable {
      diagnostics.append(
        Diagnostic(
          "an edit needs 'goals'", at: start, advice: "say what must be true of the changed model"))
    }
    return goals
  }
}
