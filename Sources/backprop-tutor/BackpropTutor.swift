import ArgumentParser

/// The program: without a subcommand it opens the home menu.
@main
struct BackpropTutor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop-tutor",
    abstract: "Learn how learning flows backward: predict gradients, and see them computed.",
    discussion: """
      Start it without arguments for the menu of chapters. Everything you do is kept; leave \
      whenever you like, with 'quit' or Ctrl-D, and go on where you were.

      Exit status: 0 fine, 1 an answer in a script was wrong or the input ended while a question \
      was open, 64 usage, 65 a broken model, chapter, progress file or request, 66 a file is missing, 74 progress \
      could not be reset.
      """,
    version: "0.1.0",
    subcommands: [
      HomeCommand.self, LearnCommand.self, ChaptersCommand.self, ExplainCommand.self,
      GradeCommand.self, SandboxCommand.self, LintCommand.self, PreviewCommand.self,
      NewChapterCommand.self,
      ProgressCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: HomeCommand.self)
}
