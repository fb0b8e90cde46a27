import ArgumentParser
import Drawing
import ModelLanguage
import Tutor

/// Free play with one model.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Play freely: define a model, see its gradients, train it.",
    discussion: """
      Type 'x = 3' or 'y = tanh(2*x)' to define, an expression or 'dy/dx' to work it out, and \
      'help' for all else: nudge, check, trace, plot, graph, film, draw, train, undo, save, load.

        backprop-tutor sandbox
        backprop-tutor sandbox model.txt
        printf 'x = 3\\ny = x^2\\ndy/dx\\n' | backprop-tutor sandbox

      From a pipe, the exit status is 1 if a line could not be done.
      """)

  @Argument(help: "A file with a model, or the model itself.")
  var file: String?

  @OptionGroup var display: DisplayOptions

  func run() throws {
    let isGood = try Failure.reporting {
      let console = display.console
      var run = SandboxRun(
        sandbox: try sandbox(), file: file, console: console, lines: .standard(console))
      return run.run()
    }
    if !isGood { throw ExitCode(Failure.Status.checkFailed.rawValue) }
  }

  private func sandbox() throws -> Sandbox {
    guard let file else { return try Self.sandbox { () throws(PlayError) in try Sandbox() } }
    // Standard input is where the lines come from.
    let source = try file.contains("=") ? ModelSource(file) : ModelSource(file: file)
    let program: Program
    do throws(Diagnostic.List) {
      program = try Program(parsing: source.text)
    } catch {
      throw Failure(
        .badData, error.diagnostics.flatMap { $0.lines(file: source.name, text: source.text) })
    }
    return try Self.sandbox { () throws(PlayError) in
      try Sandbox(program, file: source.name, text: source.text)
    }
  }

  private static func sandbox(_ make: () throws(PlayError) -> Sandbox) throws -> Sandbox {
    do throws(PlayError) {
      return try make()
    } catch {
      throw Failure(.badData, error.lines)
    }
  }
}
