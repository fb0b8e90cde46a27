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
let editor = LineEditor(
  applicationName: "line-editing-probe", historyFile: CommandLine.arguments.dropFirst().first)
if let failure = editor.historyFailure { print("history: \(failure)") }

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
