import LessonFormat
import LineEditing
import ModelLanguage
import Tutor

/// What Tab offers at a prompt, by what stands before the cursor.
struct PromptCompletions {
  private var commands: [Command] = []
  /// The model whose names are offered.
  private var trace: Trace?
  private var hidden: String?
  private var more: [Completion] = []
  private var words: [Completion] = []

  /// Nothing, or the same words everywhere.
  init(_ words: [Completion] = []) {
    self.words = words
  }

  /// Commands at the start of a line, and what suits each behind it.
  ///
  /// - Parameters:
  ///   - hidden: The name whose value is asked and not told.
  ///   - more: What stands with the names.
  init(
    _ commands: [Command], over trace: Trace, hiding hidden: String? = nil,
    also more: [Completion] = []
  ) {
    (self.commands, self.trace, self.hidden, self.more) = (commands, trace, hidden, more)
  }

  /// Worked out only when somebody asks: there may be a thousand.
  private var names: [Completion] {
    guard let trace else { return more }
    return trace.model.names.map { name in
      let value = trace.value(of: name).map { "= " + NumberText.rounded($0, most: 4) } ?? ""
      return Completion(name, note: name == hidden ? "asked here" : value)
    } + more
  }

  private var inputs: [Completion] {
    names.filter { trace?.model.isLeaf($0.text) == true }
  }

  private var commandWords: [Completion] {
    commands.map {
      Completion($0.rawValue, note: $0.summary, ending: $0.takesArguments ? " " : nil)
    }
  }

  /// What a bet may be.
  static let bets = PromptCompletions([
    Completion("up", note: "the output gets larger"),
    Completion("down", note: "the output gets smaller"),
    Completion("none", note: "the output does not move"),
  ])

  /// What could stand at the cursor.
  func candidates(_ request: CompletionRequest) -> Completions {
    guard !commands.isEmpty else { return .words(words) }
    let before = request.before.drop(while: \.isWhitespace)
    guard let word = before.split(whereSeparator: \.isWhitespace).first, before.contains(" ") else {
      // `2*` goes on with a name. An empty line may begin with anything, but the functions would
      // push the commands out of sight.
      if before.isEmpty, request.word.isEmpty { return .words(commandWords + names) }
      return .words((before.isEmpty ? commandWords : []) + names + Self.functions)
    }
    switch Command(word: word) {
    case .save?, .load?: return .fileNames
    case .draw?: return .words(Self.pictures + names)
    case .swap?: return .words(Function.all.map { Completion($0.name, note: "function") })
    case .info?: return .words(names + Self.functions)
    case .train?: return .words(names + Self.trainingWords)
    case .nudge?, .check?: return .words(inputs)
    case .trace?, .graph?, .film?: return .words(names)
    default: return .words(names + Self.functions)
    }
  }

  private static let functions = Function.all.map {
    Completion($0.name, note: "function", ending: "(")
  }

  private static let pictures = Picture.Kind.allCases.map {
    Completion($0.rawValue, note: $0.summary, ending: " ")
  }

  private static let trainingWords = [
    Completion("by", note: "the inputs that learn", ending: " "),
    Completion("rate", note: "how long a step is", ending: " "),
    Completion("steps", note: "how many", ending: " "),
    Completion("momentum", note: "how much of a step is kept", ending: " "),
  ]
}

extension Picture.Kind {
  /// What it shows, in a few words.
  fileprivate var summary: String {
    switch self {
    case .pipe: "machines in a row"
    case .graph: "the model as a graph"
    case .ledger: "the backward pass as a table"
    case .tangent: "a curve with its tangent: tangent x y"
    case .area: "a product as a rectangle: area x y"
    case .lines: "number lines, and how a nudge moves each"
    case .bars: "the sizes of slopes"
    case .film: "values forward, blame backward"
    case .valley: "a loss against a weight, and one step: valley w loss"
    case .trace: "a loss over steps of learning: trace loss w"
    case .cells: "matrices with their gradients beside them"
    case .hchart: "the error of nudging at every size: hchart x y"
    }
  }
}
