import LessonFormat
import ModelLanguage

/// Experiments, on a copy.
extension Session {
  /// Runs the model with the changes of `text` and leaves everything as it was.
  mutating func play(_ text: String) {
    do throws(PlayError) {
      emit(.played(try played(text)))
    } catch {
      emit(.told(.cannotPlay(error.lines)))
    }
  }

  private struct PlayError: Error {
    var lines: [String]

    init(_ lines: String...) {
      self.lines = lines
    }

    /// A line that was typed, with a caret; its place needs no file name.
    init(_ list: Diagnostic.List, in text: String) {
      lines = (list.diagnostics.first?.lines(file: "", text: text) ?? []).enumerated()
        .filter { $0.offset != 1 }.map(\.element)
    }
  }

  private func played(_ text: String) throws(PlayError) -> Play {
    guard text.utf8.count <= 500 else {
      throw PlayError("an experiment has at most 500 characters")
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      let name = scene.model.names.first ?? "x"
      throw PlayError("say what to set, for example: set \(name) = 3")
    }
    let command = "set" + text
    let changes: [String: Expr]
    do throws(Diagnostic.List) {
      changes = try Experiment.changes(in: command)
    } catch {
      throw PlayError(error, in: command)
    }
    for name in changes.keys.sorted() where scene.model.nodes[name] == nil {
      let nearest = Spelling.nearest(to: name, among: scene.model.names)
      throw PlayError(
        "the model has no '\(name)'; "
          + (nearest.map { "did you mean '\($0)'?" }
            ?? "it has \(scene.model.names.joined(separator: ", "))"))
    }
    let model: Model
    do throws(Diagnostic.List) {
      model = try Model(scene.model.program.rebinding(changes))
    } catch {
      throw PlayError(error, in: command)
    }
    do {
      let trace = try Trace(model)
      return Play(changed: Set(changes.keys), trace: trace, slopes: slopes(of: trace))
    } catch {
      throw PlayError(model.explain(error))
    }
  }

  /// The slopes that the step is about, before and after; none while its question is open.
  private func slopes(of trace: Trace) -> [(label: String, before: Double, after: Double)] {
    guard stage == .resting else { return [] }
    let output = scene.step.question?.answer.derivatives.first?.of ?? scene.model.output
    return scene.model.names.filter(scene.model.isLeaf).compactMap { leaf in
      guard let before = try? scene.trace.slope(of: output, withRespectTo: leaf),
        let after = try? trace.slope(of: output, withRespectTo: leaf)
      else { return nil }
      return ("d\(output)/d\(leaf)", before, after)
    }
  }
}
