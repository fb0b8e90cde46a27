import ModelLanguage

/// A command that works at every prompt of a lesson.
///
/// This is the one table: parsing, help and completion read it.
public enum Command: String, CaseIterable, Sendable {
  case hint, why, show, again, set, swap, edit, undo, skip, back, help, quit

  /// Every word that means the command, its name first.
  public var words: [String] {
    switch self {
    case .help: ["help", "?"]
    case .quit: ["quit", "exit", "bye", ":q"]
    default: [rawValue]
    }
  }

  /// How it is typed.
  public var usage: String {
    switch self {
    case .set: "set NAME = EXPRESSION"
    case .swap: "swap OLD NEW"
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
    case .set: "try other numbers or machines; the lesson stays as it is"
    case .swap: "the same with another function: swap tanh relu"
    case .edit: "the same with the whole model, as one line to change"
    case .undo: "take back your last change, where a step asks for one"
    case .skip: "go on without answering"
    case .back: "go to the step before"
    case .help: "this list"
    case .quit: "leave; your place is kept"
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
}

/// A line as a session understands it.
enum Input: Equatable {
  case empty
  case command(Command)
  /// `set`, `swap` or `edit` with what is to change; the word alone is a command.
  case change(ProgramEdit.Verb, String)
  case answer(String)

  init(_ line: String) {
    // Only the start is looked at: a line may be a megabyte, and commands are short.
    let text = line.drop(while: \.isWhitespace)
    let word = text.prefix(8).prefix { !$0.isWhitespace }
    let rest = text.dropFirst(word.count)
    if text.isEmpty {
      self = .empty
    } else if let verb = ProgramEdit.Verb(rawValue: word.lowercased()),
      !rest.allSatisfy(\.isWhitespace)
    {
      self = .change(verb, verb.rawValue + rest)
    } else if let command = Command(word: word),
      command == .help || rest.allSatisfy(\.isWhitespace)
    {
      self = .command(command)
    } else {
      self = .answer(line)
    }
  }
}
