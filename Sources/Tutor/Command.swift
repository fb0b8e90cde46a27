import ModelLanguage

/// A command of the prompt.
///
/// This is the one table: parsing, help and completion read it.
public enum Command: String, CaseIterable, Sendable {
  case hint, why, show, again, skip, back
  case set, swap, edit, undo
  case nudge, check, trace, plot, graph, film, draw, train, names, info
  case resume, reset, save, load
  case help, quit

  /// Where it can be typed.
  public enum Place: Sendable {
    case lesson, sandbox, everywhere
  }

  /// Every word that means the command, its name first.
  public var words: [String] {
    switch self {
    case .help: ["help", "?"]
    case .quit: ["quit", "exit", "bye", ":q"]
    default: [rawValue]
    }
  }

  /// Where it can be typed.
  public var place: Place {
    switch self {
    case .hint, .why, .again, .skip, .back, .resume: .lesson
    case .reset, .save, .load: .sandbox
    default: .everywhere
    }
  }

  /// The commands of one place, in the order of the help.
  public static func all(in place: Place) -> [Command] {
    allCases.filter { $0.place == place || $0.place == .everywhere }
  }

  /// Whether a ``Playground`` does it, on a copy of the model.
  public var isForTrying: Bool {
    switch self {
    case .set, .swap, .edit, .undo, .nudge, .check, .trace, .plot, .graph, .film, .draw, .train,
      .names, .info, .resume, .reset:
      true
    case .hint, .why, .show, .again, .skip, .back, .save, .load, .help, .quit: false
    }
  }

  /// Whether something may stand behind its word.
  public var takesArguments: Bool {
    switch self {
    case .set, .swap, .edit, .nudge, .check, .trace, .plot, .graph, .film, .draw, .train, .info,
      .save, .load, .help:
      true
    case .hint, .why, .show, .again, .skip, .back, .undo, .names, .resume, .reset, .quit: false
    }
  }

  /// How it is typed.
  public var usage: String {
    switch self {
    case .set: "set NAME = EXPRESSION"
    case .swap: "swap OLD NEW"
    case .nudge: "nudge NAME SIZE"
    case .check: "check [NAME]"
    case .plot: "plot Y X [FROM TO]"
    case .film: "film [X FROM TO]"
    case .draw: "draw PICTURE NAMES"
    case .train: "train LOSS by NAMES"
    case .info: "info WORD"
    case .save: "save FILE"
    case .load: "load FILE"
    default: rawValue
    }
  }

  /// What it does, in a few words.
  public var summary: String {
    switch self {
    case .hint: "the next of three hints"
    case .why: "the backward pass worked through, after an answer or the third hint"
    case .show: "the model and its values again"
    case .again: "the same question with fresh numbers"
    case .skip: "go on without answering"
    case .back: "go to the step before"
    case .set: "try other numbers or machines: set x = 3"
    case .swap: "another function in the place of one: swap tanh relu"
    case .edit: "the whole model, as one line to change"
    case .undo: "take back the last change"
    case .nudge: "move an input a little, and bet first: nudge w 0.01"
    case .check: "every slope beside what nudging gives"
    case .trace: "both passes, node by node"
    case .plot: "a curve: plot loss w -1 5"
    case .graph: "the model as a graph, values above and gradients below"
    case .film: "values run forward and blame runs back; or an input runs: film x -2 2"
    case .draw: "another picture: bars, tangent, area, lines, valley, cells, hchart …"
    case .train: "let inputs learn: train loss by w1, w2 rate 0.1 steps 200"
    case .names: "every name with its value"
    case .info: "what a function or a name is: info sigmoid"
    case .resume: "drop your changes; the lesson is as it was"
    case .reset: "back to the model that you began with"
    case .save: "write the model to a file"
    case .load: "read a model from a file"
    case .help: "this list"
    case .quit: "leave; in a lesson your place is kept"
    }
  }

  /// The command that `word` means, whatever its case.
  public init?(word: some StringProtocol) {
    let lowered = word.lowercased()
    guard let command = Self.allCases.first(where: { $0.words.contains(lowered) }) else {
      return nil
    }
    self = command
  }

  /// What to say of a line that begins with a command of the other place; nil if it does not.
  static func elsewhere(_ text: String, in place: Place) -> PlayError? {
    let word = text.prefix(40).drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
    guard let command = Command(word: word), command.place != place, command.place != .everywhere
    else { return nil }
    switch (command, place) {
    case (.resume, .sandbox): return PlayError("'resume' works in lessons; here 'reset' goes back")
    case (.reset, .lesson):
      return PlayError("'reset' works in the sandbox; here 'resume' goes back")
    case (_, .sandbox): return PlayError("'\(command.rawValue)' works in lessons")
    default: return PlayError("'\(command.rawValue)' works in the sandbox: backprop-tutor sandbox")
    }
  }

  /// The command that the first word of a line may be a slip of.
  static func meant(by text: String, in place: Place) -> Command? {
    guard text.utf8.count <= 200 else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let word = words.first, word.count > 2, word.allSatisfy(\.isLetter) else { return nil }
    let command = Spelling.nearest(to: String(word), among: all(in: place).flatMap(\.words))
      .flatMap { Command(word: $0) }
    return words.count == 1 || command?.takesArguments == true ? command : nil
  }
}

/// A line as a prompt understands it.
enum Input: Equatable {
  case empty
  /// It may come along when a model is pasted, and does nothing.
  case comment
  /// A command with what stands behind its word.
  case command(Command, String)
  /// `= w*x`: an expression to work out, whatever is asked.
  case expression(String)
  case answer(String)

  /// - Parameter place: Which commands there are.
  init(_ line: String, in place: Command.Place) {
    // Only the start is looked at: a line may be a megabyte, and commands are short.
    let text = line.withoutRemark.drop(while: \.isWhitespace)
    let word = text.prefix(8).prefix { !$0.isWhitespace }
    let rest = text.dropFirst(word.count)
    let isBlank = rest.allSatisfy(\.isWhitespace)
    if line.drop(while: \.isWhitespace).first == "#" {
      self = .comment
    } else if text.isEmpty {
      self = .empty
    } else if text.first == "=", text.dropFirst().first != "=" {
      self = .expression(String(text.dropFirst()))
    } else if let command = Command(word: word),
      command.place == place || command.place == .everywhere,
      isBlank || command.takesArguments && !rest.isAssignment
    {
      self = .command(command, isBlank ? "" : String(rest))
    } else {
      self = .answer(line)
    }
  }
}

extension String {
  /// Without what stands behind a blank and `#`, as a chapter writes it beside an experiment.
  var withoutRemark: Substring {
    // A line may be a megabyte, and only its start is looked at.
    guard
      let mark = prefix(400).indices.first(where: { index in
        self[index] == "#" && index > startIndex && self[self.index(before: index)].isWhitespace
      })
    else { return self[...] }
    return self[..<mark]
  }

  /// Without blanks at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Substring {
  /// Whether it goes on as in `check = 3`.
  fileprivate var isAssignment: Bool {
    let text = drop(while: \.isWhitespace)
    return text.first == "=" && text.dropFirst().first != "="
  }
}
