import ModelLanguage

/// Makes a step of a section and proves that all it refers to exists.
struct StepBuilder {
  private let section: StepSection
  private(set) var model: Model?
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter model: The model of the step before.
  init(_ section: StepSection, inheriting model: Model?) {
    self.section = section
    self.model = model
  }

  /// - Returns: The step, if it is sound enough for those after it to build on; anything wrong with
  ///   it is in `diagnostics`.
  mutating func build() -> Step? {
    let introducesModel = !fences(.model).isEmpty
    readModel()
    guard let model else {
      if !introducesModel {
        diagnostics.append(
          Diagnostic(
            "there is no model yet", at: section.title.range,
            advice: "the first step needs a ```model block"))
      }
      return nil
    }
    let question = readQuestion(about: model)
    let (opening, closing) = readProse(hasQuestion: question != nil)
    let experiments = readExperiments()
    let step = Step(
      id: question?.id ?? kebabCased(section.title.text), title: section.title.text, model: model,
      introducesModel: introducesModel, opening: opening, picture: readPicture(of: model),
      question: question, closing: closing, experiments: experiments)
    if diagnostics.isEmpty {
      var check = StepCheck(step)
      check.run()
      diagnostics += check.diagnostics
    }
    return step
  }

  private func fences(_ kind: FencedBlock.Kind) -> [PlacedText] {
    section.parts.compactMap { part in
      if case .fence(let fence) = part, fence.kind == kind { fence.content } else { nil }
    }
  }

  /// The one block of a kind; a second one is noted.
  private mutating func single(_ kind: FencedBlock.Kind) -> PlacedText? {
    let all = fences(kind)
    if all.count > 1 {
      diagnostics.append(
        Diagnostic("a step has one '\(kind.rawValue)' block", at: all[1].range))
    }
    return all.first
  }

  private mutating func readModel() {
    guard let source = single(.model) else { return }
    model = nil
    do throws(Diagnostic.List) {
      model = try Model(Program(parsing: source.text, from: source.start))
    } catch {
      diagnostics += error.diagnostics
    }
  }

  private mutating func readQuestion(about model: Model) -> Question? {
    guard let source = single(.predict) else { return nil }
    var reader = QuestionReader(source)
    let question = reader.read()
    diagnostics += reader.diagnostics
    return question
  }

  private mutating func readProse(hasQuestion: Bool) -> (opening: [Block], closing: [Block]) {
    var opening: [Block] = []
    var closing: [Block] = []
    var asked = false
    for part in section.parts {
      switch part {
      case .fence(let fence):
        if fence.kind == .predict { asked = true }
      case .prose(let text):
        let blocks = Block.blocks(of: text, diagnostics: &diagnostics)
        if asked { closing += blocks } else { opening += blocks }
      }
    }
    return (opening, closing)
  }

  private mutating func readPicture(of model: Model) -> Picture? {
    guard let source = single(.picture) else { return nil }
    let words = source.text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let word = words.first, let kind = Picture.Kind(rawValue: word) else {
      let names = Picture.Kind.allCases.map(\.rawValue)
      let nearest = words.first.flatMap { Spelling.nearest(to: $0, among: names) }
      diagnostics.append(
        Diagnostic(
          "unknown picture '\(words.first ?? "")'", at: source.range,
          advice: nearest.map { "did you mean '\($0)'?" }
            ?? "known here: \(names.joined(separator: ", "))"))
      return nil
    }
    return Picture(kind: kind, names: Array(words.dropFirst()))
  }

  private mutating func readExperiments() -> [Experiment] {
    var experiments: [Experiment] = []
    for source in fences(.experiment) {
      let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (offset, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
        let placed = PlacedText(
          text: String(line), start: SourcePosition(line: source.start.line + offset, column: 1))
        if let experiment = experiment(placed) { experiments.append(experiment) }
      }
    }
    return experiments
  }

  private mutating func experiment(_ line: PlacedText) -> Experiment? {
    let command = line.text.prefix { $0 != "#" }
    let remark = line.dropFirst(command.unicodeScalars.count + 1)
    do throws(Diagnostic.List) {
      let changes = try Experiment.changes(in: String(command), from: line.start)
      let text = String(command.reversed().drop(while: \.isWhitespace).reversed())
      return Experiment(
        command: text, changes: changes,
        remark: RichText(
          PlacedText(
            text: String(remark.text.drop(while: \.isWhitespace)),
            start: SourcePosition(
              line: remark.start.line,
              column: remark.start.column + remark.text.prefix(while: \.isWhitespace).count)),
          diagnostics: &diagnostics))
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }
}

extension Experiment {
  /// What `set x = 3; y = x^2` changes; each part may say `set` again.
  ///
  /// - Parameter start: Where `command` stands in the text that the diagnostics speak of.
  public static func changes(
    in command: String, from start: SourcePosition = .start
  ) throws(Diagnostic.List) -> [String: Expr] {
    var text = ""
    for (index, part) in command.split(separator: ";", omittingEmptySubsequences: false)
      .enumerated()
    {
      let blanks = part.prefix(while: \.isWhitespace)
      let body = part.dropFirst(blanks.count)
      let saysSet = body == "set" || body.hasPrefix("set ")
      if index == 0, !saysSet {
        throw Diagnostic.List([
          Diagnostic(
            "an experiment is a 'set'", at: SourceRange(start: start, length: body.count),
            advice: "such as: set x = 3")
        ])
      }
      // Blanks instead of the word keep every column where it was.
      text += (index > 0 ? ";" : "") + blanks + (saysSet ? "   " + body.dropFirst(3) : body)
    }
    let program = try Program(parsing: text, from: start)
    return Dictionary(program.statements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }
}
