// A program for the tests of LineEditing: prints what comes of every prompt.
import LineEditing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

let words = [
  Completion("hello", note: "says hello"),
  Completion("help", note: "explains with a very long note, longer than a narrow terminal is wide"),
  Completion("höhe", note: "größer ∂ 漢字"),
  Completion("chain-rule", note: "a chapter"),
  Completion("chain-letter", note: "no chapter"),
  Completion("tanh", ending: "("),
  Completion("weight"),
]

func completions(at request: CompletionRequest) -> Completions {
  request.before.hasPrefix("load ") ? .fileNames : .words(words)
}

/// Waits for SIGUSR1 as a program does that computes while no prompt is up.
func work() {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGUSR1)
  sigprocmask(SIG_BLOCK, &signals, nil)
  print("working")
  fflush(nil)
  var received: Int32 = 0
  sigwait(&signals, &received)
}

guard LineEditor.isUsable else {
  print("no terminal")
  exit(1)
}
let arguments = CommandLine.arguments.dropFirst()
let editor = LineEditor(
  applicationName: "line-editing-probe", historyFile: arguments.first { $0 != "--plain" },
  isPlain: arguments.contains("--plain"))
if let failure = editor.historyFailure { print("history: \(failure)") }

/// How one listens to keys: what is waited for, and when it is enough.
enum Listening: String {
  /// For ever, until `q` or the end of the input.
  case all

  /// The same, in short waits that are not printed.
  case film

  /// The same, but without waiting; in between, until there is a byte.
  case steps

  /// The same, until a key has begun and not ended.
  case half

  /// One event.
  case once, thrown, exited

  var seconds: Double? {
    switch self {
    case .film: 0.005
    case .steps, .half: 0
    case .all, .once, .thrown, .exited: nil
    }
  }
}

struct Thrown: Error {}

func listen(_ listening: Listening, with editor: LineEditor) throws {
  try editor.withKeys { reader in
    print("listening on \(ttyname(STDIN_FILENO).map { String(cString: $0) } ?? "")")
    var pauses = 0
    while true {
      let event = reader.next(within: listening.seconds)
      if listening == .film && event == .timedOut { continue }
      print(description(of: event))
      switch listening {
      case .all, .film: break
      case .steps, .half:
        guard event == .timedOut else { break }
        var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        poll(&source, 1, -1)
        pauses += 1
        if listening == .half && pauses == 2 { return }
      case .once: return
      case .thrown: throw Thrown()
      case .exited: exit(3)
      }
      if event == .key(.character("q")) || event == .endOfInput { return }
    }
  }
}

func description(of event: KeyEvent) -> String {
  switch event {
  case .key(.character(let character)): "character \(character)"
  case .key(.space): "space"
  case .key(.enter): "enter"
  case .key(.escape): "escape"
  case .key(.left): "left"
  case .key(.right): "right"
  case .key(.up): "up"
  case .key(.down): "down"
  case .key(.other): "other"
  case .timedOut: "timed out"
  case .resized: "resized"
  case .interrupted: "interrupted"
  case .endOfInput: "end of input"
  }
}

/// Waits for one key, and says whether the answer came before the time was up.
func wait(_ seconds: Double, with editor: LineEditor) {
  editor.withKeys { reader in
    print("waiting")
    let start = ContinuousClock.now
    let event = reader.next(within: seconds)
    let passed = ContinuousClock.now - start
    let isEarly = event == .timedOut && passed / .seconds(1) < seconds
    print(description(of: event) + (isEarly ? ", early" : ""))
  }
}

/// What the next prompt starts with, and the file that ends it when it appears.
var text = ""
var watched: String?

reading: while true {
  let path = watched
  let event = editor.readLine(
    prompt: "> ", text: text, wakingWhen: path.map { path in { access(path, F_OK) == 0 } },
    completions: completions)
  (text, watched) = ("", nil)
  switch event {
  case .line("offer"):
    text = "x = 2; y = x*3"
  case .line(let line) where line.hasPrefix("watch "):
    watched = String(line.dropFirst(6))
    print("line: [\(line)]")
  case .woken(let typed):
    print("woken: [\(typed)]")
    text = typed
  case .line("work"):
    work()
  case .line(let line) where line.hasPrefix("work, then "):
    work()
    try? listen(Listening(rawValue: String(line.dropFirst(11))) ?? .all, with: editor)
  case .line(let line) where line.hasPrefix("listen "):
    do {
      try listen(Listening(rawValue: String(line.dropFirst(7))) ?? .all, with: editor)
    } catch {
      print("\(error)")
    }
    // Without a terminal nobody is left to send the signal.
    if isatty(STDIN_FILENO) != 0 { work() }
  case .line(let line) where line.hasPrefix("wait "):
    wait(Double(line.dropFirst(5)) ?? 0, with: editor)
  case .line("size"):
    let size = terminalSize()
    print("size: \(size?.columns ?? 0)x\(size?.rows ?? 0)")
  case .line(let line) where line.utf8.count > 1_000:
    print("line of \(line.utf8.count) bytes ending in \(line.suffix(5))")
  case .line(let line):
    print("line: [\(line)]")
  case .interrupted:
    print("interrupted")
  case .endOfInput:
    print("end")
    break reading
  }
  if let failure = editor.historyFailure { print("history: \(failure)") }
}
