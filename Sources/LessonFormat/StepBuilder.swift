import ModelLanguage

/// Makes a step of a section and proves that all it refers to exists.
struct StepBuilder {
  /// A longer model would make a chapter slow to prove, and nobody could read it.
  static let longestModel = 16_384
  /// Every value and slope of a model is shown, and proved for every variant.
  static let mostNumbers = 2000

  private let section: StepSection
  private let needsModel: Bool
  /// The model after this step: its own, else the one of the step before; nil where that one has
  /// a mistake.
  private(set) var model: Model?
  /// What the step is called; empty if nothing in it makes a name.
  private(set) var id: PlacedText
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - needsModel: Whether a missing model is a mistake of this step.
  ///   - model: The model of the step before.
  init(_ section: StepSection, needsModel: Bool, inheriting model: Model?) {
    self.section = section
    self.needsModel = needsModel
    self.model = model
    id = PlacedText(text: kebabCased(section.title.text), start: section.title.start)
  }

  /// - Returns: The step, if it has a model; anything wrong with it is in `diagnostics`.
  mutating func build() -> Step? {
    let introducesModel = !fences(.model).isEmpty
    if introducesModel {
      readModel()
    } else if needsModel {
      diagnostics.append(
        Diagnostic(
          "there is no model yet", at: section.title.range,
          advice: "the first step needs a ```model block"))
    }
    let picture = readPicture()
    let task = readTask()
    let (opening, closing) = readProse()
    let experiments = readExperiments()
    if id.text.isEmpty {
      diagnostics.append(
        Diagnostic(
          "this title makes no id", at: section.title.range,
          advice: "use a letter from a to z or a digit in it"))
    }
    guard let model else { return nil }
    let step = Step(
      id: id.text, title: section.title.text, model: model, introducesModel: introducesModel,
      opening: opening, picture: picture, task: task, closing: closing, experiments: experiments,
      range: section.title.range)
    var check = StepCheck(step)
    check.run(isComplete: diagnostics.isEmpty)
    diagnostics += check.diagnostics
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
    model = nil
    guard let source = single(.model) else { return }
    guard source.text.utf8.count <= Self.longestModel else {
      diagnostics.append(
        Diagnostic("the model is longer than \(Self.longestModel) bytes", at: source.range))
      return
    }
    do throws(Diagnostic.List) {
      let read = try Model(Program(parsing: source.text, from: source.start))
      if read.numberCount <= Self.mostNumbers {
        model = read
      } else {
        diagnostics.append(
          Diagnostic(
            "the model has \(read.numberCount) numbers in it, more than \(Self.mostNumbers)",
            at: source.range, advice: "take smaller lists and matrices, or fewer lines"))
      }
    } catch {
      diagnostics += error.diagnostics
    }
  }

  private mutating func readTask() -> Task? {
    let question = readQuestion()
    guard let source = single(.edit) else { return question.map { .predict($0) } }
    if question != nil {
      diagnostics.append(
        Diagnostic(
          "a step has a 'predict' or an 'edit' block, not both", at: source.range,
          advice: "give the second one a step of its own"))
    }
    var reader = EditTaskReader(source)
    let edit = reader.read()
    if let id = reader.id { self.id = id }
    diagnostics += reader.diagnostics
    return edit.map { .edit($0) }
  }

  private mutating func readQuestion() -> Question? {
    guard let source = single(.predict) else { return nil }
    var reader = QuestionReader(source, modelNames: model?.names ?? [])
    let question = reader.read()
    if let id = reader.id { self.id = id }
    diagnostics += reader.diagnostics
    return question
  }

  private mutating func readProse() -> (opening: [Block], closing: [Block]) {
    var opening: [Block] = []
    var closing: [Block] = []
    var asked = false
    for part in section.parts {
      switch part {
      case .fence(let fence):
        if fence.kind == .predict || fence.kind == .edit { asked = true }
      case .prose(let text):
        let blocks = Block.blocks(of: text, diagnostics: &diagnostics)
        if asked { closing += blocks } else { opening += blocks }
      }
    }
    return (opening, closing)
  }

  private mutating func readPicture() -> Picture? {
    guard let source = single(.picture) else { return nil }
    let words = source.lines.flatMap(\.words)
    guard let word = words.first, let kind = Picture.Kind(rawValue: word.text) else {
      let names = Picture.Kind.allCases.map(\.rawValue)
      let nearest = words.first.flatMap { Spelling.nearest(to: $0.text, among: names) }
      diagnostics.append(
        Diagnostic(
          words.first.map { "unknown picture \(quoted($0.text))" } ?? "this picture has no kind",
          at: words.first?.range ?? source.range,
          advice: nearest.map { "did you mean '\($0)'?" }
            ?? "known here: \(names.joined(separator: ", "))"))
      return nil
    }
    var names = Array(words.dropFirst())
    let range = readRange(&names)
    if let model {
      for name in names where model.nodes[name.text] == nil {
        diagnostics.append(.notInModel(name, what: "the picture shows", known: model.names))
      }
    }
    return Picture(kind: kind, names: names.map(\.text), range: range, place: word.range)
  }

  /// The two numbers behind a picture's names, as in `film x -2 2`; they are taken off.
  private mutating func readRange(_ words: inout [PlacedText]) -> ClosedRange<Double>? {
    guard words.count >= 3, let low = Double(words[words.count - 2].text),
      let high = Double(words[words.count - 1].text)
    else { return nil }
    let place = words[words.count - 2].range
    words.removeLast(2)
    guard low < high, (high - low).isFinite else {
      diagnostics.append(
        Diagnostic(
          "the picture's range is empty", at: place,
          advice: "write the smaller number first, such as: -2 2"))
      return nil
    }
    return low...high
  }

  private mutating func readExperiments() -> [Experiment] {
    var experiments: [Experiment] = []
    for line in fences(.experiment).flatMap(\.lines) where !line.isBlank {
      do throws(Diagnostic.List) {
        experiments.append(try Experiment(line, diagnostics: &diagnostics))
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return experiments
  }
}

extension Diagnostic {
  static func notInModel(_ name: PlacedText, what: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "\(what) \(quoted(name.text)), which the model does not have", at: name.range,
      advice: Spelling.nearest(to: name.text, among: known).map { "did you mean '\($0)'?" })
  }
}
