import ArgumentParser
import Drawing
import Foundation
import ModelLanguage

/// Everything about one model: values, gradients, numeric check.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Run one model forward and backward, and check its gradient.",
    discussion: """
      A model is one 'name = expression' a line, or several divided by ';'. The last name is the \
      output; a name set to a number or a list of numbers is an input, and has a gradient.

        backprop-tutor explain 'x = 3; w = 2; y = (x*w - 5)^2'
        backprop-tutor explain --json model.txt
        echo 'v = [1, 2]; y = sum(v^2)' | backprop-tutor explain -

      Exit status: 65 if the model can't be read, or a value or slope does not exist.
      """)

  enum Form: String, EnumerableFlag {
    case json, dot, mermaid, pytorch

    static func help(for form: Form) -> ArgumentHelp? {
      switch form {
      case .json: "Print JSON: values, gradients, check, corners."
      case .dot: "Print the graph for Graphviz."
      case .mermaid: "Print the graph for Mermaid."
      case .pytorch: "Print a PyTorch script that computes the same gradients."
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "The output: a name, an entry such as 'y[0]', or an expression such as 'sum(y)'.",
      valueName: "name"))
  var of: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "The names whose gradients are told, with commas between.", valueName: "names"))
  var wrt: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Another value for a name. May be given again.", valueName: "name=value"))
  var changes: [String] = []

  @Flag(exclusivity: .exclusive)
  var form: Form?

  @Argument(help: "A file, '-' for standard input, or the model itself.")
  var model: String

  @OptionGroup var display: DisplayOptions

  func run() throws {
    try Failure.reporting {
      let console = display.console
      let source = try ModelSource(model)
      let explanation: Explanation
      do throws(Explanation.Failure) {
        explanation = try Explanation(source.text, try request())
      } catch {
        throw try failure(error, in: source)
      }
      switch form {
      case nil: console.write(ExplanationScreen(explanation).lines(on: console.page))
      case .json?: Console.writeText(ExplanationJSON(explanation).text + "\n")
      case .dot?: Console.writeText(DOTGraph(explanation).text)
      case .mermaid?: Console.writeText(MermaidGraph(explanation).text)
      case .pytorch?: Console.writeText(PyTorchScript(explanation).text)
      }
    }
  }

  // MARK: What is asked for

  private func request() throws(Explanation.Failure) -> Explanation.Request {
    var request = Explanation.Request()
    request.output = try of.map { text throws(Explanation.Failure) in
      try Self.expression(text, of: "--of '\(text)'")
    }
    for change in changes {
      let parts = change.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first?.trimmingCharacters(in: .whitespaces) ?? ""
      guard parts.count == 2, isName(name) else {
        throw Self.failure("--set '\(change)' sets nothing", advice: "write name=value")
      }
      request.changes[name] = try Self.expression(parts[1], of: "--set '\(change)'")
    }
    guard !wrt.isEmpty else { return request }
    let names = wrt.flatMap { $0.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !names.isEmpty else {
      throw Self.failure(
        "--wrt names nothing", advice: "write names with commas between, such as --wrt w,b")
    }
    request.inputs = names
    return request
  }

  /// - Parameter option: The option as it was typed, for the message.
  private static func expression(
    _ text: String, of option: String
  ) throws(Explanation.Failure) -> Expr {
    do throws(Diagnostic) { return try Expr(parsing: text, as: .program) } catch {
      throw failure("\(option): \(error.message)", advice: error.advice)
    }
  }

  private static func failure(_ message: String, advice: String?) -> Explanation.Failure {
    .request(Diagnostic(message, at: SourceRange(start: .start, length: 1), advice: advice))
  }

  /// A failure as a person reads it, or as the object that `--json` promises.
  private func failure(
    _ failure: Explanation.Failure, in source: ModelSource
  ) throws -> any Error {
    if form == .json {
      Console.writeText(ExplanationJSON.text(of: failure) + "\n")
      return ExitCode(Failure.Status.badData.rawValue)
    }
    return switch failure {
    case .diagnostics(let list):
      Failure(
        .badData, list.diagnostics.flatMap { $0.lines(file: source.name, text: source.text) })
    case .undefined(let message, _, let range?):
      Failure(.badData, Diagnostic(message, at: range).lines(file: source.name, text: source.text))
    case .undefined(let message, _, nil): Failure(.badData, "error: \(message)")
    case .request(let diagnostic):
      Failure(
        .badData, "error: \(diagnostic.message)" + (diagnostic.advice.map { ": \($0)" } ?? ""))
    }
  }
}
